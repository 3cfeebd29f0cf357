"""Make a ranking of a closed round: freeze who is eligible, find the target, rank.

Each step is stored with its name. A worker that dies in between is followed by one that goes on
from the last step; whoever counts, counts from attempts and scores.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop as _

from backend.accounts.models import User
from backend.common import audit
from backend.common.copying import copy_rows
from backend.common.jobs import Progress, no_progress
from quizzes.enums import DecisionState, ExclusionReason, RoundState
from quizzes.errors import RoundNotClosed, StepRefused
from quizzes.models import Attempt, Exclusion, GradingRun, Ranking, RankingRow, Round
from quizzes.queries.board import has_unscored_attempts
from quizzes.queries.counted import Entrant, entrants, results, totals
from quizzes.queries.eligibility import barred_participants
from quizzes.queries.grading import applied_run, newest_key_numbers
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.decision import UNDER_WAY, corrected_target, may_move
from quizzes.rules.prediction import RoundTotals, target
from quizzes.rules.ranking import rank

FREEZING = _("Chốt danh sách")
RANKING = _("Xếp hạng")
STEPS_TOLD = 10_000
ROW = (
    "ranking",
    "participant",
    "attempt",
    "unit",
    "rank",
    "points",
    "correct_items",
    "prediction",
    "distance",
    "time_used_ms",
    "handed_in_at",
    "attempts",
)


def make_ranking(
    round_: Round,
    uuid: UUID,
    *,
    actor: User | None = None,
    reason: str = "",
    progress: Progress = no_progress,
    now: datetime,
) -> Ranking:
    """The ranking of this uuid, ranked. Safe to repeat: what is done already is not done again."""
    ranking = Ranking.objects.filter(uuid=uuid).first()
    people = None
    if ranking is None:
        ranking, people = _freeze(round_, uuid, actor, reason, progress, now)
    if ranking.state == DecisionState.ELIGIBILITY_FROZEN:
        people = people if people is not None else _eligible(ranking, progress)
        _find_target(ranking, people)
    if ranking.state == DecisionState.TARGET_COMPUTED:
        people = people if people is not None else _eligible(ranking, progress)
        _write_rows(ranking, people, progress, now)
    return ranking


def locked_ranking(pk: int) -> Ranking:
    return (
        Ranking.objects.select_for_update(of=("self",))
        .select_related("contest", "round__contest", "round__rulebook", "rulebook")
        .get(pk=pk)
    )


def move(ranking: Ranking, state: DecisionState, **changes: Any) -> None:
    """Take a locked ranking a step further; StepRefused where the step does not begin here."""
    if not may_move(ranking.state, state):
        raise StepRefused
    for field, value in changes.items():
        setattr(ranking, field, value)
    ranking.state = state
    ranking.save(update_fields=["state", *changes])


def held_run(round_: Round) -> GradingRun:
    """The run that stands, with scoring and other regrades held off until the transaction ends."""
    GradingRun.objects.get_or_create(
        round=round_, number=1, defaults={"keys": newest_key_numbers(round_.pk)}
    )
    GradingRun.objects.select_for_update(of=("self",)).get(round=round_, number=1)
    run = applied_run(round_)
    assert run is not None
    return run


@transaction.atomic
def _freeze(
    round_: Round, uuid: UUID, actor: User | None, reason: str, progress: Progress, now: datetime
) -> tuple[Ranking, list[Entrant]]:
    """Write down who does not count, and why, before anything is computed."""
    round_ = Round.objects.select_for_update(of=("self",)).with_contest().get(pk=round_.pk)
    if round_.state == RoundState.RUNNING or has_unscored_attempts(round_):
        raise RoundNotClosed
    earlier = Ranking.objects.filter(round=round_)
    if earlier.filter(state__in=UNDER_WAY).exists():
        raise StepRefused
    run = held_run(round_)
    ranking = Ranking.objects.create(
        uuid=uuid,
        contest_id=round_.contest_id,
        round=round_,
        number=(earlier.aggregate(newest=Max("number"))["newest"] or 0) + 1,
        rulebook=round_.rulebook,
        grading_run=run,
        reason=reason,
        begun_by=actor,
        begun_at=now,
    )
    people, excluded = _parted(round_, run, progress)
    copy_rows(
        Exclusion,
        ("ranking", "participant", "reason"),
        ((ranking.pk, participant, why) for participant, why in sorted(excluded.items())),
    )
    record_step(ranking, "frozen", actor, now, eligible=len(people), excluded=len(excluded))
    return ranking, people


def _parted(
    round_: Round, run: GradingRun, progress: Progress
) -> tuple[list[Entrant], dict[int, str]]:
    """Those who count, and the others with their reasons."""
    took_part = set(
        Attempt.objects.filter(round=round_).values_list("participant", flat=True).distinct()
    )
    barred = barred_participants(round_)
    excluded = {participant: barred[participant] for participant in took_part & barred.keys()}
    people = []
    progress(0, len(took_part), FREEZING)
    for seen, (participant, entrant) in enumerate(
        entrants(run, rulebook_of(round_).counting), start=1
    ):
        if entrant is not None and participant not in excluded:
            people.append(entrant)
        if seen % STEPS_TOLD == 0:
            progress(seen)
    uncounted = took_part - excluded.keys() - {one.participant_id for one in people}
    excluded |= dict.fromkeys(uncounted, ExclusionReason.NO_COUNTED_ATTEMPT)
    return people, excluded


def _eligible(ranking: Ranking, progress: Progress) -> list[Entrant]:
    """Those who count by the list that was frozen."""
    assert ranking.grading_run is not None
    excluded = set(ranking.exclusions.values_list("participant_id", flat=True))
    progress(0, None, FREEZING)
    return [
        entrant
        for participant, entrant in entrants(ranking.grading_run, rulebook_of(ranking).counting)
        if entrant is not None and participant not in excluded
    ]


@transaction.atomic
def _find_target(ranking: Ranking, people: Sequence[Entrant]) -> None:
    """Count over those who are eligible, and say which number was to be predicted."""
    rule = rulebook_of(ranking).prediction
    counted = totals(people)
    # What is predicted for the whole contest is known once its last round is over.
    number = target(rule.target if rule.scope == "round" else "none", counted)
    before = published_before(ranking)
    if before is not None:
        number = corrected_target(
            recomputed=number,
            before=before.target,
            is_regraded=before.grading_run_id != ranking.grading_run_id,
            recomputes=rule.recomputed_after_disqualification,
        )
    _take(ranking, DecisionState.TARGET_COMPUTED, target=number, **_totals(counted))


def published_before(ranking: Ranking) -> Ranking | None:
    """The published ranking that this one corrects."""
    same = Ranking.objects.filter(contest=ranking.contest_id, round=ranking.round_id)
    return (
        same.filter(published_at__isnull=False, number__lt=ranking.number)
        .order_by("-number")
        .first()
    )


@transaction.atomic
def _write_rows(
    ranking: Ranking, people: Sequence[Entrant], progress: Progress, now: datetime
) -> None:
    progress(0, len(people), RANKING)
    copy_rows(RankingRow, ROW, _told(_ranked(ranking, people), progress))
    _take(ranking, DecisionState.RANKED, computed_at=now)
    record_step(ranking, "ranked", ranking.begun_by, now, people=len(people), target=ranking.target)


def _ranked(ranking: Ranking, people: Sequence[Entrant]) -> Iterator[tuple[Any, ...]]:
    by_participant = {person.participant_id: person for person in people}
    for place in rank(results(people, ranking.target), rulebook_of(ranking).ranking):
        person = by_participant[place.result.participant_id]
        yield (
            ranking.pk,
            person.participant_id,
            person.counted.attempt_id,
            person.unit_id,
            place.rank,
            person.counted.points,
            person.counted.correct_items,
            person.counted.prediction,
            place.result.distance,
            person.counted.time_used_ms,
            person.handed_in_at,
            person.counted.attempts,
        )


def _told(rows: Iterator[Any], progress: Progress) -> Iterator[Any]:
    for done, row in enumerate(rows, start=1):
        if done % STEPS_TOLD == 0:
            progress(done)
        yield row


def _totals(counted: RoundTotals) -> dict[str, int]:
    return {
        "people": counted.people,
        "attempts": counted.attempts,
        "all_correct_people": counted.all_correct_people,
    }


def _take(ranking: Ranking, state: DecisionState, **changes: Any) -> None:
    """Move a ranking that was read without a lock: somebody may have returned it meanwhile."""
    ranking.state = locked_ranking(ranking.pk).state
    move(ranking, state, **changes)


def record_step(
    ranking: Ranking, what: str, actor: User | None, now: datetime, **details: Any
) -> None:
    """Audit what happened to a ranking; call it in the transaction that did it."""
    audit.record(
        f"ranking.{what}",
        f"ranking:{ranking.uuid}",
        actor=actor.uuid if actor else None,
        now=now,
        number=ranking.number,
        **details,
    )
