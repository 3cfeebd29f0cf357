"""All certificates of a list in one zip: a folder for each organisation, with its signing list."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from backend.certificates.models import Certificate
from backend.certificates.printing.signing_list import Row, result_of, signing_list
from backend.certificates.rules.facts import title_of
from backend.certificates.storage import path_of
from backend.common import audit
from backend.common.files import written_whole
from backend.common.jobs import Progress, no_progress
from backend.common.text import name_sort_key, vietnamese_sort_key

OTHERS: Final = "Không thuộc đơn vị nào"
LIST: Final = "Danh sách ký nhận.pdf"
# Neither Windows nor a zip's folders can have these in names.
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


def bundle_certificates(
    path: Path, *, source: str, now: datetime, actor: UUID | None, progress: Progress = no_progress
) -> int:
    """Write the zip; how many certificates are in it: those that stand and are printed.

    Whole or not there. Safe to repeat. People are in the order of Vietnamese names: the given name
    first. `source`: how the certificates' sources begin, such as "round:<uuid>:".
    """
    printed = _printed(source)
    total, done = printed.count(), 0
    with written_whole(path) as aside, zipfile.ZipFile(aside, "w") as bundle:
        for organisation, some in _by_organisation(printed):
            folder = organisation.translate(_FORBIDDEN).strip(". ")[:100]
            rows = [_row(each) for each in some]
            for number, each in enumerate(some, start=1):
                name = f"{number:04} {each.facts['name']}".translate(_FORBIDDEN)[:120]
                bundle.write(path_of(str(each.file)), f"{folder}/{name}.pdf")
                done += 1
                progress(done, total)
            about = title_of(some[0].facts)
            bundle.writestr(f"{folder}/{LIST}", signing_list(organisation, about, rows))
    with transaction.atomic():
        audit.record(
            "certificates.bundled",
            source.rstrip(":") or "certificates:all",
            actor=actor,
            now=now,
            certificates=done,
        )
    return done


def _printed(source: str) -> QuerySet[Certificate]:
    return Certificate.objects.filter(
        source__startswith=source,
        revoked_at__isnull=True,
        erased_at__isnull=True,
        file__isnull=False,
    )


def _by_organisation(printed: QuerySet[Certificate]) -> Iterator[tuple[str, list[Certificate]]]:
    ordered = sorted(
        printed.iterator(chunk_size=1000),
        key=lambda one: (
            vietnamese_sort_key(_organisation(one)),
            _organisation(one),
            name_sort_key(one.facts["name"]),
            one.code,
        ),
    )
    for organisation, some in groupby(ordered, key=_organisation):
        yield organisation, list(some)


def _organisation(certificate: Certificate) -> str:
    return str(certificate.facts.get("organisation") or "").strip() or OTHERS


def _row(certificate: Certificate) -> Row:
    facts = certificate.facts
    return Row(name=facts["name"], code=certificate.code, result=result_of(facts))
