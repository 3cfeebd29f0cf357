"""Printed certificates of a list as one file for handing over: a zip, or a PDF for paper.

Both hold, organisation after organisation, the certificates in the order of Vietnamese names and
the list upon which people sign for them. Rows and files are read as they are written, never all
at once.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from backend.certificates.actions.print import FULL, print_again
from backend.certificates.errors import CannotPrintHere, FilesLost, StorageFull
from backend.certificates.models import Certificate
from backend.certificates.printing.availability import certificates_available
from backend.certificates.printing.merging import MergedFile, join
from backend.certificates.printing.signing_list import Row, result_of, signing_list
from backend.certificates.rules.facts import title_of
from backend.certificates.storage import path_of
from backend.common import audit
from backend.common.failpoints import failpoint
from backend.common.files import forget_halves, written_whole
from backend.common.jobs import Progress, no_progress
from backend.common.text import name_sort_key, vietnamese_sort_key

OTHERS: Final = "Không thuộc đơn vị nào"
LIST: Final = "Danh sách ký nhận.pdf"
FORMATS: Final = ("zip", "pdf")
LOT: Final = 200
# Neither Windows nor a zip's folders can have these in names.
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


class _Place(NamedTuple):
    """Where a certificate stands: all that is kept of it while the others are written."""

    organisation_key: str
    organisation: str
    name_key: str
    code: str
    pk: int


class _Writer(Protocol):
    def certificate(self, one: Certificate, organisation: str, number: int) -> None: ...
    def signing_list(self, organisation: str, parts: Iterator[bytes]) -> None: ...


def printed_certificates(source: str = "") -> QuerySet[Certificate]:
    """Those that stand and are printed, whose sources begin so, such as "round:<uuid>:"."""
    return Certificate.objects.filter(
        source__startswith=source,
        revoked_at__isnull=True,
        erased_at__isnull=True,
        file__isnull=False,
    )


def bundle_certificates(
    path: Path,
    printed: QuerySet[Certificate],
    *,
    form: str = "zip",
    now: datetime,
    progress: Progress = no_progress,
) -> int:
    """Write the file, whole or not at all; how many certificates are in it. Safe to repeat.

    Raises StorageFull, and FilesLost where files are gone: they are printed again.
    """
    if not certificates_available():
        raise CannotPrintHere
    places = _in_order(printed, now)
    forget_halves(path)
    done = 0
    progress(done, len(places))
    try:
        with written_whole(path) as aside, _WRITERS[form](aside) as writer:
            for organisation, some in groupby(places, key=lambda one: one.organisation):
                rows, about = [], ""
                for one in _read([place.pk for place in some]):
                    rows.append(_row(one))
                    about = about or title_of(one.facts)
                    writer.certificate(one, organisation, len(rows))
                    done += 1
                    progress(done, len(places))
                failpoint("bundle-before-list")
                writer.signing_list(organisation, signing_list(organisation, about, rows))
    except OSError as error:
        if error.errno in FULL:
            raise StorageFull from error
        raise
    return done


@transaction.atomic
def record_bundle(
    subject: str, *, certificates: int, actor: UUID | None, now: datetime, **facts: str
) -> None:
    """Whoever has the file has the names."""
    audit.record(
        "certificates.bundled", subject, actor=actor, now=now, certificates=certificates, **facts
    )


def _in_order(printed: QuerySet[Certificate], now: datetime) -> list[_Place]:
    """Raises FilesLost."""
    places, lost = [], []
    keys: dict[str, str] = {}
    rows = printed.order_by().values_list(
        "pk", "code", "file", "facts__organisation", "facts__name"
    )
    for pk, code, file, named, name in rows.iterator(chunk_size=2000):
        organisation = str(named or "").strip() or OTHERS
        if organisation not in keys:
            keys[organisation] = vietnamese_sort_key(organisation)
        places.append(_Place(keys[organisation], organisation, name_sort_key(str(name)), code, pk))
        if not path_of(str(file)).is_file():
            lost.append(pk)
    for pk in lost:
        print_again(pk, now=now)
    if lost:
        raise FilesLost
    return sorted(places)


def _read(ids: list[int]) -> Iterator[Certificate]:
    for first in range(0, len(ids), LOT):
        some = ids[first : first + LOT]
        found = Certificate.objects.in_bulk(some)
        yield from (found[pk] for pk in some if pk in found)


def _row(certificate: Certificate) -> Row:
    facts = certificate.facts
    return Row(name=facts["name"], code=certificate.code, result=result_of(facts))


class _Zip:
    def __init__(self, bundle: zipfile.ZipFile) -> None:
        self._bundle = bundle

    def certificate(self, one: Certificate, organisation: str, number: int) -> None:
        name = f"{number:04} {one.facts['name']}".translate(_FORBIDDEN)[:120]
        self._bundle.write(path_of(str(one.file)), f"{_folder(organisation)}/{name}.pdf")

    def signing_list(self, organisation: str, parts: Iterator[bytes]) -> None:
        with self._bundle.open(f"{_folder(organisation)}/{LIST}", "w") as file:
            join(parts, file)


class _Paper:
    def __init__(self, merged: MergedFile) -> None:
        self._merged = merged

    def certificate(self, one: Certificate, organisation: str, number: int) -> None:
        self._merged.add(path_of(str(one.file)).read_bytes())

    def signing_list(self, organisation: str, parts: Iterator[bytes]) -> None:
        for part in parts:
            self._merged.add(part)


def _folder(organisation: str) -> str:
    return organisation.translate(_FORBIDDEN).strip(". ")[:100]


@contextmanager
def _zip(aside: Path) -> Iterator[_Writer]:
    with zipfile.ZipFile(aside, "w") as bundle:
        yield _Zip(bundle)


@contextmanager
def _paper(aside: Path) -> Iterator[_Writer]:
    with aside.open("wb") as file:
        merged = MergedFile(file)
        yield _Paper(merged)
        merged.close()


_WRITERS: Final = {"zip": _zip, "pdf": _paper}
