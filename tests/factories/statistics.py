"""A closed round with many papers whose answers follow a plan."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from backend.accounts.models import User
from quizzes.enums import RoundState
from quizzes.models import (
    Attempt,
    GradingRun,
    Participant,
    Response,
    Round,
    Score,
    Standing,
)
from quizzes.queries.bank import scored_items
from quizzes.queries.grading import newest_key_numbers
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.scoring import score_paper
from tests.factories.accounts import hashed_password
from tests.factories.quizzes import NOON

SECONDS_AN_ITEM = 20


def make_sat_round(
    round_: Round, people: int, answer: Callable[[int, int], Any], *, attempts: int = 1
) -> GradingRun:
    """`answer(person, item)` is what the person gave to the item-th version of the pool.

    Everybody has the whole pool as their paper, each of `attempts` times.
    """
    versions = list(round_.round_items.order_by("version").values_list("version", flat=True))
    run, _ = GradingRun.objects.get_or_create(
        round=round_, number=1, defaults={"keys": newest_key_numbers(round_.pk)}
    )
    began = round_.opens_at + timedelta(minutes=1)
    participants = _participants(round_, people)
    sat = Attempt.objects.bulk_create(
        Attempt(
            round=round_,
            participant=participant,
            rulebook=round_.rulebook,
            number=number,
            client_key=uuid4(),
            state="scored",
            started_at=began,
            deadline_at=began + timedelta(minutes=15),
            sealed_after=began + timedelta(minutes=16),
            handed_in_at=began + timedelta(minutes=10),
            paper=[[version, []] for version in versions],
        )
        for participant in participants
        for number in range(1, attempts + 1)
    )
    given = [
        [answer(place // attempts, item) for item in range(len(versions))]
        for place in range(len(sat))
    ]
    _store_answers(sat, given)
    _store_scores(round_, run, sat, given, versions)
    round_.state = RoundState.CLOSED
    round_.save(update_fields=["state"])
    return run


def _participants(round_: Round, people: int) -> list[Participant]:
    users = User.objects.bulk_create(
        User(
            phone=f"+848{round_.pk % 1000:03}{number:05}",
            full_name=f"Người Làm Bài {number}",
            birth_date=NOON.date(),
            password=hashed_password(),
        )
        for number in range(people)
    )
    return Participant.objects.bulk_create(
        Participant(contest_id=round_.contest_id, user=user, joined_at=round_.opens_at)
        for user in users
    )


def _store_answers(sat: Sequence[Attempt], given: Sequence[Sequence[Any]]) -> None:
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            slot=slot,
            revision=1,
            value=value,
            received_at=attempt.started_at + timedelta(seconds=SECONDS_AN_ITEM * slot),
        )
        for attempt, answers in zip(sat, given, strict=True)
        for slot, value in enumerate(answers, start=1)
        if value is not None
    )


def _store_scores(
    round_: Round,
    run: GradingRun,
    sat: Sequence[Attempt],
    given: Sequence[Sequence[Any]],
    versions: Sequence[int],
) -> None:
    items = scored_items(versions)
    policy = rulebook_of(round_).scoring_policy
    standings: dict[int, Standing] = {}
    for attempt, answers in zip(sat, given, strict=True):
        score = score_paper(
            [items[version] for version in versions], dict(enumerate(answers, 1)), policy
        )
        Score.objects.create(
            attempt=attempt,
            run=run,
            points=score.points,
            correct_items=score.correct_items,
            answered=score.answered,
            points_by_slot=list(score.points_by_slot),
        )
        standings[attempt.participant_id] = Standing(
            round=round_,
            participant_id=attempt.participant_id,
            attempt=attempt,
            points=score.points,
            correct_items=score.correct_items,
            time_used_ms=600_000,
            handed_in_at=attempt.handed_in_at,
            attempts=attempt.number,
            updated_at=NOON,
        )
    Standing.objects.bulk_create(standings.values())
