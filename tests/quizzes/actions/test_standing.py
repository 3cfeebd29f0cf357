"""What counts of a participant while a round is open, by each rulebook."""

from datetime import timedelta

import pytest

from quizzes.actions.attempt import submit_attempt
from quizzes.actions.response import save_responses
from quizzes.actions.scoring import score_pending_attempts
from quizzes.models import Round, Standing
from quizzes.queries.attempt import started_attempt
from quizzes.queries.standing import leading_standings, own_standing
from quizzes.queries.visibility import Viewer, board_view
from quizzes.rules.response import Answer
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, grant_of, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db
PREDICTS = {"target": "people", "question": "Bao nhiêu người?", "unit": "người"}


def play(round_, user, *wrongs, prediction=None, gap=timedelta(minutes=20)):
    """Hand in one attempt after another, the first answers of each wrong."""
    return [
        hand_in(
            make_attempt(round_, user, now=NOON + gap * place),
            wrong=wrong,
            prediction=prediction(place) if prediction else None,
            after=timedelta(minutes=2 + place),
        )
        for place, wrong in enumerate(wrongs)
    ]


@pytest.mark.parametrize(
    ("counted", "points", "minutes"),
    [("best", 3, 3), ("first", 2, 2), ("last", 1, 4), ("average", 2, 3)],
)
def test_the_attempt_that_counts_is_the_rulebooks(counted, points, minutes):
    round_, user = make_round(attempts={"per_day": 5, "counted": counted}), UserFactory()

    play(round_, user, 2, 1, 3)

    standing = Standing.objects.get()
    assert (standing.points, standing.attempts) == (points, 3)
    assert standing.time_used_ms == minutes * 60_000


def test_averages_of_a_batch_are_those_of_one_by_one():
    round_, user = make_round(attempts={"per_day": 5, "counted": "average"}), UserFactory()
    for place in range(2):
        now = NOON + timedelta(minutes=20 * place)
        attempt = make_attempt(round_, user, now=now)
        save_responses(grant_of(attempt, now), [Answer(1, 1, [1])], now=now)
        submit_attempt(attempt.pk, now=now + timedelta(minutes=1 + 2 * place))

    score_pending_attempts(now=NOON)

    assert (Standing.objects.get().time_used_ms, Standing.objects.get().attempts) == (120_000, 2)


def test_an_incomplete_attempt_never_counts_where_every_answer_is_asked_for():
    round_ = make_round(scoring={"requires_every_answer": True})
    attempt = make_attempt(round_)
    submit_attempt(attempt.pk, now=NOON + timedelta(minutes=1))
    score_pending_attempts(now=NOON)
    assert not Standing.objects.exists()

    hand_in(make_attempt(round_, attempt.participant.user, now=NOON + timedelta(hours=1)), wrong=1)

    assert (Standing.objects.get().points, Standing.objects.get().attempts) == (3, 1)


def test_one_prediction_a_person_is_kept_and_shown_to_later_attempts():
    round_, user = make_round(prediction=PREDICTS), UserFactory()
    play(round_, user, 2, 0, prediction=lambda place: 10 + place)

    later = started_attempt(make_attempt(round_, user, now=NOON + timedelta(hours=2)), NOON)

    assert Standing.objects.get().prediction == 10
    assert later["prediction"]["locked_value"] == 10


def test_a_prediction_for_each_counted_attempt_goes_with_the_attempt():
    round_, user = make_round(prediction={**PREDICTS, "per": "counted_attempt"}), UserFactory()
    play(round_, user, 2, 0, 1, prediction=lambda place: 10 + place)

    assert Standing.objects.get().prediction == 11
    tomorrow = make_attempt(round_, user, now=NOON + timedelta(days=1))
    assert started_attempt(tomorrow, NOON)["prediction"]["locked_value"] is None


def test_a_prediction_for_the_contest_is_made_once_in_all_its_rounds():
    first, user = make_round(prediction={**PREDICTS, "scope": "contest"}), UserFactory()
    second = Round.objects.create(
        contest=first.contest,
        rulebook=first.rulebook,
        number=2,
        title="Vòng 2",
        opens_at=first.opens_at,
        closes_at=CLOSES_AT,
    )
    second.pool.set(first.pool.all())
    play(first, user, 1, prediction=lambda place: 42)

    tomorrow = make_attempt(second, user, now=NOON + timedelta(days=1))
    shown = started_attempt(tomorrow, NOON)["prediction"]["locked_value"]
    hand_in(tomorrow)

    assert shown == 42
    assert [one.prediction for one in Standing.objects.order_by("round__number")] == [42, 42]


def test_the_live_board_and_ones_own_rank_follow_the_rulebook():
    round_ = make_round(ranking=["score", "most_attempts", "handed_in_last"])
    eager, early, late = UserFactory(), UserFactory(), UserFactory()
    for user, start in ((early, 0), (late, 1)):
        hand_in(make_attempt(round_, user, now=NOON + timedelta(hours=start)))
    play(round_, eager, 1, 0)

    view = board_view(round_, Viewer.PUBLIC, NOON)
    shown = [(row["rank"], row["points"]) for row in leading_standings(view)]
    ranks = [own_standing(user, round_, NOON)["rank"] for user in (eager, late, early)]

    assert shown == [(1, 4), (2, 4), (3, 4)]
    assert ranks == [1, 2, 3]


def test_equals_share_a_rank_on_the_live_board():
    round_ = make_round(ranking=["score"])
    people = [UserFactory() for _ in range(3)]
    for place, user in enumerate(people):
        hand_in(make_attempt(round_, user), wrong=place // 2, after=timedelta(minutes=1 + place))

    view = board_view(round_, Viewer.PUBLIC, NOON)
    assert [row["rank"] for row in leading_standings(view)] == [1, 1, 3]
    assert [own_standing(user, round_, NOON)["rank"] for user in people] == [1, 1, 3]
