"""Certificates of a contest as its organisers see them: counts, single ones, their history."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value

from backend.certificates.enums import CertificateKind
from backend.certificates.models import Certificate, PausedPrinting
from backend.certificates.queries.certificate import print_state
from backend.certificates.queries.printing import waiting
from backend.certificates.rules.code import canonical
from backend.common.errors import NotVisible
from backend.common.jobs import UNFINISHED
from backend.common.models import Job
from backend.common.text import search_key
from quizzes.models import Contest, Ranking
from quizzes.queries.certificate_list import (
    OF_PRIZES,
    Scope,
    comes_with_results,
    issue_subject,
    kinds_of,
    print_subject,
    prize_holders,
    published_ranking,
    ranked_participants,
    settle_subject,
)

MOST_SHOWN: Final = 50
_STANDING: Final = Q(revoked_at__isnull=True)
_UNPRINTED: Final = _STANDING & Q(file__isnull=True, erased_at__isnull=True)
COUNTS: Final = {
    "issued": _STANDING,
    "printed": _STANDING & Q(file__isnull=False),
    "waiting": _UNPRINTED & Q(print_due_at__isnull=False),
    "failed": _UNPRINTED & Q(print_due_at__isnull=True),
    "revoked": Q(revoked_at__isnull=False),
}
# How each of these is found by people who look for a state.
STATES: Final = {
    "ready": COUNTS["printed"],
    "waiting": COUNTS["waiting"],
    "failed": COUNTS["failed"],
    "revoked": COUNTS["revoked"],
}
Counts = Mapping[tuple[str, str], Mapping[str, int]]


def scopes_of(contest: Contest) -> list[Scope]:
    """Its rounds, and the contest as a whole."""
    rounds = contest.rounds.select_related("rulebook").order_by("number")
    return [*(Scope(contest, one) for one in rounds), Scope(contest, None)]


def certificates_of_contest(contest: Contest) -> QuerySet[Certificate]:
    """All that were ever issued for it."""
    begins = Q()
    for scope in scopes_of(contest):
        begins |= Q(source__startswith=scope.source)
    return Certificate.objects.filter(begins)


def certificate_desk(contest: Contest) -> list[dict[str, Any]]:
    """What may be issued, and how far it is; rounds without anything to say are left out."""
    counts = _counts(contest)
    paused = set(PausedPrinting.objects.values_list("source", flat=True))
    shown = [_scope(one, counts, paused) for one in scopes_of(contest)]
    return [one for one in shown if one["is_published"] or one["kinds"]]


def _counts(contest: Contest) -> Counts:
    """By source's beginning and kind."""
    two = Func(
        F("source"),
        Value(r"^[^:]*:[^:]*:"),
        function="regexp_substr",
        output_field=TextField(),
    )
    rows = (
        certificates_of_contest(contest)
        .order_by()
        .values_list(two, "kind")
        .annotate(**{name: Count("pk", filter=which) for name, which in COUNTS.items()})
    )
    return {(source, kind): dict(zip(COUNTS, row, strict=True)) for source, kind, *row in rows}


def _scope(scope: Scope, counts: Counts, paused: set[str]) -> dict[str, Any]:
    ranking = published_ranking(scope)
    may = kinds_of(ranking) if ranking else []
    have = [CertificateKind(kind) for source, kind in counts if source == scope.source]
    kinds = [*may, *(kind for kind in have if kind not in may)]
    none = dict.fromkeys(COUNTS, 0)
    late = waiting(scope.source).exclude(print_error="").order_by("pk")
    return {
        "round": scope.round.number if scope.round else None,
        "title": scope.title,
        "is_published": ranking is not None,
        "is_paused": scope.source in paused,
        "trouble": late.values_list("print_error", flat=True).first() or "",
        "printing": _job(print_subject(scope)),
        "kinds": [
            {
                "kind": kind,
                "may_issue": kind in may,
                "comes_with_results": ranking is not None and comes_with_results(ranking, kind),
                "earned": _earned(scope, ranking, kind),
                "job": _job(_subject(ranking, kind)) if ranking else None,
                **counts.get((scope.source, kind), none),
            }
            for kind in kinds
        ],
    }


def _earned(scope: Scope, ranking: Ranking | None, kind: CertificateKind) -> int | None:
    """How many are to have one; None where the rulebook decides that with each score."""
    if ranking is None or comes_with_results(ranking, kind):
        return None
    if kind in OF_PRIZES:
        return len(prize_holders(scope, kind))
    return len(ranked_participants(ranking)) if kind == CertificateKind.PARTICIPATION else None


def _subject(ranking: Ranking, kind: CertificateKind) -> str:
    if comes_with_results(ranking, kind):
        return settle_subject(ranking)
    return issue_subject(ranking, kind)


def _job(subject: str) -> Job | None:
    """The one that waits or runs, or else the last one where it failed."""
    newest = Job.objects.filter(subject=subject, kind__contains="certificate")
    job = newest.order_by("-asked_at").first()
    return job if job and (job.state in UNFINISHED or job.state == "failed") else None


def found_certificates(contest: Contest, text: str, state: str) -> QuerySet[Certificate]:
    """By code (or its beginning) or by words of a name, whatever their marks; newest first."""
    found = certificates_of_contest(contest).select_related("user", "organisation")
    if state:
        found = found.filter(STATES[state])
    code, begins = canonical(text), text.strip().upper()
    if code:
        return found.filter(code=code)
    named = Q()
    for word in search_key(text).split():
        named &= Q(user__search_key__contains=word) | Q(organisation__search_key__contains=word)
    if text.strip():
        # one that was issued anew may say another name than its person's
        named |= Q(facts__name__icontains=text.strip())
    if len(begins) >= 4:
        named |= Q(code__startswith=begins)
    return found.filter(named)


def find_certificate(contest: Contest, uuid: UUID) -> Certificate:
    """Raises NotVisible."""
    certificate = certificates_of_contest(contest).filter(uuid=uuid).first()
    if certificate is None:
        raise NotVisible
    return certificate


def told_certificate(certificate: Certificate) -> dict[str, Any]:
    """One of them in a list."""
    facts = certificate.facts
    return {
        "uuid": certificate.uuid,
        "code": certificate.code,
        "kind": certificate.kind,
        "name": facts.get("name", ""),
        "organisation": facts.get("organisation", ""),
        "round": facts.get("round", ""),
        "award": facts.get("award", ""),
        "issued_at": certificate.issued_at,
        "state": print_state(certificate),
        "is_erased": certificate.erased_at is not None,
        "print_error": certificate.print_error,
        "revoked_at": certificate.revoked_at,
        "revoked_reason": certificate.revoked_reason,
    }


def history_of(certificate: Certificate) -> dict[str, Any]:
    """The certificate, and all that were ever issued for the same thing, the newest first."""
    same = Certificate.objects.filter(source=certificate.source).order_by("-issued_at", "-pk")
    return {
        **told_certificate(certificate),
        "facts": {name: value for name, value in certificate.facts.items() if value != ""},
        "printed_at": certificate.printed_at,
        "history": [told_certificate(one) for one in same],
    }


def workbook_rows(contest: Contest) -> Iterator[tuple[str, ...]]:
    """A row for each that was issued, in the order of issuing; texts as people read them."""
    kinds = {str(value): str(label) for value, label in CertificateKind.choices}
    every = certificates_of_contest(contest).order_by("issued_at", "pk")
    for one in every.iterator(chunk_size=1000):
        facts, state = one.facts, print_state(one)
        stated = facts.get("award") or (
            f"{facts['points']}/{facts['max_points']} điểm" if facts.get("max_points") else ""
        )
        yield (
            one.code,
            facts.get("name", ""),
            facts.get("organisation", ""),
            facts.get("round", ""),
            kinds.get(one.kind, one.kind),
            str(stated),
            facts.get("issued_on", ""),
            str(state.label),
            one.revoked_reason,
        )
