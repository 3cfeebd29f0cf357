"""Items of the bank as the writers of files take them, and the files that were made of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from backend.accounts.models import User
from backend.common.errors import NotVisible
from backend.common.models import Job
from quizzes.formats.item_content import ItemContent, Note, read_content
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items import WRITERS
from quizzes.formats.items.keeping import PICTURE, all_markup
from quizzes.models import Item
from quizzes.queries.item_document import DOCUMENT_PARTS, newest_documents
from quizzes.queries.picture import picture_file

EXPORT: Final = "item_export"
KEPT: Final = timedelta(days=7)
MOST_SHOWN: Final = 20
INCOMPLETE: Final = "Câu chưa hoàn chỉnh nên không xuất: {}"
DRAFTED: Final = "Xuất theo bản nháp đang sửa, chưa phải bản đã duyệt."


@dataclass
class Gathered:
    """Items fit to be written, those that are not by code, and remarks on the others."""

    items: list[ExportItem] = field(default_factory=list)
    rows: list[Item] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def gather_items(codes: Collection[str], gathered: Gathered) -> None:
    """Add the items in the order of `codes`: their drafts, or else their newest versions."""
    found = Item.objects.select_related("topic", *DOCUMENT_PARTS)
    found = found.prefetch_related("competences")
    items = {item.code: item for item in found.filter(code__in=codes)}
    documents = newest_documents(items.values())
    for item in (items[code] for code in codes if code in items):
        content, notes = read_content(documents.get(item.pk, {}))
        if content is None:
            said = notes[0].text if notes else ""
            gathered.notes.append(Note("error", item.code, INCOMPLETE.format(said)))
            continue
        if item.current_id and getattr(item, "draft", None) is not None:
            gathered.notes.append(Note("warning", item.code, DRAFTED))
        gathered.rows.append(item)
        gathered.items.append(_export_item(item, content))


def _export_item(item: Item, content: ItemContent) -> ExportItem:
    return ExportItem(
        code=item.code,
        topic=item.topic.name,
        difficulty=item.difficulty,
        content=content,
        tags=tuple(item.tags),
        audience=tuple(item.audience),
        competences=tuple(f"{one.framework}:{one.code}" for one in item.competences.all()),
        pictures=_pictures(content),
    )


def _pictures(content: ItemContent) -> Mapping[str, bytes]:
    digests = set(PICTURE.findall(all_markup(content)))
    if content.picture:
        digests.add(content.picture.digest)
    files = {digest: picture_file(digest) for digest in sorted(digests)}
    return {digest: path.read_bytes() for digest, path in files.items() if path.is_file()}


def export_folder() -> Path:
    """Where the files are that people asked for."""
    return Path(settings.MEDIA_ROOT) / "exports"


def export_path(job: Job) -> Path:
    """Where the file of a job is, or will be."""
    return export_folder() / f"{job.uuid}.{WRITERS[job.parameters['format']].ending}"


def exports_of(person: User, now: datetime) -> list[dict[str, Any]]:
    """The files that a person asked for and that are still kept, newest first."""
    jobs = Job.objects.filter(kind=EXPORT, asked_by=person, asked_at__gt=now - KEPT)
    return [told_export(job) for job in jobs.order_by("-asked_at")[:MOST_SHOWN]]


def find_export(uuid: UUID, person: User, now: datetime) -> Job:
    """Raises NotVisible for anybody but who asked, and once it is forgotten."""
    jobs = Job.objects.filter(kind=EXPORT, asked_by=person, asked_at__gt=now - KEPT)
    job = jobs.filter(uuid=uuid).first()
    if job is None:
        raise NotVisible
    return job


def told_export(job: Job) -> dict[str, Any]:
    """An export as who asked for it reads it."""
    result = job.result or {}
    return {
        "uuid": job.uuid,
        "format": job.parameters["format"],
        "title": WRITERS[job.parameters["format"]].title,
        "asked": len(job.parameters["codes"]),
        "asked_at": job.asked_at,
        "kept_until": job.asked_at + KEPT,
        "written": result.get("written"),
        "size": result.get("bytes"),
        "remarks": result.get("remarks", []),
        "job": job,
    }


def remarks_of(notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Remarks with the codes of the items that each is about; whole items left out come first."""
    found: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        found.setdefault((note.level, note.text), []).extend([note.field] if note.field else [])
    return [
        {"level": level, "text": text, "codes": codes}
        for (level, text), codes in sorted(found.items(), key=lambda one: one[0][0])
    ]
