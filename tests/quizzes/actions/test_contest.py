"""Setting up a contest, publishing it and taking it back."""

from datetime import timedelta

import pytest

from backend.common.models import AuditEntry
from quizzes.actions.contest import (
    NewContest,
    change_contest,
    clone_contest,
    create_contest,
    publish_contest,
    unpublish_contest,
)
from quizzes.actions.schedule import RoundPlan, add_round, choose_topics
from quizzes.errors import ContestBegan, NotReady
from quizzes.models import Attempt, Round
from quizzes.queries.checklist import checklist
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.quizzes import NOON, make_attempt, make_items, make_round

pytestmark = pytest.mark.django_db
TOPIC = "nghi-quyet-57"


@pytest.fixture
def organiser():
    return UserFactory()


@pytest.fixture
def draft(organiser):
    """A contest with everything it needs but its publication."""
    make_items(24)
    organisation = OrganisationFactory()
    new = NewContest("Tìm hiểu Đảng bộ tỉnh", "Ban Tuyên giáo", organisation)
    contest = create_contest(new, actor=organiser, now=NOON)
    plan = RoundPlan("Tuần 1", NOON + timedelta(days=1), NOON + timedelta(days=7))
    add_round(contest.pk, plan, actor=organiser, now=NOON)
    choose_topics(contest.pk, [TOPIC], actor=organiser, now=NOON)
    texts = {"rules_html": "<p>Thể lệ</p>", "contact": "0207 000 0000"}
    return change_contest(contest.pk, texts, actor=organiser, now=NOON)


def actions():
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def test_a_new_contest_is_a_draft_with_an_address_and_a_rulebook_of_its_own(organiser):
    make_items(24)
    new = NewContest("Tìm hiểu Đảng bộ tỉnh", "Ban Tuyên giáo", OrganisationFactory())

    first = create_contest(new, actor=organiser, now=NOON)
    second = create_contest(new, actor=organiser, now=NOON)

    assert not first.is_visible
    assert (first.slug, second.slug) == ("tim-hieu-dang-bo-tinh", "tim-hieu-dang-bo-tinh-2")
    assert first.rulebooks.get().document["paper"]["blueprint"] == [
        {"topic": TOPIC, "difficulty": "easy", "items": 20}
    ]
    assert actions() == ["contest.created", "contest.created"]


def test_a_title_never_takes_the_address_of_the_desks_own_page(organiser):
    new = NewContest("Tạo", "Ban Tuyên giáo", OrganisationFactory())

    assert create_contest(new, actor=organiser, now=NOON).slug == "tao-2"


def test_formatted_text_is_stored_harmless(draft, organiser):
    written = '<h2 onclick="x()">Một</h2><script>x()</script><a href="javascript:x()">đây</a>'

    changed = change_contest(draft.pk, {"rules_html": written}, actor=organiser, now=NOON)

    assert changed.rules_html == '<h2>Một</h2><a rel="noopener noreferrer">đây</a>'


def test_changes_are_written_down_once_the_public_sees_the_contest(draft, organiser):
    change_contest(draft.pk, {"summary": "Bản nháp"}, actor=organiser, now=NOON)
    publish_contest(draft.pk, actor=organiser, now=NOON)
    change_contest(draft.pk, {"summary": "Mời bạn"}, actor=organiser, now=NOON)

    assert actions()[-2:] == ["contest.published", "contest.changed"]
    assert AuditEntry.objects.order_by("-number")[0].details == {"parts": ["summary"]}


def test_a_contest_is_published_when_nothing_is_missing(draft, organiser):
    assert {one["code"] for one in checklist(draft, NOON) if one["state"] == "missing"} == set()

    assert publish_contest(draft.pk, actor=organiser, now=NOON).is_visible
    publish_contest(draft.pk, actor=organiser, now=NOON)
    assert actions().count("contest.published") == 1


def test_what_is_missing_stands_against_publishing(draft, organiser):
    change_contest(draft.pk, {"contact": "", "rules_html": ""}, actor=organiser, now=NOON)
    Round.objects.get(contest=draft).round_items.all().delete()

    with pytest.raises(NotReady) as refused:
        publish_contest(draft.pk, actor=organiser, now=NOON)

    assert refused.value.facts == {"missing": ["items", "rules", "contact"]}
    draft.refresh_from_db()
    assert not draft.is_visible


def test_a_contest_is_taken_back_only_while_nobody_has_begun(organiser):
    quiet, busy = make_round().contest, make_round()
    make_attempt(busy)

    assert not unpublish_contest(quiet.pk, actor=organiser, now=NOON).is_visible
    with pytest.raises(ContestBegan):
        unpublish_contest(busy.contest.pk, actor=organiser, now=NOON)

    busy.contest.refresh_from_db()
    assert busy.contest.is_visible


def test_a_clone_brings_texts_pools_and_spans_but_nobodys_attempts(draft, organiser):
    first = Round.objects.get(contest=draft)
    draft.committee.add(organiser)
    opens_at = first.opens_at + timedelta(days=364)

    made = clone_contest(
        draft, title="Năm 2027", first_opens_at=opens_at, actor=organiser, now=NOON
    )

    round_ = Round.objects.get(contest=made)
    assert (round_.opens_at, round_.closes_at) == (opens_at, first.closes_at + timedelta(days=364))
    assert round_.round_items.count() == first.round_items.count() == 24
    assert round_.secret != first.secret
    assert (made.rules_html, made.contact) == (draft.rules_html, draft.contact)
    assert list(made.committee.all()) == [organiser]
    assert not made.is_visible
    assert not Attempt.objects.filter(round__contest=made).exists()
