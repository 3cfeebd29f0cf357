"""The audit log of one contest, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.common.acts import facts_of, words_of
from backend.common.models import AuditEntry
from quizzes.models import (
    Anomaly,
    Contest,
    Disqualification,
    Essay,
    Participant,
    Ranking,
    Round,
    Winner,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as people read it."""

    number: int
    at: datetime
    person: str
    action: str
    words: str
    subject: str
    details: list[str]
    hash: str


def audit_of(contest: Contest) -> QuerySet[AuditEntry]:
    """What was decided about the contest, its rounds and all that belongs to them."""
    parts: list[tuple[str, QuerySet[Any]]] = [
        ("round", Round.objects.filter(contest=contest)),
        ("ranking", Ranking.objects.filter(contest=contest)),
        ("anomaly", Anomaly.objects.filter(round__contest=contest)),
        ("disqualification", Disqualification.objects.filter(contest=contest)),
        ("essay", Essay.objects.filter(attempt__round__contest=contest)),
        ("winner", Winner.objects.filter(contest=contest)),
    ]
    entries = AuditEntry.objects.filter(subject=f"contest:{contest.uuid}")
    for noun, rows in parts:
        entries |= AuditEntry.objects.filter(subject__in=_subjects(noun, rows, "uuid"))
    people = Participant.objects.filter(contest=contest)
    entries |= AuditEntry.objects.filter(subject__in=_subjects("participant", people, "pk"))
    return entries.order_by("-number")


def narrowed(
    entries: QuerySet[AuditEntry], *, action: str = "", person: str = ""
) -> QuerySet[AuditEntry]:
    """Only one kind of act, or one person's."""
    if action:
        entries = entries.filter(action=action)
    if person:
        entries = entries.filter(actor=person)
    return entries


def told(entries: list[AuditEntry], contest: Contest) -> list[Told]:
    """Entries with names and words; two queries for any number."""
    names = people_named(entries)
    titles = {f"round:{one.uuid}": one.title for one in Round.objects.filter(contest=contest)}
    rankings = Ranking.objects.filter(contest=contest).select_related("round")
    for one in rankings:
        where = one.round.title if one.round else _("Toàn cuộc thi")
        titles[f"ranking:{one.uuid}"] = where
    return [
        Told(
            number=entry.number,
            at=entry.at,
            person=names.get(str(entry.actor), "") if entry.actor else _("Hệ thống"),
            action=entry.action,
            words=words_of(entry.action),
            subject=titles.get(entry.subject, ""),
            details=facts_of(entry),
            hash=entry.hash,
        )
        for entry in entries
    ]


def people_named(entries: list[AuditEntry]) -> dict[str, str]:
    uuids = {entry.actor for entry in entries if entry.actor}
    rows = User.objects.filter(uuid__in=uuids).values_list("uuid", "full_name")
    return {str(uuid): name for uuid, name in rows}


def _subjects(noun: str, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    name = Concat(Value(f"{noun}:"), Cast(field, CharField()), output_field=CharField())
    return rows.order_by().annotate(_subject=name).values("_subject")
