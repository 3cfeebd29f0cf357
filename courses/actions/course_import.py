"""A course comes as a zip: looked through, told what it would make, made as a draft, taken back.

Raster pictures are drawn anew; packages and what lessons show are looked through as if they were
brought by hand; items
that this bank does not know wait in the bank's own import, where somebody reviews them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import DomainError, NotVisible
from backend.common.files import written_whole
from backend.files.actions.upload import Wish, take_whole
from backend.organisations.models import Organisation
from courses.actions.authoring import NewCourse, begin_course, record_course
from courses.actions.content import store_diagrams
from courses.actions.package import bring_package
from courses.authoring_errors import CourseImportRefused
from courses.enums import CourseImportState
from courses.formats.course_zip import ZippedCourse, read_course_zip
from courses.formats.media import shown_files
from courses.models import Course, CourseImport
from courses.queries.authoring import known_competences, usable_codes
from courses.queries.media import missing_files
from quizzes.actions.item_import import bring_file
from quizzes.actions.picture import store_picture
from quizzes.formats.items.archive import Archive
from quizzes.models import Item, Picture
from quizzes.queries.picture import picture_address

KEPT: Final = timedelta(days=7)
OPEN: Final = (CourseImportState.CHECKED, CourseImportState.UNDONE)


def bring_course(name: str, body: bytes, *, actor: User, now: datetime) -> CourseImport:
    """Read a zip and tell what it would make; nothing is made yet.

    The same zip again is that import: checked anew, unless it was applied and still stands.
    """
    digest = hashlib.sha256(body).hexdigest()
    known = CourseImport.objects.filter(brought_by=actor, digest=digest).first()
    if known and known.state == CourseImportState.APPLIED and known.course_id:
        return known
    _forget_old(now)
    read = read_course_zip(body)
    if not read.problems:
        with written_whole(_file(digest)) as aside:
            aside.write_bytes(body)
    found, _ = CourseImport.objects.update_or_create(
        brought_by=actor,
        digest=digest,
        defaults={
            "name": name[:200],
            "state": CourseImportState.REFUSED if read.problems else CourseImportState.CHECKED,
            "report": _report(read),
            "brought_at": now,
            "course": None,
        },
    )
    return found


@transaction.atomic
def apply_course(
    uuid: UUID, organisation: Organisation | None, *, brings_items: bool, actor: User, now: datetime
) -> CourseImport:
    """The course as a draft that nobody sees but its author. Safe to repeat.

    `brings_items`: unknown items wait in the bank's import. Raises NotVisible, CourseImportRefused.
    """
    found = _held(uuid, actor)
    if found.state == CourseImportState.APPLIED and found.course_id:
        return found
    path = _file(found.digest)
    if found.state not in OPEN or not path.is_file():
        raise CourseImportRefused
    body = path.read_bytes()
    read, archive = read_course_zip(body), Archive(body)
    if read.problems:
        raise CourseImportRefused
    store_diagrams(read.diagrams)
    lessons = _with_pictures(read, archive, actor, now)
    new = NewCourse(read.outline["title"], organisation)
    course = begin_course(new, read.outline, lessons, actor=actor, now=now, slug=read.slug)
    refused = _packages(course, read, archive, actor, now)
    unknown = found.report["unknown_items"]
    waits = ""
    if unknown and read.items and brings_items:
        name, items = f"{course.slug}-cau-hoi.zip", archive.read(read.items)
        waits = str(bring_file(name, items, None, actor=actor, now=now).uuid)
    found.report = {
        **found.report,
        "item_import": waits,
        "refused_packages": refused,
        "refused_files": _files(read, archive, actor, now),
    }
    found.state, found.course = CourseImportState.APPLIED, course
    found.save(update_fields=["report", "state", "course"])
    record_course(course, "imported", actor, now, file=found.digest, lessons=len(lessons))
    return found


@transaction.atomic
def undo_course(uuid: UUID, *, actor: User, now: datetime) -> CourseImport:
    """Take the course away, as long as nobody has written in it or published it."""
    found = _held(uuid, actor)
    if found.state == CourseImportState.UNDONE:
        return found
    course = found.course
    if found.state != CourseImportState.APPLIED or course is None or _is_built_on(course):
        raise CourseImportRefused
    record_course(course, "import_undone", actor, now, file=found.digest)
    found.course, found.state = None, CourseImportState.UNDONE
    found.save(update_fields=["course", "state"])
    course.delete()
    return found


def _is_built_on(course: Course) -> bool:
    return (
        course.versions.exists()
        or course.reviews.exists()
        or course.enrolments.exists()
        or course.draft.revision > 1
        or course.lesson_drafts.filter(revision__gt=1).exists()
    )


def _held(uuid: UUID, actor: User) -> CourseImport:
    found = CourseImport.objects.select_for_update().filter(uuid=uuid, brought_by=actor).first()
    if found is None:
        raise NotVisible
    return found


def _report(read: ZippedCourse) -> dict[str, Any]:
    """How much it would make, what this installation does not know, what is wrong and where."""
    parts = [part for lesson in read.lessons.values() for part in lesson["parts"]]
    codes = {code for part in parts if part["kind"] == "quiz" for code in part["items"]}
    packages = {part["package"] for part in parts if part["kind"] == "package"}
    tags = {one for lesson in read.lessons.values() for one in lesson["competences"]}
    tags |= set(read.outline.get("competences", ()))
    known = set(Item.objects.filter(code__in=codes).values_list("code", flat=True))
    return {
        "title": read.outline.get("title", ""),
        "modules": len(read.outline.get("modules", ())),
        "lessons": len(read.lessons),
        "pictures": len(read.pictures) + len(read.diagrams),
        "packages": len(read.packages),
        "items": len(codes),
        "unknown_items": sorted(codes - known),
        "unready_items": sorted(known - usable_codes(known)),
        "has_items": bool(read.items),
        "lost_packages": sorted(packages - read.packages.keys()),
        "unknown_competences": sorted(tags - known_competences()) if tags else [],
        "files": len(read.files),
        "lost_files": _named(read.lessons, missing_files(read.lessons) - read.files.keys()),
        "problems": [{"file": p.file, "line": p.line, "text": p.text} for p in read.problems],
    }


def _with_pictures(
    read: ZippedCourse, archive: Archive, actor: User, now: datetime
) -> dict[str, dict[str, Any]]:
    """The lessons with each picture as it is kept here. One that is here already stays itself."""
    here = {one.digest: one for one in Picture.objects.filter(digest__in=read.pictures.keys())}
    for digest, name in read.pictures.items():
        if digest not in here:
            here[digest] = store_picture(archive.read(name), actor=actor, now=now)
    shown: Mapping[str, dict[str, Any]] = {
        picture_address(digest): {
            "src": picture_address(one.digest),
            "width": one.width,
            "height": one.height,
        }
        for digest, one in here.items()
    }
    return {
        key: {
            **lesson,
            "parts": [{**part, **shown.get(part.get("src", ""), {})} for part in lesson["parts"]],
        }
        for key, lesson in read.lessons.items()
    }


def _packages(
    course: Course, read: ZippedCourse, archive: Archive, actor: User, now: datetime
) -> list[str]:
    """Keep the packages; those that are refused are told, and missed by the course's checks."""
    refused = []
    for digest, name in read.packages.items():
        body = archive.read(name)
        try:
            if hashlib.sha256(body).hexdigest() != digest:
                raise CourseImportRefused
            bring_package(course, f"{digest[:12]}.zip", body, actor=actor, now=now)
        except DomainError:
            refused.append(digest)
    return refused


def _files(read: ZippedCourse, archive: Archive, actor: User, now: datetime) -> list[str]:
    """Bring what its lessons show and is not here; workers prepare it. What is refused is told."""
    refused = []
    for name in sorted(missing_files(read.lessons) & read.files.keys()):
        purpose, _, digest = name.partition("/")
        body = archive.read(read.files[name])
        called = next(iter(_showing(read.lessons, digest)), digest[:12])
        try:
            if hashlib.sha256(body).hexdigest() != digest:
                raise CourseImportRefused
            take_whole(actor, Wish(purpose, called, len(body), digest), body, now=now)
        except DomainError:
            refused.append(called)
    return refused


def _named(lessons: Mapping[str, Mapping[str, Any]], files: Iterable[str]) -> list[str]:
    named = [_showing(lessons, one.partition("/")[2]) for one in files]
    return sorted({name for names in named for name in names})


def _showing(lessons: Mapping[str, Mapping[str, Any]], digest: str) -> list[str]:
    """What the parts are called that show a file."""
    parts = [part for lesson in lessons.values() for part in lesson["parts"]]
    return [
        part.get("name") or part["title"]
        for part in parts
        if any(digest == one for _, one in shown_files([part]))
    ]


def _file(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "course-imports" / f"{digest}.zip"


def _forget_old(now: datetime) -> None:
    """Files that nobody applied, or that were, are not kept for ever."""
    old = CourseImport.objects.filter(brought_at__lt=now - KEPT)
    young = set(CourseImport.objects.filter(brought_at__gte=now - KEPT).values_list("digest"))
    for digest in set(old.values_list("digest")) - young:
        _file(*digest).unlink(missing_ok=True)
