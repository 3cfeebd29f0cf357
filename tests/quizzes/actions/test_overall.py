"""Rounds that add up: ranked once the last one is published."""

from datetime import timedelta

import pytest

from backend.certificates.enums import CertificateKind
from backend.certificates.models import Certificate
from backend.common.jobs import run_waiting_jobs
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.certificate_list import ask_for_certificates
from quizzes.actions.decision import (
    approve_ranking,
    ask_for_ranking,
    publish_ranking,
    review_ranking,
)
from quizzes.actions.disqualification import disqualify
from quizzes.actions.overall import ask_for_overall_ranking
from quizzes.actions.round import close_due_rounds
from quizzes.errors import RoundNotClosed
from quizzes.models import Ranking, RankingRow, Round, RoundItem
from quizzes.queries.certificate_list import Scope
from tests.factories import quizzes as factories
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in, make_attempt
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = timedelta(days=7)
# Jobs take the real clock, so what they look back on is in the past.
NOON, OPENS_AT, CLOSES_AT = (
    moment - 10 * WEEK for moment in (factories.NOON, factories.OPENS_AT, factories.CLOSES_AT)
)


def make_round(**rules):
    return factories.make_round(opens_at=OPENS_AT, closes_at=CLOSES_AT, **rules)


def second_round(first):
    """A week later, over the same items."""
    round_ = Round.objects.create(
        contest=first.contest,
        rulebook=first.rulebook,
        number=2,
        title="Vòng 2",
        opens_at=first.opens_at + WEEK,
        closes_at=first.closes_at + WEEK,
    )
    RoundItem.objects.bulk_create(
        RoundItem(round=round_, version_id=one)
        for one in first.round_items.values_list("version_id", flat=True)
    )
    return round_


def play(first, second, wrong_by_person):
    """Everybody's wrong answers in the two rounds; None stays away."""
    for user, (one, two) in wrong_by_person.items():
        for round_, wrong, moment in ((first, one, NOON), (second, two, NOON + WEEK)):
            if wrong is not None:
                hand_in(make_attempt(round_, user, now=moment), wrong=wrong)


def finish():
    close_due_rounds(now=CLOSES_AT + WEEK + timedelta(hours=1))
    while run_waiting_jobs():
        pass


def ranks():
    rows = RankingRow.objects.filter(ranking__round=None).order_by("rank")
    return list(rows.values_list("participant__user", "rank", "points", "attempts"))


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ({"combine": "sum"}, [(1, 1, 7, 2), (0, 2, 6, 2), (2, 3, 4, 1)]),
        ({"combine": "best_n", "best": 1}, [(0, 1, 4, 1), (1, 1, 4, 1), (2, 1, 4, 1)]),
    ],
)
def test_rounds_add_up_as_the_rulebook_says(rounds, expected):
    first = make_round(rounds=rounds, ranking=["score"], prediction={"target": "none"})
    second = second_round(first)
    people = UserFactory.create_batch(3)
    play(first, second, {people[0]: (0, 2), people[1]: (1, 0), people[2]: (0, None)})

    close_due_rounds(now=CLOSES_AT + timedelta(hours=1))
    while run_waiting_jobs():
        pass
    assert not Ranking.objects.filter(round=None).exists()
    finish()

    assert sorted(ranks(), key=lambda row: (row[1], row[0])) == [
        (people[person].pk, *rest) for person, *rest in expected
    ]
    ranking = Ranking.objects.get(round=None)
    assert (ranking.state, ranking.people, ranking.attempts) == ("published", 3, 5)
    assert ranking.all_correct_people == 3


def test_rounds_that_stand_for_themselves_make_no_overall_ranking():
    first = make_round()
    play(first, second_round(first), {UserFactory(): (0, 1)})

    finish()

    assert Ranking.objects.filter(round=None).count() == 0
    with pytest.raises(RoundNotClosed):
        ask_for_overall_ranking(first.contest, actor=None, now=CLOSES_AT)


def test_a_corrected_round_makes_the_overall_ranking_anew():
    first = make_round(rounds={"combine": "sum"}, ranking=["score"])
    user = UserFactory()
    play(first, second_round(first), {user: (1, 1)})
    finish()
    assert ranks()[0][2] == 6

    ask_for_ranking(first, actor=user, reason="Rà soát lại", now=CLOSES_AT + WEEK * 2)
    while run_waiting_jobs():
        pass

    states = Ranking.objects.filter(round=None).order_by("number").values_list("state", flat=True)
    assert list(states) == ["superseded", "published"]


def test_certificates_of_the_whole_contest_follow_its_corrected_ranking():
    first = make_round(rounds={"combine": "sum"}, ranking=["score"], certificate=None)
    people, staff = UserFactory.create_batch(2), UserFactory(staff=True)
    play(first, second_round(first), {people[0]: (0, 1), people[1]: (1, None)})
    finish()
    scope, kind = Scope(first.contest, None), CertificateKind.PARTICIPATION
    ask_for_certificates(scope, kind, actor=staff, now=CLOSES_AT + WEEK * 2)
    work_off()
    mine, other = (Certificate.objects.get(user=one) for one in people)
    assert mine.source.startswith(f"contest:{first.contest.uuid}:")
    assert "round" not in mine.facts

    later = CLOSES_AT + WEEK * 3
    for round_ in Round.objects.filter(contest=first.contest):
        disqualify(
            round_.contest.participants.get(user=people[1]),
            round_=round_,
            reason="Thi hộ",
            notice="Bạn bị loại.",
            actor=staff,
            now=later,
        )
        ask_for_ranking(round_, actor=staff, reason="Loại một người", now=later)
        work_off()

    assert [row[0] for row in ranks_of_newest()] == [people[0].pk]
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.revoked_at is None
    assert other.revoked_at is not None
    assert Certificate.objects.count() == 2


def ranks_of_newest():
    newest = Ranking.objects.filter(round=None).latest("number")
    return list(newest.rows.values_list("participant__user", "rank"))


def work_off():
    while run_waiting_jobs():
        pass


def test_the_desk_shows_and_decides_the_overall_ranking_as_round_0():
    first = make_round(
        rounds={"combine": "sum"}, ranking=["score"], results={"approval": "second_person"}
    )
    second = second_round(first)
    play(first, second, {UserFactory(): (0, 1)})
    officials = UserFactory.create_batch(2, staff=True)
    finish()
    for round_ in (first, second):
        ranking = Ranking.objects.get(round=round_)
        review_ranking(ranking.pk, actor=officials[0], now=CLOSES_AT + WEEK)
        approve_ranking(ranking.pk, actor=officials[1], now=CLOSES_AT + WEEK)
        publish_ranking(ranking.pk, actor=officials[1], now=CLOSES_AT + WEEK)
    while run_waiting_jobs():
        pass
    desks = [Device(one).http for one in officials]
    at = f"/api/v1/desk/contests/{first.contest.slug}/rounds/0/decision/"

    shown = desks[0].get(at).json()
    desks[0].post(f"{at}review/", {"number": 1}, "json")
    desks[1].post(f"{at}approve/", {"number": 1}, "json")
    published = desks[0].post(f"{at}publish/", {"number": 1}, "json").json()

    assert (shown["round"], shown["next"], shown["leading"][0]["points"]) == (0, ["review"], 7)
    assert published["rankings"][0]["state"] == "published"


def test_a_contest_whose_rounds_do_not_add_up_has_no_round_0():
    first = make_round()
    at = f"/api/v1/desk/contests/{first.contest.slug}/rounds/0/decision/"

    assert Device(UserFactory(staff=True)).http.get(at).status_code == 404
