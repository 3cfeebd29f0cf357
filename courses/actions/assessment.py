"""Keep what somebody says of themselves, for them alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from courses.models import Assessment
from courses.queries.assessment import asked, assessments_of, self_assessment
from courses.rules.assessment import is_finished, shares


@dataclass(frozen=True, slots=True)
class Said:
    """Levels by statement, and what one says one is."""

    answers: Mapping[str, int]
    audience: str = ""


@transaction.atomic
def keep_assessment(person: User, uuid: UUID, said: Said, *, now: datetime) -> Assessment:
    """The assessment with these answers in it. Safe to repeat; finished ones stay as they are.

    A person has one that is not finished: a new one takes its place. Raises NotVisible for
    another person's.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)
    kept = Assessment.objects.filter(uuid=uuid).first()
    if kept is None:
        assessments_of(person).filter(finished_at=None).delete()
        kept = Assessment(
            uuid=uuid, person=person, slug=self_assessment().slug, began_at=now, updated_at=now
        )
    if kept.person_id != person.pk:
        raise NotVisible
    if kept.finished_at is not None:
        return kept
    # A device that was offline for long may know statements that there are no more.
    known = {one.key for one in asked()}
    told = {key: level for key, level in said.answers.items() if key in known}
    kept.answers = {**kept.answers, **told}
    kept.audience = said.audience or kept.audience
    kept.shares = shares(asked(), kept.answers)
    kept.updated_at = now
    if is_finished(asked(), kept.answers):
        kept.finished_at = now
    kept.save()
    return kept


def forget_assessment(person: User, uuid: UUID) -> None:
    """Delete one of one's own. Raises NotVisible."""
    deleted, _ = assessments_of(person).filter(uuid=uuid).delete()
    if not deleted:
        raise NotVisible
