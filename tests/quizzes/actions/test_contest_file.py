"""Storing a contest from its file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizzes.actions.contest_file import load_contest, open_rounds
from quizzes.enums import RoundState
from quizzes.formats.contest_file import ContestFile, read_contest
from quizzes.models import Contest, Round, RulebookVersion
from tests.factories.organisations import OrganisationFactory
from tests.factories.quizzes import make_items

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FOLDER = Path(__file__).parents[3] / "quizzes" / "content" / "nghi-quyet-57"


@pytest.fixture
def file() -> ContestFile:
    OrganisationFactory(code="08")
    return read_contest(FOLDER)


def test_a_changed_rulebook_is_a_new_version(file):
    load_contest(file)
    load_contest(file)
    stricter = file.model_copy(update={"rulebook": {**file.rulebook, "attempts": {"per_day": 1}}})

    contest = load_contest(stricter)

    assert Contest.objects.count() == 1
    assert list(RulebookVersion.objects.values_list("number", flat=True)) == [1, 2]
    assert contest.rulebooks.latest("number").document["attempts"] == {"per_day": 1}


def test_a_new_contest_gets_every_round_of_its_file(file):
    rounds = open_rounds(load_contest(file), file, make_items(2), now=NOW)

    assert [round_.title for round_ in rounds] == ["Vòng 1", "Vòng 2"]
    assert rounds[1].closes_at == datetime(2026, 11, 27, 14, 0, tzinfo=UTC)  # 21:00 in Vietnam
    assert [round_.pool.count() for round_ in rounds] == [2, 2]


def test_nothing_is_opened_while_a_round_is_open(file):
    contest = load_contest(file)
    open_rounds(contest, file, make_items(2), now=NOW)

    assert open_rounds(contest, file, [], now=NOW + timedelta(days=1)) == []


def test_when_every_round_is_over_another_is_opened(file):
    contest = load_contest(file)
    open_rounds(contest, file, make_items(2), now=NOW)
    Round.objects.update(state=RoundState.PUBLISHED)
    later = NOW + timedelta(days=40)

    [third] = open_rounds(contest, file, make_items(2), now=later)

    assert (third.number, third.title) == (3, "Vòng 3")
    assert third.opens_at < later < third.closes_at
