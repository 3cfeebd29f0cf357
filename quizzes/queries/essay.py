"""Essays as scoring and their markers see them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from backend.accounts.models import User
from quizzes.enums import EssayState
from quizzes.models import Contest, Essay, EssayMark, Response
from quizzes.queries.bank import contents_of

MOST_COMMENTS = 100


def essay_marks(attempt_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """By attempt, what its settled essays earned: {slot: points}."""
    found: dict[int, dict[int, int]] = {}
    rows = Essay.objects.filter(attempt_id__in=list(attempt_ids), settled_at__isnull=False)
    for attempt_id, slot, points in rows.values_list("attempt_id", "slot", "points"):
        found.setdefault(attempt_id, {})[slot] = points or 0
    return found


def criteria(essay: Essay) -> list[dict[str, Any]]:
    """The rubric's lines: what is looked at, and the most it gives."""
    lines: list[dict[str, Any]] = essay.rubric.correct["rubric"]
    return lines


def rubric_points(essay: Essay) -> list[int]:
    return [line["points"] for line in criteria(essay)]


def shown_essay(mark: EssayMark) -> dict[str, Any]:
    """An essay as its marker sees it: the text and the rubric, never who wrote it."""
    essay = mark.essay
    content = contents_of([essay.rubric.version_id])[essay.rubric.version_id]
    text = Response.objects.filter(attempt=essay.attempt_id, slot=essay.slot).values_list("value")
    return {
        "uuid": str(essay.uuid),
        "stem": content.stem,
        "limit": content.limit,
        "text": text[0][0],
        "rubric": criteria(essay),
        "is_referee": mark.is_referee,
        "points": mark.points,
        "comment": mark.comment,
        "given": mark.given_at is not None,
    }


def marking_progress(contest: Contest, marker: User) -> dict[str, Any]:
    """How far the marking is, for one contest and one marker."""
    essays = Essay.objects.filter(attempt__round__contest=contest)
    counts = essays.aggregate(
        essays=Count("pk"),
        waiting=Count("pk", filter=Q(state=EssayState.WAITING)),
        disputed=Count("pk", filter=Q(state=EssayState.DISPUTED)),
        settled=Count("pk", filter=Q(state=EssayState.SETTLED)),
    )
    given = EssayMark.objects.filter(
        essay__attempt__round__contest=contest, given_at__isnull=False
    ).aggregate(marks=Count("pk"), mine=Count("pk", filter=Q(marker=marker)))
    return {**counts, **given, "rounds": _by_round(contest)}


def _by_round(contest: Contest) -> list[dict[str, Any]]:
    rows = (
        Essay.objects.filter(attempt__round__contest=contest)
        .values("attempt__round__number", "attempt__round__title")
        .annotate(
            essays=Count("pk"),
            settled=Count("pk", filter=Q(state=EssayState.SETTLED)),
            disputed=Count("pk", filter=Q(state=EssayState.DISPUTED)),
        )
        .order_by("attempt__round__number")
    )
    return [
        {
            "number": row["attempt__round__number"],
            "title": row["attempt__round__title"],
            "essays": row["essays"],
            "settled": row["settled"],
            "disputed": row["disputed"],
        }
        for row in rows
    ]


def marking_comments(contest: Contest) -> list[dict[str, Any]]:
    """The newest notes of markers on settled essays; before that, marking stays blind."""
    marks = (
        EssayMark.objects.filter(
            essay__attempt__round__contest=contest, essay__state=EssayState.SETTLED
        )
        .exclude(comment="")
        .select_related("marker", "essay__attempt__round")
        .order_by("-given_at", "-pk")[:MOST_COMMENTS]
    )
    return [
        {
            "essay": str(mark.essay.uuid),
            "round_title": mark.essay.attempt.round.title,
            "marker": mark.marker.full_name,
            "is_referee": mark.is_referee,
            "total": mark.total,
            "comment": mark.comment,
            "given_at": mark.given_at,
        }
        for mark in marks
    ]


def contests_with_essays(contests: Any) -> list[dict[str, Any]]:
    """Of these contests, those that have essays to be marked."""
    rows = (
        Contest.objects.filter(pk__in=contests)
        .annotate(
            waiting=Count(
                "rounds__attempts__essays",
                filter=~Q(rounds__attempts__essays__state=EssayState.SETTLED),
            ),
            essays=Count("rounds__attempts__essays"),
        )
        .filter(essays__gt=0)
        .order_by("-waiting", "title")
    )
    return [{"slug": one.slug, "title": one.title, "waiting": one.waiting} for one in rows]
