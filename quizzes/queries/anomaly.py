"""What looked odd, for those who judge it: the queue, and the evidence side by side."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from backend.common.errors import NotVisible
from quizzes.enums import AnomalyKind, AnomalyState, NoticeKind
from quizzes.models import (
    Anomaly,
    AnomalyPerson,
    Contest,
    ItemVersion,
    Notice,
    RankingRow,
    Standing,
)
from quizzes.queries.disqualification import in_force

QUEUE = 500
# Shared errors are laid side by side for so many items.
SHOWN_ITEMS = 40


def anomalies_of(contest: Contest) -> QuerySet[Anomaly]:
    return Anomaly.objects.filter(round__contest=contest).select_related("round", "decided_by")


def find_anomaly(contest: Contest, uuid: UUID) -> Anomaly:
    """Raises NotVisible for another contest's."""
    anomaly = anomalies_of(contest).filter(uuid=uuid).first()
    if anomaly is None:
        raise NotVisible
    return anomaly


def anomaly_queue(
    contest: Contest, *, state: str = "", kind: str = "", round_number: int | None = None
) -> dict[str, Any]:
    """The weightiest first, and how many there are of each state and kind."""
    every = anomalies_of(contest)
    if round_number is not None:
        every = every.filter(round__number=round_number)
    found = every.filter(**{name: value for name, value in (("kind", kind),) if value})
    shown = found.filter(state=state) if state else found
    shown = shown.annotate(size=Count("people")).order_by("-weight", "pk")
    return {
        "states": _counts(found, "state", AnomalyState.values),
        "kinds": _counts(every.filter(state=state) if state else every, "kind", AnomalyKind.values),
        "anomalies": [_row(one) for one in shown[:QUEUE]],
    }


def anomaly_detail(anomaly: Anomaly) -> dict[str, Any]:
    """The evidence, with the people it is about as the committee may know them."""
    people = list(
        AnomalyPerson.objects.filter(anomaly=anomaly)
        .select_related("participant__user", "participant__unit", "attempt")
        .order_by("pk")
    )
    ids = [one.participant_id for one in people]
    standings = Standing.objects.filter(round=anomaly.round, participant__in=ids)
    by_person = {one.participant_id: one for one in standings}
    ranks = dict(
        RankingRow.objects.filter(ranking__round=anomaly.round, participant__in=ids)
        .order_by("ranking__number")
        .values_list("participant_id", "rank")
    )
    barred = set(in_force().filter(participant__in=ids).values_list("participant_id", flat=True))
    warnings = dict(
        Notice.objects.filter(participant__in=ids, kind=NoticeKind.WARNING)
        .values_list("participant_id")
        .annotate(count=Count("pk"))
    )
    return {
        **_row(anomaly, size=len(people)),
        "reason": anomaly.reason,
        "decided_by": anomaly.decided_by.full_name if anomaly.decided_by else "",
        "decided_at": anomaly.decided_at,
        "people": [
            _person(
                one,
                by_person.get(one.participant_id),
                rank=ranks.get(one.participant_id),
                is_barred=one.participant_id in barred,
                warnings=warnings.get(one.participant_id, 0),
            )
            for one in people
        ],
        "items": _shared_errors(people) if anomaly.kind == AnomalyKind.SIMILAR_ANSWERS else [],
    }


def _counts(found: QuerySet[Anomaly], field: str, values: Iterable[str]) -> dict[str, int]:
    counts = dict(found.order_by().values_list(field).annotate(count=Count("pk")))
    return {value: counts.get(value, 0) for value in values}


def _row(anomaly: Anomaly, size: int | None = None) -> dict[str, Any]:
    return {
        "uuid": str(anomaly.uuid),
        "kind": anomaly.kind,
        "round": anomaly.round.number,
        "round_title": anomaly.round.title,
        "weight": anomaly.weight,
        "state": anomaly.state,
        "size": getattr(anomaly, "size", size),
        "evidence": anomaly.evidence,
        "found_at": anomaly.found_at,
        "seen_at": anomaly.seen_at,
    }


def _person(
    one: AnomalyPerson,
    standing: Standing | None,
    *,
    rank: int | None,
    is_barred: bool,
    warnings: int,
) -> dict[str, Any]:
    unit, attempt = one.participant.unit, one.attempt
    return {
        "uuid": str(one.participant.user.uuid),
        "name": one.participant.user.full_name,
        "organisation": unit.name if unit else "",
        "attempt": str(attempt.uuid) if attempt else None,
        "started_at": attempt.started_at if attempt else None,
        "handed_in_at": attempt.handed_in_at if attempt else None,
        "facts": {name: value for name, value in one.facts.items() if name != "wrong"},
        "points": standing.points if standing else None,
        "correct_items": standing.correct_items if standing else None,
        "time_used_ms": standing.time_used_ms if standing else None,
        "prediction": standing.prediction if standing else None,
        "rank": rank,
        "is_disqualified": is_barred,
        "warnings": warnings,
    }


def _shared_errors(people: list[AnomalyPerson]) -> list[dict[str, Any]]:
    """Wrong answers that at least two of them gave, in words; the most shared first."""
    given: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in people:
        for version, value in one.facts.get("wrong", ()):
            given[version, value].append(str(one.participant.user.uuid))
    shared = sorted(
        ((key, by) for key, by in given.items() if len(by) > 1), key=lambda row: -len(row[1])
    )[:SHOWN_ITEMS]
    versions = ItemVersion.objects.in_bulk([version for (version, _), _ in shared])
    return [
        {
            "stem": versions[version].stem,
            "answer": _in_words(versions[version], value),
            "people": by,
        }
        for (version, value), by in shared
    ]


def _in_words(version: ItemVersion, value: str) -> str:
    """A stored answer, by the texts of the options where it names them by position."""
    places = [int(part) for part in value.strip("[]").split(",") if part.strip().isdigit()]
    options = version.options if isinstance(version.options, list) else []
    texts = [str(options[place]) for place in places if place < len(options)]
    return "; ".join(texts) if value.startswith("[") and len(texts) == len(places) else value
