"""Organisers take a certificate back, or have a wrong one replaced; its person is told."""

import re
from datetime import datetime

from django.db import transaction

from backend.accounts.models import User
from backend.certificates.actions.reissue import reissue_certificate
from backend.certificates.actions.revoke import revoke_certificate
from backend.certificates.errors import CertificateRevoked
from backend.certificates.models import Certificate
from backend.common.text import collapsed
from quizzes.enums import NoticeKind
from quizzes.models import Notice, Participant, Round

_ROUND = re.compile(r"round:([0-9a-f-]{36}):")


@transaction.atomic
def revoke_on_desk(certificate_id: int, *, reason: str, actor: User, now: datetime) -> None:
    """Raises CertificateRevoked when it is revoked already."""
    if not revoke_certificate(certificate_id, reason=reason, actor=actor.uuid, now=now):
        raise CertificateRevoked
    _tell(certificate_id, NoticeKind.CERTIFICATE_REVOKED, reason, now)


@transaction.atomic
def reissue_on_desk(
    certificate_id: int,
    *,
    name: str,
    organisation: str,
    reason: str,
    actor: User,
    now: datetime,
) -> Certificate:
    """With the name and the organisation as they should be; the new one."""
    changes = {"name": collapsed(name), "organisation": collapsed(organisation)}
    new = reissue_certificate(certificate_id, changes, reason=reason, actor=actor.uuid, now=now)
    _tell(certificate_id, NoticeKind.CERTIFICATE_REPLACED, reason, now)
    return new


def _tell(certificate_id: int, kind: NoticeKind, reason: str, now: datetime) -> None:
    certificate = Certificate.objects.get(pk=certificate_id)
    found = _ROUND.match(certificate.source)
    round_ = Round.objects.filter(uuid=found.group(1)).first() if found else None
    if round_ is None or certificate.user_id is None:
        return
    person = Participant.objects.filter(contest=round_.contest_id, user=certificate.user_id).first()
    if person is not None:
        Notice.objects.create(participant=person, round=round_, kind=kind, text=reason, sent_at=now)
