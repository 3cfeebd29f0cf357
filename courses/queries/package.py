"""Packages and their files, which are read out of the archive and never unpacked to the disk."""

import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from backend.common.errors import NotVisible
from courses.formats.packages.reading import PackageReading, read_back
from courses.models import Package, PackageRun
from courses.queries.version import lesson_document, outline_of

_SIGNER: Final = Signer(salt="courses.package")
GOOD_FOR_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class Pass:
    """What a signed address opens: one package, and one learner's run of it, if any."""

    digest: str
    run: UUID | None


def package_file(digest: str) -> Path:
    """Where the file of a package stands, or would. `digest` is one that is known to be one."""
    return Path(settings.MEDIA_ROOT) / "packages" / digest[:2] / f"{digest}.zip"


def find_reading(digest: str) -> PackageReading | None:
    """What the package says about itself; None where it is not here."""
    try:
        return _reading(digest)
    except Package.DoesNotExist:
        return None


@lru_cache(maxsize=128)
def _reading(digest: str) -> PackageReading:
    """It never changes."""
    return read_back(Package.objects.values_list("reading", flat=True).get(digest=digest))


def signed_pass(digest: str, run: UUID | None, day: int) -> str:
    """The same for a whole day, so that a phone need not fetch the files again.

    `day` counts days as date.toordinal does.
    """
    return _SIGNER.sign(f"{digest}.{run.hex if run else ''}.{day}")


def read_pass(token: str, day: int) -> Pass | None:
    """What the pass opens on that day; None where it opens nothing."""
    try:
        digest, run, signed_on = _SIGNER.unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    if not 0 <= day - int(signed_on) <= GOOD_FOR_DAYS:
        return None
    return Pass(digest, UUID(run) if run else None)


@dataclass(slots=True)
class Entry:
    """One file of a package, open at its beginning."""

    file: IO[bytes]
    size: int


def open_entry(digest: str, path: str) -> Entry | None:
    """None where the package has no such file, or is not here."""
    try:
        archive = _archive(digest)
        entry = archive.getinfo(path)
    except (FileNotFoundError, KeyError):
        return None
    return None if entry.is_dir() else Entry(archive.open(entry), entry.file_size)


@lru_cache(maxsize=16)
def _archive(digest: str) -> zipfile.ZipFile:
    """Its directory is read once a process."""
    return zipfile.ZipFile(package_file(digest))


def part_package(version_id: int, lesson: str, part: str) -> str:
    """The digest of the package that a part of a lesson plays; raises NotVisible."""
    head = outline_of(version_id).lessons.get(lesson)
    parts = lesson_document(head.version_id)["parts"] if head else ()
    for one in parts:
        if one["key"] == part and one["kind"] == "package":
            return str(one["package"])
    raise NotVisible


def find_run(uuid: UUID) -> PackageRun | None:
    """A learner's run with its people, for content that brings a registration and no session."""
    wanted = PackageRun.objects.select_related("package", "enrolment__person", "enrolment__course")
    return wanted.filter(uuid=uuid, enrolment__person__is_active=True).first()
