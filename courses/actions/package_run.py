"""A learner opens a package, goes on in it on any device, and completes it.

What a package tells is evidence of its part of a lesson and nothing else. The enrolment's lock
guards the run. A commit counts when it is newer than the last one: by launch, then by its number
in the launch; that a unit was completed is kept whenever it is told, for evidence only grows.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import NotVisible
from courses.actions.enrolment import held_enrolment
from courses.actions.progress import keep_evidence
from courses.formats.packages.reading import CMI5, PackageReading
from courses.models import Enrolment, LessonProgress, Package, PackageRun
from courses.package_errors import InvalidRun, PackageMissing
from courses.queries.package import find_reading, part_package
from courses.rules import xapi
from courses.rules.evidence import COMPLETED, SEEN
from courses.rules.package_run import RunRefused, is_completed, next_launch, read_values

MOST_STATE = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a lesson of a course."""

    slug: str
    lesson: str
    part: str


@dataclass(frozen=True, slots=True)
class Commit:
    """What the player sends on: everything that a unit has told in this launch so far."""

    launch: int
    sequence: int
    unit: int
    values: Any


@transaction.atomic
def launch_package(person: User, place: Place, unit: int, *, now: datetime) -> PackageRun:
    """The run with the launch counted, its state as the unit is to find it. Earlier launches may
    still tell that something was completed, and change nothing else.

    Raises NotVisible, NotEnrolled, EnrolmentWaiting, PackageMissing.
    """
    enrolment, digest, reading = _held(person, place)
    if unit >= len(reading.units):
        raise NotVisible
    run, _ = PackageRun.objects.get_or_create(
        enrolment=enrolment,
        lesson=place.lesson,
        part=place.part,
        package=Package.objects.get(digest=digest),
        defaults={"updated_at": now},
    )
    run.launch, run.sequence, run.unit = run.launch + 1, 0, unit
    if reading.format != CMI5:
        _put(run, unit, next_launch(reading.format, unit_state(run, unit)))
    _save(run, now)
    return run


@transaction.atomic
def commit_run(
    person: User, place: Place, told: Commit, *, now: datetime
) -> tuple[LessonProgress, bool]:
    """Keep what a SCORM unit told; what is repeated or late changes nothing but for the better.

    The lesson's progress, and whether the launch is still the last one. Raises NotVisible,
    NotEnrolled, EnrolmentWaiting, PackageMissing, InvalidRun.
    """
    enrolment, digest, reading = _held(person, place)
    run = PackageRun.objects.filter(
        enrolment=enrolment, lesson=place.lesson, part=place.part, package__digest=digest
    ).first()
    if run is None or told.launch > run.launch or told.unit >= len(reading.units):
        raise InvalidRun(element="launch")
    try:
        values = read_values(reading.format, told.values)
    except (RunRefused, KeyError) as refused:
        raise InvalidRun(element=getattr(refused, "element", "format")) from refused
    if (told.launch, told.sequence) > (run.launch, run.sequence):
        run.sequence = told.sequence
        _put(run, told.unit, values)
        _save(run, now)
    unit = reading.units[told.unit]
    done = unit.reports and is_completed(reading.format, values, unit.mastery)
    progress = _shown(enrolment, place, told.unit if done else None, now)
    return progress, told.launch == run.launch


@transaction.atomic
def take_statements(run: PackageRun, sent: Sequence[Any], *, now: datetime) -> None:
    """Keep what a cmi5 unit says with its registration. Raises NotVisible, StatementRefused."""
    enrolment, run, reading = _held_run(run)
    unit = reading.units[run.unit]
    said = [xapi.read_statement(one, str(run.uuid)) for one in sent]
    before = unit_state(run, run.unit)
    verbs = {*before.get("verbs", ()), *(verb for verb, _ in said)}
    scores = [score for _, score in said if score is not None]
    kept = {**before, "verbs": sorted(verbs)} | ({"score": scores[-1]} if scores else {})
    _put(run, run.unit, kept)
    _save(run, now)
    done = xapi.is_completed(unit.move_on, frozenset(verbs - {"other"}))
    place = Place(enrolment.course.slug, run.lesson, run.part)
    _shown(enrolment, place, run.unit if done else None, now)


@transaction.atomic
def keep_document(run: PackageRun, name: str, text: str | None, *, now: datetime) -> None:
    """Keep a cmi5 unit's document, or take it away. Raises NotVisible, StatementRefused."""
    _, run, _ = _held_run(run)
    before = unit_state(run, run.unit)
    documents = {**before.get("documents", {})}
    documents.pop(name, None)
    if text is not None:
        documents[name] = text
    if len(documents) > xapi.MOST_DOCUMENTS:
        raise xapi.StatementRefused("too many documents")
    _put(run, run.unit, {**before, "documents": documents})
    _save(run, now)


@transaction.atomic
def spend_fetch(run: PackageRun, *, now: datetime) -> bool:
    """Whether this launch's address for the content's token is asked for the first time."""
    _, run, _ = _held_run(run)
    if run.state.get("fetched") == run.launch:
        return False
    run.state = {**run.state, "fetched": run.launch}
    _save(run, now)
    return True


def unit_state(run: PackageRun, unit: int) -> dict[str, Any]:
    """What a unit has told so far."""
    state: dict[str, Any] = run.state.get(str(unit), {})
    return state


def _held(person: User, place: Place) -> tuple[Enrolment, str, PackageReading]:
    enrolment = held_enrolment(person, place.slug)
    digest = part_package(enrolment.version_id, place.lesson, place.part)
    reading = find_reading(digest)
    if reading is None:
        raise PackageMissing
    return enrolment, digest, reading


def _held_run(run: PackageRun) -> tuple[Enrolment, PackageRun, PackageReading]:
    """The run as it is now, under its enrolment's lock; NotVisible once a later launch began."""
    enrolment = held_enrolment(run.enrolment.person, run.enrolment.course.slug)
    now = PackageRun.objects.select_related("package").get(pk=run.pk)
    reading = find_reading(now.package.digest)
    if now.enrolment_id != enrolment.pk or now.launch != run.launch or reading is None:
        raise NotVisible
    return enrolment, now, reading


def _put(run: PackageRun, unit: int, told: Mapping[str, Any]) -> None:
    run.state = {**run.state, str(unit): dict(told)}
    if len(json.dumps(run.state)) > MOST_STATE:
        raise InvalidRun(element="size")


def _save(run: PackageRun, now: datetime) -> None:
    run.updated_at = now
    run.save(update_fields=["launch", "unit", "sequence", "state", "updated_at"])


def _shown(enrolment: Enrolment, place: Place, unit: int | None, now: datetime) -> LessonProgress:
    evidence: dict[str, Any] = {SEEN: True} | ({COMPLETED: [unit]} if unit is not None else {})
    return keep_evidence(enrolment, place.lesson, place.part, evidence, now=now)
