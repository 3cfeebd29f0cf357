"""The ranking of a whole contest: its rounds' published rankings added up as the rulebook says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from backend.accounts.models import User
from backend.common.copying import copy_rows
from backend.common.jobs import start_job, unfinished_job
from backend.common.models import Job
from quizzes.actions.ranking import ROW, move, record_step
from quizzes.enums import DecisionState, ExclusionReason, RoundState
from quizzes.errors import RoundNotClosed, StepRefused
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Contest, Exclusion, Ranking, RankingRow, RulebookVersion
from quizzes.queries.combined import Counts, results_by_round
from quizzes.queries.disqualification import disqualified_from_contest
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.counting import combine
from quizzes.rules.decision import UNDER_WAY
from quizzes.rules.prediction import distance, is_above, target
from quizzes.rules.ranking import Result, rank

JOB = "overall_ranking"


@transaction.atomic
def ask_for_overall_ranking(
    contest: Contest, *, actor: User | None, reason: str = "", now: datetime
) -> Job:
    """A job that ranks the contest once every round is published; one under way is set aside."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    _ensure_ready(contest)
    if unfinished_job(JOB, _subject(contest)):
        raise StepRefused
    for ranking in _overall(contest).select_for_update().filter(state__in=UNDER_WAY):
        move(ranking, DecisionState.RETURNED, returned_reason=reason)
        record_step(ranking, "set_aside", actor, now, reason=reason)
    return start_job(JOB, _subject(contest), now=now, asked_by=actor, parameters={"reason": reason})


def ask_after_last_round(contest: Contest, *, now: datetime) -> None:
    """Rank the contest by itself when a round was published and none is missing."""
    is_due = _combines(contest) and _is_complete(contest)
    if is_due and not unfinished_job(JOB, _subject(contest)):
        ask_for_overall_ranking(contest, actor=None, now=now)


def contest_of(job: Job) -> Contest:
    """The contest that a job is about."""
    return Contest.objects.get(uuid=job.subject.removeprefix("contest:"))


@transaction.atomic
def make_overall_ranking(
    contest: Contest, uuid: UUID, *, actor: User | None = None, reason: str = "", now: datetime
) -> Ranking:
    """The overall ranking of this uuid, ranked. Safe to repeat: a second call changes nothing."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    known = Ranking.objects.filter(uuid=uuid).first()
    if known is not None:
        return known
    _ensure_ready(contest)
    if _overall(contest).filter(state__in=UNDER_WAY).exists():
        raise StepRefused
    ranking = Ranking.objects.create(
        uuid=uuid,
        contest=contest,
        number=(_overall(contest).aggregate(newest=Max("number"))["newest"] or 0) + 1,
        rulebook=_newest_rulebook(contest),
        reason=reason,
        begun_by=actor,
        begun_at=now,
    )
    excluded = disqualified_from_contest(contest)
    copy_rows(
        Exclusion,
        ("ranking", "participant", "reason"),
        ((ranking.pk, one, ExclusionReason.DISQUALIFIED) for one in sorted(excluded)),
    )
    record_step(ranking, "frozen", actor, now, excluded=len(excluded))
    _rank(ranking, excluded, now)
    return ranking


def _rank(ranking: Ranking, excluded: set[int], now: datetime) -> None:
    rules = rulebook_of(ranking)
    by_round, counts = results_by_round(ranking.contest, excluded)
    rounds = rules.rounds
    combined = combine(by_round, rules.ranking, how=rounds.combine, best=rounds.best)
    asked = rules.prediction.target if rules.prediction.scope == "contest" else "none"
    number = target(asked, counts.totals)
    if asked != "none":
        combined = [_against(one, counts.predictions, number) for one in combined]
    move(ranking, DecisionState.TARGET_COMPUTED, target=number, **counts.stored)
    copy_rows(
        RankingRow,
        ROW,
        (
            _row(ranking, place.rank, place.result, counts)
            for place in rank(combined, rules.ranking)
        ),
    )
    move(ranking, DecisionState.RANKED, computed_at=now)
    record_step(ranking, "ranked", ranking.begun_by, now, people=len(combined), target=number)


def _against(result: Result, predictions: Mapping[int, int], number: int | None) -> Result:
    """A prediction for the whole contest is held against its number, not round by round."""
    prediction = predictions.get(result.participant_id)
    return replace(
        result, distance=distance(prediction, number), is_above=is_above(prediction, number)
    )


def _row(ranking: Ranking, place: int, result: Result, counts: Counts) -> tuple[Any, ...]:
    return (
        ranking.pk,
        result.participant_id,
        None,
        counts.units.get(result.participant_id),
        place,
        result.points,
        result.correct_items,
        counts.predictions.get(result.participant_id),
        result.distance,
        result.time_used_ms,
        datetime.fromtimestamp(result.handed_in_ms / 1000, UTC),
        result.attempts,
    )


def _overall(contest: Contest) -> Any:
    return Ranking.objects.filter(contest=contest, round=None)


def _newest_rulebook(contest: Contest) -> RulebookVersion:
    """That of the last round."""
    last = contest.rounds.select_related("rulebook").order_by("-number").first()
    assert last is not None
    return last.rulebook


def _rules(contest: Contest) -> Rulebook | None:
    last = contest.rounds.select_related("rulebook").order_by("-number").first()
    return rulebook_of(last) if last else None


def _combines(contest: Contest) -> bool:
    rules = _rules(contest)
    return rules is not None and rules.rounds.combine != "each"


def _is_complete(contest: Contest) -> bool:
    return not contest.rounds.exclude(state=RoundState.PUBLISHED).exists()


def _ensure_ready(contest: Contest) -> None:
    if not _combines(contest) or not _is_complete(contest):
        raise RoundNotClosed


def _subject(contest: Contest) -> str:
    return f"contest:{contest.uuid}"
