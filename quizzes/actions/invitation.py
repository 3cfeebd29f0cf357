"""Bring others along: a person's own short code, and who came by it."""

import secrets

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from quizzes.models import Contest, Participant
from quizzes.rules.invitation import CODE_LENGTH, LETTERS

_TRIES = 5


def accept_invitation(newcomer: Participant, code: str) -> None:
    """Remember who brought somebody who joins at this moment; a code of elsewhere says nothing."""
    inviter = (
        Participant.objects.filter(contest_id=newcomer.contest_id, invite_code=code[:CODE_LENGTH])
        .exclude(pk=newcomer.pk)
        .first()
    )
    if inviter is not None:
        newcomer.invited_by = inviter
        newcomer.save(update_fields=["invited_by"])


@transaction.atomic
def make_invitation(user: User, contest: Contest) -> str:
    """The person's code in the contest, made on the first wish. Raises NotVisible for outsiders."""
    participant = Participant.objects.select_for_update().filter(contest=contest, user=user).first()
    if participant is None:
        raise NotVisible
    if participant.invite_code:
        return participant.invite_code
    for _ in range(_TRIES):
        participant.invite_code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                participant.save(update_fields=["invite_code"])
        except IntegrityError:
            continue
        return participant.invite_code
    raise RuntimeError("no free invitation code")
