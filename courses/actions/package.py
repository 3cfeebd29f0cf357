"""A package comes in: looked through, kept whole, named by what it holds."""

import hashlib
from datetime import datetime

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.files import written_whole
from courses.formats.packages.limited import read_package
from courses.models import Course, Package
from courses.package_errors import PackageRefused
from courses.queries.package import package_file


def bring_package(course: Course, name: str, body: bytes, *, actor: User, now: datetime) -> Package:
    """The package of that file; the same file again is the same package. Raises PackageRefused.

    The file lies there before its row, so that a row never names a file that is missing.
    """
    digest = hashlib.sha256(body).hexdigest()
    package = Package.objects.filter(digest=digest).first() or _looked_through(name, body, digest)
    path = package_file(digest)
    if not path.is_file():
        with written_whole(path) as aside:
            aside.write_bytes(body)
    with transaction.atomic():
        if package.pk is None:
            package.brought_by, package.brought_at = actor, now
            Package.objects.bulk_create([package], ignore_conflicts=True)
            package = Package.objects.get(digest=digest)
        record(
            "course.package_brought",
            f"course:{course.uuid}",
            actor=actor.uuid,
            now=now,
            package=digest,
            format=package.format,
        )
    return package


def _looked_through(name: str, body: bytes, digest: str) -> Package:
    reading = read_package(body)
    if reading.problem:
        raise PackageRefused(reading.problem)
    return Package(
        digest=digest,
        name=name[:200],
        format=reading.format,
        title=reading.title[:200],
        units=sum(unit.reports for unit in reading.units),
        bytes=len(body),
        reading=reading.document(),
    )
