"""Moving an item in the bank changes nothing of what was drawn and weighed by it."""

from datetime import timedelta

import pytest

from backend.common.jobs import no_progress
from quizzes.actions.rescoring import rescored
from quizzes.actions.round import close_round
from quizzes.actions.statistic import compute_statistics
from quizzes.models import Item, ItemKey, PaperStatistic, Score, Topic
from quizzes.queries.bank import pool_of, scored_items
from quizzes.queries.grading import applied_run
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_items, make_round

pytestmark = pytest.mark.django_db
PAPER = {
    "minutes": 15,
    "blueprint": [
        {"topic": "nghi-quyet-57", "difficulty": "easy", "items": 2, "points": 5},
        {"topic": "khac", "difficulty": "hard", "items": 1},
    ],
}


@pytest.fixture
def round_():
    """Two items worth 5 and one worth 1."""
    made = make_round(pool=2, paper=PAPER, prediction={"target": "none"})
    [other] = make_items(1, "khac")
    Item.objects.filter(pk=other.item_id).update(difficulty="hard")
    made.round_items.create(version=other)
    return made


@pytest.fixture
def sat(round_):
    for wrong in (0, 1, 3):
        hand_in(make_attempt(round_), wrong=wrong)
    close_round(round_.pk, now=CLOSES_AT + timedelta(minutes=2))
    return round_


def move_items():
    """The heavy ones become hard, and their topic gets another code."""
    Item.objects.filter(topic__code="nghi-quyet-57").update(difficulty="hard")
    Topic.objects.filter(code="nghi-quyet-57").update(code="da-doi-ten")


def test_papers_are_weighed_as_they_were_drawn(sat):
    assert max(Score.objects.values_list("points", flat=True)) == 11
    run = applied_run(sat)

    move_items()

    item = scored_items(sat.round_items.values_list("version", flat=True), round_id=sat.pk)
    assert sorted((one.topic, one.difficulty) for one in item.values()) == [
        ("khac", "hard"),
        ("nghi-quyet-57", "easy"),
        ("nghi-quyet-57", "easy"),
    ]
    version = sat.round_items.filter(topic="nghi-quyet-57").first().version_id
    run.voided, correct = {}, ItemKey.objects.get(version=version).correct
    run.corrections = {str(version): correct}
    base = applied_run(sat)
    assert rescored(base, run, no_progress) == {}


def test_without_the_pin_a_regrade_would_differ(sat):
    """So that the test above cannot be blind."""
    run, base = applied_run(sat), applied_run(sat)
    move_items()
    version = sat.round_items.filter(topic="nghi-quyet-57").first().version_id
    sat.round_items.update(topic=None, difficulty=None)
    run.corrections = {str(version): ItemKey.objects.get(version=version).correct}

    assert rescored(base, run, no_progress) != {}


def test_a_round_that_nobody_sat_goes_by_the_bank(round_):
    move_items()

    assert set(round_.round_items.values_list("topic", flat=True)) == {None}


def test_the_pool_is_drawn_from_as_before(sat):
    before = pool_of.__wrapped__(sat.pk)

    move_items()

    assert pool_of.__wrapped__(sat.pk) == before


def test_figures_go_by_what_each_item_was_worth(sat):
    compute_statistics(sat, "counted", no_progress, now=CLOSES_AT)
    before = PaperStatistic.objects.get(round=sat)

    move_items()
    compute_statistics(sat, "counted", no_progress, now=CLOSES_AT)

    points = Score.objects.values_list("points", flat=True)
    assert before.mean == pytest.approx(sum(100 * one / 11 for one in points) / 3)
    assert PaperStatistic.objects.get(round=sat).mean == before.mean
