"""The steps that people take on a ranking: review, approve or return, publish, correct.

Every step locks the round, then its ranking, and is audited in the same transaction; two people
at once take it once.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from backend.accounts.models import User
from backend.common import audit
from backend.common.jobs import Progress, start_job, unfinished_job
from backend.common.models import Job
from quizzes.actions.board import refresh_board
from quizzes.actions.certificate import settle_after_publication
from quizzes.actions.certificate_list import follow_publication
from quizzes.actions.overall import ask_after_last_round
from quizzes.actions.ranking import locked_ranking, make_ranking, move, record_step
from quizzes.enums import DecisionState, RoundState
from quizzes.errors import (
    DrawNeeded,
    ResultsStale,
    RoundNotClosed,
    SecondPersonNeeded,
    StepRefused,
)
from quizzes.models import Ranking, Round
from quizzes.permissions import may_approve
from quizzes.queries.decision import is_stale, needs_draw
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.decision import UNDER_WAY, may_publish

JOB = "ranking"


@transaction.atomic
def ask_for_ranking(round_: Round, *, actor: User | None, reason: str = "", now: datetime) -> Job:
    """A job that ranks the closed round anew; a ranking still under way is set aside.

    What is published stays until the new one is published in its place. Only the system ranks
    without saying why.
    """
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if round_.state == RoundState.RUNNING:
        raise RoundNotClosed
    subject = f"round:{round_.uuid}"
    if unfinished_job(JOB, subject):
        raise StepRefused
    for ranking in Ranking.objects.select_for_update().filter(round=round_, state__in=UNDER_WAY):
        move(ranking, DecisionState.RETURNED, returned_reason=reason)
        record_step(ranking, "set_aside", actor, now, reason=reason)
    return start_job(JOB, subject, now=now, asked_by=actor, parameters={"reason": reason})


@transaction.atomic
def close_round_for_good(round_: Round, *, now: datetime) -> None:
    """Take a locked round out of the running; every attempt in it is scored."""
    round_.state = RoundState.CLOSED
    round_.save(update_fields=["state"])
    audit.record("round.closed", f"round:{round_.uuid}", actor=None, now=now)


@transaction.atomic
def decide_at_once(round_: Round, *, now: datetime) -> Ranking:
    """Rank a small round and, where nobody has to approve, publish it, in one transaction."""
    return go_on(make_ranking(round_, uuid4(), now=now), now=now)


def rank_as_asked(job: Job, progress: Progress, *, now: datetime) -> Ranking:
    """Do what `ask_for_ranking` asked for. The job's uuid names the ranking, so it is one."""
    round_ = Round.objects.with_contest().get(uuid=job.subject.removeprefix("round:"))
    ranking = make_ranking(
        round_,
        job.uuid,
        actor=job.asked_by,
        reason=job.parameters["reason"],
        progress=progress,
        now=now,
    )
    return go_on(ranking, now=now)


def go_on(ranking: Ranking, *, now: datetime) -> Ranking:
    """Publish what is ranked, where the rulebook asks for no second person and no draw."""
    rules = rulebook_of(ranking)
    is_free = may_publish(ranking.state, rules.results.approval)
    if ranking.state != DecisionState.RANKED or not is_free or needs_draw(ranking):
        return ranking
    return publish_ranking(ranking.pk, actor=None, now=now)


@transaction.atomic
def review_ranking(pk: int, *, actor: User, now: datetime) -> Ranking:
    """Say that the ranking was looked through; from here it needs a second person."""
    ranking = _locked(pk)
    _ensure_final(ranking)
    move(ranking, DecisionState.REVIEWED, reviewed_by=actor, reviewed_at=now)
    record_step(ranking, "reviewed", actor, now)
    return ranking


@transaction.atomic
def approve_ranking(pk: int, *, actor: User, now: datetime) -> Ranking:
    """The second person's word; SecondPersonNeeded for whoever began or reviewed it."""
    ranking = _locked(pk)
    if not may_approve(actor, ranking):
        raise SecondPersonNeeded
    _ensure_final(ranking)
    move(ranking, DecisionState.APPROVED, approved_by=actor, approved_at=now)
    record_step(ranking, "approved", actor, now)
    return ranking


@transaction.atomic
def return_ranking(pk: int, *, actor: User, reason: str, now: datetime) -> Ranking:
    """Send it back with a reason; the round is then ranked again under a new number."""
    ranking = _locked(pk)
    if ranking.state not in {DecisionState.REVIEWED, DecisionState.APPROVED}:
        raise StepRefused
    move(ranking, DecisionState.RETURNED, returned_reason=reason)
    record_step(ranking, "returned", actor, now, reason=reason)
    return ranking


@transaction.atomic
def publish_ranking(pk: int, *, actor: User | None, now: datetime) -> Ranking:
    """Show it to everybody, in place of the one it corrects, which is kept."""
    ranking = _locked(pk)
    rules = rulebook_of(ranking)
    if not may_publish(ranking.state, rules.results.approval):
        raise StepRefused
    _ensure_final(ranking)
    for earlier in Ranking.objects.select_for_update().filter(
        contest=ranking.contest_id, round=ranking.round_id, state=DecisionState.PUBLISHED
    ):
        move(earlier, DecisionState.SUPERSEDED)
    days = rules.results.appeal_days
    move(
        ranking,
        DecisionState.PUBLISHED,
        published_at=now,
        appeals_until=now + timedelta(days=days) if days else None,
    )
    record_step(ranking, "published", actor, now, people=ranking.people, target=ranking.target)
    if ranking.round is not None:
        ranking.round.state = RoundState.PUBLISHED
        ranking.round.save(update_fields=["state"])
        refresh_board(ranking.round, now=now, always=True)
        settle_after_publication(ranking, now=now)
        ask_after_last_round(ranking.contest, now=now)
    follow_publication(ranking, now=now)
    return ranking


def _locked(pk: int) -> Ranking:
    """The ranking, its round locked first: everybody takes the two in this order."""
    round_ids = Ranking.objects.filter(pk=pk).values("round")
    list(Round.objects.select_for_update().filter(pk__in=round_ids))
    return locked_ranking(pk)


def _ensure_final(ranking: Ranking) -> None:
    if is_stale(ranking):
        raise ResultsStale
    if needs_draw(ranking):
        raise DrawNeeded
