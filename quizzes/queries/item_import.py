"""Files of items and how their rows compare with the bank."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from backend.common.errors import NotVisible
from backend.common.jobs import UNFINISHED
from backend.common.models import Job
from quizzes.models import (
    FormItem,
    Item,
    ItemImport,
    ItemImportRow,
    ItemVersion,
    RoundItem,
)
from quizzes.queries.item_document import DOCUMENT_PARTS, newest_documents


def counts_of(brought: ItemImport) -> dict[str, int]:
    """How many rows there are of each state, and how many are wanted."""
    rows = brought.rows.values_list("state").annotate(number=Count("pk"))
    wanted = brought.rows.filter(is_wanted=True).aggregate(
        wanted=Count("pk"), blocked=Count("pk", filter=Q(state="faulty"))
    )
    return {**dict(rows), **wanted}


def touched_items(brought: ItemImport) -> list[str]:
    """Codes of items of the file that somebody wrote on, reviewed, remarked on or used since."""
    made = Item.objects.filter(import_rows__item_import=brought)
    since = brought.applied_at
    used = Exists(RoundItem.objects.filter(version__item=OuterRef("pk")))
    in_forms = Exists(FormItem.objects.filter(version__item=OuterRef("pk")))
    written = Exists(ItemVersion.objects.filter(item=OuterRef("pk"), created_at__gt=since))
    changed = Q(draft__revision__gt=1) | Q(comments__isnull=False) | Q(updated_at__gt=since)
    reviewed = Q(newest__reviews__isnull=False, newest__created_at=since)
    found = made.filter(changed | reviewed | used | in_forms | written)
    return list(found.order_by("code").values_list("code", flat=True).distinct())


def find_import(uuid: UUID) -> ItemImport:
    """Raises NotVisible."""
    files = ItemImport.objects.defer("body").select_related("topic", "brought_by")
    brought = files.filter(uuid=uuid).first()
    if brought is None:
        raise NotVisible
    return brought


def latest_imports(most: int = 50) -> list[dict[str, Any]]:
    """The files brought last, newest first."""
    files = ItemImport.objects.defer("body").select_related("topic", "brought_by")
    return [told_import(brought) for brought in files[:most]]


def told_rows(rows: Sequence[ItemImportRow]) -> list[dict[str, Any]]:
    """Rows as their reader is shown them, beside what the bank has that is equal or alike."""
    similar = {row.similar.pk: row.similar for row in rows if row.similar}
    documents = newest_documents(similar.values())
    return [_told_row(row, documents) for row in rows]


def _told_row(row: ItemImportRow, documents: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    similar = row.similar
    return {
        "place": row.place,
        "where": row.where,
        "state": row.state,
        "is_wanted": row.is_wanted,
        "is_mended": row.is_mended,
        "document": row.document,
        "notes": row.notes,
        "similar": similar
        and {
            "code": similar.code,
            "text": similar.text,
            "document": documents.get(similar.pk, {}),
        },
        "item": row.item.code if row.item else None,
    }


def import_rows(
    brought: ItemImport, state: str, after: int, size: int, *, wanted: bool | None = None
) -> tuple[list[ItemImportRow], int]:
    """The rows of a state ("" for all) behind place `after`, and how many there are in all.

    `wanted`: only those that are to be stored, or only those left out.
    """
    rows = brought.rows.select_related("item", *(f"similar__{part}" for part in DOCUMENT_PARTS))
    if state:
        rows = rows.filter(state=state)
    if wanted is not None:
        rows = rows.filter(is_wanted=wanted)
    return list(rows.filter(place__gt=after)[:size]), rows.count()


def told_import(brought: ItemImport) -> dict[str, Any]:
    """What the bank's people read of a file."""
    subject = f"item_import:{brought.uuid}"
    job = Job.objects.filter(subject=subject, state__in=UNFINISHED).first()
    return {
        "uuid": brought.uuid,
        "name": brought.name,
        "format": brought.format,
        "topic": brought.topic.code if brought.topic else None,
        "state": brought.state,
        "problem": brought.problem,
        "notes": brought.notes,
        "counts": brought.counts,
        "brought_by": brought.brought_by.full_name,
        "brought_at": brought.brought_at,
        "applied_at": brought.applied_at,
        "undone_at": brought.undone_at,
        "job": job.uuid if job else None,
    }
