"""Set up a cohort, change it, remove it while nobody has learned in it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.organisations.models import Organisation
from courses.actions.cohort_place import fill_places, held_places
from courses.cohort_errors import CohortInUse, CourseNotReady, PlacesTaken
from courses.enums import Entry
from courses.models import Cohort, Course

# Without what is read or heard as something else.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6
FIELDS = ("title", "opens_on", "closes_on", "place", "capacity", "entry")


@dataclass(frozen=True, slots=True)
class NewCohort:
    """What a cohort begins with."""

    course: Course
    organisation: Organisation
    title: str
    opens_on: date
    closes_on: date
    trainers: Sequence[User] = ()
    place: str = ""
    capacity: int | None = None
    entry: Entry | str = Entry.INVITED


@transaction.atomic
def create_cohort(new: NewCohort, *, actor: User, now: datetime) -> Cohort:
    """A cohort of the course's newest version, with a code of its own."""
    version = Course.objects.get(pk=new.course.pk).current
    if version is None:
        raise CourseNotReady
    cohort = Cohort.objects.create(
        course=new.course,
        version=version,
        organisation=new.organisation,
        code=_free_code(),
        created_by=actor,
        created_at=now,
        **{name: getattr(new, name) for name in FIELDS},
    )
    cohort.trainers.set(new.trainers)
    record(
        "cohort.created",
        _subject(cohort),
        actor=actor.uuid,
        now=now,
        course=new.course.slug,
        trainers=_named(new.trainers),
    )
    return cohort


@transaction.atomic
def change_cohort(cohort_id: int, changes: dict[str, Any], *, actor: User, now: datetime) -> Cohort:
    """Set what is given; more places let those who wait come in."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    fields = [name for name in FIELDS if name in changes]
    for name in fields:
        setattr(cohort, name, changes[name])
    if "capacity" in fields and cohort.capacity is not None:
        held = held_places(cohort)
        if held > cohort.capacity:
            raise PlacesTaken(held=held)
    if fields:
        cohort.save(update_fields=fields)
    trainers: Sequence[User] | None = changes.get("trainers")
    if trainers is not None:
        cohort.trainers.set(trainers)
    promoted = fill_places(cohort, now=now) if "capacity" in fields else 0
    record(
        "cohort.changed",
        _subject(cohort),
        actor=actor.uuid,
        now=now,
        parts=sorted(changes),
        promoted=promoted,
        **({} if trainers is None else {"trainers": _named(trainers)}),
    )
    return cohort


@transaction.atomic
def remove_cohort(cohort_id: int, *, actor: User, now: datetime) -> None:
    """Only while nobody has ever been in it."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    if cohort.enrolments.exists():
        raise CohortInUse
    record("cohort.removed", _subject(cohort), actor=actor.uuid, now=now)
    cohort.delete()


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
        if not Cohort.objects.filter(code=code).exists():
            return code


def _named(people: Sequence[User]) -> list[str]:
    return sorted(str(one.uuid) for one in people)


def _subject(cohort: Cohort) -> str:
    return f"cohort:{cohort.uuid}"
