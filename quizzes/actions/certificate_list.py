"""Issue certificates of one kind to everybody of a published result, as a job.

They follow results too: whoever is in the ranking or holds the prize no more loses theirs.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from backend.accounts.models import User
from backend.certificates.actions.issue import Grant, issue_certificates
from backend.certificates.actions.print_list import (
    PRINT_LIST,
    pause_printing,
    resume_printing,
    retry_failed,
)
from backend.certificates.actions.revoke import revoke_certificate
from backend.certificates.enums import CertificateKind
from backend.certificates.models import Certificate
from backend.certificates.queries.certificate import standing_certificates
from backend.common import audit
from backend.common.jobs import Progress, start_job
from backend.common.models import Job
from quizzes.actions.certificate import AT_ONCE, CERTIFICATES, NOT_COUNTED
from quizzes.errors import NotPublished
from quizzes.models import Contest, Participant, Ranking, Round, Winner
from quizzes.queries.certificate import facts_of_person, facts_of_result
from quizzes.queries.certificate_list import (
    ISSUE_LIST,
    OF_PRIZES,
    PARTICIPATION,
    Scope,
    comes_with_results,
    issue_subject,
    kinds_of,
    participation_source,
    print_subject,
    prize_holders,
    prize_source,
    published_ranking,
    ranked_participants,
    settle_subject,
    undeserved_participations,
)

NO_PRIZE: Final = _("Giải này không còn thuộc về người được ghi trên chứng nhận.")
ISSUING: Final = _("Đang cấp chứng nhận")
Clock = Callable[[], datetime]


def ask_for_certificates(scope: Scope, kind: CertificateKind, *, actor: User, now: datetime) -> Job:
    """Have everybody who earned one by the published result given theirs, and have them printed."""
    ranking = published_ranking(scope)
    if ranking is None or kind not in kinds_of(ranking):
        raise NotPublished
    if comes_with_results(ranking, kind):
        return start_job(CERTIFICATES, settle_subject(ranking), now=now, asked_by=actor)
    return _start(ranking, kind, actor, now)


def follow_publication(ranking: Ranking, *, now: datetime) -> None:
    """Ask that certificates of taking part follow a correction, where they were issued."""
    scope = Scope(ranking.contest, ranking.round)
    if Certificate.objects.filter(source__startswith=f"{scope.source}{PARTICIPATION}").exists():
        _start(ranking, CertificateKind.PARTICIPATION, None, now)


def _start(ranking: Ranking, kind: CertificateKind, actor: User | None, now: datetime) -> Job:
    parameters = {"ranking": str(ranking.uuid), "kind": kind}
    return start_job(
        ISSUE_LIST, issue_subject(ranking, kind), now=now, asked_by=actor, parameters=parameters
    )


def issue_list(job: Job, progress: Progress, *, clock: Clock) -> dict[str, Any]:
    """Give and take back as the ranking says. Safe to repeat: what is settled is left alone."""
    found = Ranking.objects.select_related("contest", "round", "rulebook")
    ranking = found.get(uuid=job.parameters["ranking"])
    kind, scope = CertificateKind(job.parameters["kind"]), Scope(ranking.contest, ranking.round)
    if kind in OF_PRIZES:
        told = _follow_prizes(scope, kind, clock())
    else:
        told = _follow_ranking(ranking, scope, progress, clock)
    actor = job.asked_by.uuid if job.asked_by else None
    if any(told.values()):
        source = scope.source.rstrip(":")
        audit.record("certificates.issued", source, actor=actor, now=clock(), kind=kind, **told)
    print_scope(scope, actor=job.asked_by, now=clock())
    return told


def _follow_ranking(
    ranking: Ranking, scope: Scope, progress: Progress, clock: Clock
) -> dict[str, int]:
    people = ranked_participants(ranking)
    issued = revoked = done = 0
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        with transaction.atomic():
            if not _stands(ranking, scope):
                break
            grants = _participations(scope, some, clock())
            issued += issue_certificates(
                grants, now=clock(), subject=f"contest:{scope.contest.uuid}"
            )
        done += len(some)
        progress(done, len(people), ISSUING)
    with transaction.atomic():
        if _stands(ranking, scope):
            gone = undeserved_participations(scope, set(people))
            revoked = _take_back(gone, NOT_COUNTED, clock())
    return {"issued": issued, "revoked": revoked}


def _stands(ranking: Ranking, scope: Scope) -> bool:
    """Whether it is the newest that was published, and stays so until the transaction ends."""
    if scope.round:
        Round.objects.select_for_update().get(pk=scope.round.pk)
    else:
        Contest.objects.select_for_update().get(pk=scope.contest.pk)
    newest = published_ranking(scope)
    return newest is not None and newest.pk == ranking.pk


def _participations(scope: Scope, participants: Sequence[int], now: datetime) -> list[Grant]:
    people = Participant.objects.select_related("user", "organisation").in_bulk(participants)
    grants = []
    for pk, person in people.items():
        assert isinstance(person.user, User)
        grants.append(
            Grant(
                user=person.user,
                source=participation_source(scope, pk),
                kind=CertificateKind.PARTICIPATION,
                facts=facts_of_person(person, scope.contest, scope.round, now),
                organisation_id=person.organisation_id,
            )
        )
    return grants


@transaction.atomic
def _follow_prizes(scope: Scope, kind: CertificateKind, now: datetime) -> dict[str, int]:
    Contest.objects.select_for_update().get(pk=scope.contest.pk)
    grants = [_prize(scope, kind, one, now) for one in prize_holders(scope, kind)]
    issued = issue_certificates(grants, now=now, subject=f"contest:{scope.contest.uuid}")
    deserved = {one.source for one in grants}
    standing = Certificate.objects.filter(
        source__startswith=f"{scope.source}prize:",
        kind=kind,
        revoked_at__isnull=True,
        erased_at__isnull=True,
    )
    gone = [one for one in standing if one.source not in deserved]
    return {"issued": issued, "revoked": _take_back(gone, NO_PRIZE, now)}


def _prize(scope: Scope, kind: CertificateKind, winner: Winner, now: datetime) -> Grant:
    stated: dict[str, Any] = {"award": winner.title[:1].lower() + winner.title[1:]}
    person = winner.participant
    if person is None:
        assert winner.organisation is not None
        stated |= {"name": winner.organisation.name}
        facts = facts_of_result(scope.contest, scope.round, now, **stated)
        return Grant(None, prize_source(winner), kind, facts, winner.organisation_id)
    if winner.kind == "person" and winner.rank:
        stated |= {"rank": winner.rank, "people": winner.ranking.people}
    facts = facts_of_person(person, scope.contest, scope.round, now, **stated)
    assert isinstance(person.user, User)
    return Grant(person.user, prize_source(winner), kind, facts, person.organisation_id)


def take_back_prize(winner: Winner, *, actor: UUID, now: datetime) -> None:
    """Revoke the certificate of a prize that was declined or lost; in that transaction."""
    for certificate in standing_certificates([prize_source(winner)]):
        revoke_certificate(certificate.pk, reason=NO_PRIZE, actor=actor, now=now)


def _take_back(certificates: Iterable[Certificate], reason: str, now: datetime) -> int:
    return sum(
        revoke_certificate(one.pk, reason=reason, actor=None, now=now) for one in certificates
    )


def print_scope(scope: Scope, *, actor: User | None, now: datetime) -> Job:
    """Print what waits as fast as this machine can, so that people see how far it is."""
    parameters = {"source": scope.source}
    return start_job(
        PRINT_LIST, print_subject(scope), now=now, asked_by=actor, parameters=parameters
    )


def steer_printing(scope: Scope, step: str, *, actor: User, now: datetime) -> None:
    """ "pause", "resume", or "retry" what could not be printed."""
    if step == "pause":
        pause_printing(scope.source, actor=actor.uuid, now=now)
        return
    if step == "resume":
        resume_printing(scope.source, actor=actor.uuid, now=now)
    else:
        retry_failed(scope.source, actor=actor.uuid, now=now)
    print_scope(scope, actor=actor, now=now)
