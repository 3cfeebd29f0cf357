"""Essays are marked by people who know neither the writer nor each other's marks.

A marker takes the next essay by lot, gives its mark, and may take it back for a moment; then the
marks are settled, or go to a referee where they differ too much.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from quizzes.actions.scoring import score_marked_attempts, waiting_for_marks
from quizzes.enums import AttemptState, EssayState
from quizzes.errors import InvalidMark, MarkSettled
from quizzes.models import Attempt, Contest, Essay, EssayMark
from quizzes.permissions import may_organise
from quizzes.queries.bank import scored_items
from quizzes.queries.essay import rubric_points
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules import essay as rules

KEPT_FOR = timedelta(minutes=30)
MAY_BE_TAKEN_BACK = timedelta(seconds=30)
LOOKED_AT = 50


@transaction.atomic
def take_next_essay(contest: Contest, marker: User, *, now: datetime) -> EssayMark | None:
    """The essay that this marker has in hand, else the next one by lot, else None.

    An essay that was taken and not marked within half an hour is free for others again.
    """
    in_hand = (
        EssayMark.objects.filter(
            marker=marker, given_at=None, essay__attempt__round__contest=contest
        )
        .filter(Q(taken_at__gt=now - KEPT_FOR) | Q(is_referee=True))
        .exclude(essay__state=EssayState.SETTLED)
        .order_by("taken_at")
        .first()
    )
    if in_hand is not None:
        return in_hand
    essay = _next_waiting(contest, marker, now)
    is_referee = essay is None and may_organise(marker, contest)
    if is_referee:
        essay = _next_disputed(contest, marker, now)
    if essay is None:
        return None
    mark, _ = EssayMark.objects.update_or_create(
        essay=essay, marker=marker, defaults={"taken_at": now, "is_referee": is_referee}
    )
    return mark


@transaction.atomic
def give_mark(
    essay_uuid: UUID, marker: User, points: Sequence[object], comment: str, *, now: datetime
) -> EssayMark:
    """The marker's points for each criterion; giving them again replaces them until settled."""
    essay, mark = _own_mark(essay_uuid, marker)
    if not rules.fits_rubric(points, rubric_points(essay)):
        raise InvalidMark
    mark.points = list(points)
    mark.total = sum(mark.points)
    mark.comment = comment
    mark.given_at = now
    mark.save(update_fields=["points", "total", "comment", "given_at"])
    is_enough = _outcome(essay).state is not rules.EssayState.WAITING
    _put_due(essay, now + MAY_BE_TAKEN_BACK if is_enough else None)
    record("essay.marked", f"essay:{essay.uuid}", actor=marker.uuid, now=now, total=mark.total)
    return mark


@transaction.atomic
def take_back_mark(essay_uuid: UUID, marker: User, *, now: datetime) -> EssayMark:
    """The essay is in the marker's hand again, its mark not given. Safe to repeat."""
    essay, mark = _own_mark(essay_uuid, marker)
    if mark.given_at is None:
        return mark
    mark.points, mark.total, mark.given_at, mark.taken_at = None, None, None, now
    mark.save(update_fields=["points", "total", "given_at", "taken_at"])
    _put_due(essay, None)
    record("essay.mark_taken_back", f"essay:{essay.uuid}", actor=marker.uuid, now=now)
    return mark


@transaction.atomic
def settle_due_essays(*, now: datetime, limit: int = 500) -> int:
    """Settle marks that may no longer be taken back, and score papers that have all of theirs."""
    due = Essay.objects.filter(due_at__lte=now, attempt__state=AttemptState.MARKING)
    wanted = due.order_by("due_at").values_list("attempt_id", flat=True)[:limit]
    attempts = {attempt.pk: attempt for attempt in waiting_for_marks(list(wanted))}
    if not attempts:
        return 0
    essays = list(
        Essay.objects.select_for_update(of=("self",))
        .select_related("rubric")
        .filter(attempt_id__in=attempts, due_at__lte=now)
        .order_by("pk")
    )
    for essay in essays:
        _settle(essay, attempts[essay.attempt_id], now)
    open_essays = Essay.objects.filter(attempt_id__in=attempts, settled_at=None)
    still_waiting = set(open_essays.values_list("attempt_id", flat=True))
    ready = [attempt for pk, attempt in attempts.items() if pk not in still_waiting]
    score_marked_attempts(ready, now=now)
    return len(essays)


def _settle(essay: Essay, attempt: Attempt, now: datetime) -> None:
    outcome = _outcome(essay, attempt)
    essay.due_at = None
    essay.state = EssayState(outcome.state)
    if outcome.state is rules.EssayState.SETTLED:
        version = attempt.paper[essay.slot - 1][0]
        item = scored_items([version], round_id=attempt.round_id)[version]
        worth = rulebook_of(attempt).scoring_policy.worth(item)
        essay.points = rules.essay_points(outcome.marks, sum(rubric_points(essay)), worth)
        essay.settled_at = now
    essay.save(update_fields=["due_at", "state", "points", "settled_at"])


def _outcome(essay: Essay, attempt: Attempt | None = None) -> rules.Outcome:
    totals: dict[bool, list[int]] = defaultdict(list)
    given = essay.marks.filter(given_at__isnull=False).order_by("given_at")
    for is_referee, total in given.values_list("is_referee", "total"):
        totals[is_referee].append(total or 0)
    rulebook = rulebook_of(attempt or essay.attempt).essays
    referee = next(iter(totals[True]), None)
    return rules.outcome(totals[False], rulebook.markers, rulebook.largest_difference, referee)


def _own_mark(essay_uuid: UUID, marker: User) -> tuple[Essay, EssayMark]:
    """The locked essay and this person's mark of it; raises NotVisible and MarkSettled."""
    essay = (
        Essay.objects.select_for_update(of=("self",))
        .select_related("rubric", "attempt__round", "attempt__rulebook")
        .filter(uuid=essay_uuid, marks__marker=marker)
        .first()
    )
    if essay is None:
        raise NotVisible
    mark = essay.marks.get(marker=marker)
    is_closed = essay.state == EssayState.DISPUTED and not mark.is_referee
    if essay.state == EssayState.SETTLED or is_closed:
        raise MarkSettled
    return essay, mark


def _put_due(essay: Essay, due_at: datetime | None) -> None:
    essay.due_at = due_at
    essay.save(update_fields=["due_at"])


def _next_waiting(contest: Contest, marker: User, now: datetime) -> Essay | None:
    offered = (
        _lockable(contest, marker)
        .filter(state=EssayState.WAITING, due_at=None)
        .annotate(live=_counted(_live_marks(now)))
        .filter(live__lt=2)
    )
    for essay in offered[:LOOKED_AT]:
        if essay.live < rulebook_of(essay.attempt).essays.markers:
            return essay
    return None


def _next_disputed(contest: Contest, marker: User, now: datetime) -> Essay | None:
    in_hand = _live_marks(now).filter(is_referee=True)
    disputed = _lockable(contest, marker).filter(state=EssayState.DISPUTED)
    return disputed.exclude(Exists(in_hand)).first()


def _lockable(contest: Contest, marker: User) -> QuerySet[Essay]:
    """Essays that this person may mark and has not, by lot; what others take now is skipped.

    Nobody marks an essay of their own.
    """
    own = _marks().filter(marker=marker, given_at__isnull=False)
    return (
        Essay.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("attempt__round", "attempt__rulebook")
        .filter(attempt__round__contest=contest, attempt__state=AttemptState.MARKING)
        .exclude(attempt__participant__user=marker)
        .exclude(Exists(own))
        .order_by("lot")
    )


def _marks() -> QuerySet[EssayMark]:
    return EssayMark.objects.filter(essay=OuterRef("pk"))


def _live_marks(now: datetime) -> QuerySet[EssayMark]:
    """Those given, and those that somebody has in hand."""
    return _marks().filter(Q(given_at__isnull=False) | Q(taken_at__gt=now - KEPT_FOR))


def _counted(marks: QuerySet[EssayMark]) -> Coalesce:
    counts = marks.order_by().values("essay").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), 0)
