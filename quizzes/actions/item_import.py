"""A file of items on its way into the bank: brought, read, mended, stored, taken back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.copying import copy_objects
from backend.common.errors import NotVisible
from backend.common.jobs import Progress, start_job
from backend.common.models import Job
from quizzes.actions.item_import_rows import WANTED, judge_rows, read_rows
from quizzes.enums import ImportRowState, ImportState
from quizzes.formats.item_content import Note
from quizzes.formats.item_draft import clean_draft, is_too_large
from quizzes.formats.items.limited import read_limited
from quizzes.item_errors import ImportRefused
from quizzes.models import Item, ItemImport, ItemImportRow, Topic
from quizzes.queries.item_import import counts_of

READ, APPLY = "item_import_read", "item_import_apply"
LOT: Final = 500
NAMED: Final = 20
JUDGED: Final = ("state", "notes", "document", "similar", "digest", "likeness", "is_wanted")
OPEN = (ImportState.CHECKED, ImportState.UNDONE)


@transaction.atomic
def bring_file(
    name: str, body: bytes, topic: Topic | None, *, actor: User, now: datetime
) -> ItemImport:
    """Keep a file and have it read; nothing of it is in the bank yet.

    The same person's same file that still waits is that import again.
    """
    digest = hashlib.sha256(body).hexdigest()
    waiting = ItemImport.objects.filter(digest=digest, brought_by=actor, state__in=OPEN).first()
    if waiting is not None:
        return waiting
    brought = ItemImport.objects.create(
        name=name[:200], digest=digest, body=body, topic=topic, brought_by=actor, brought_at=now
    )
    start_job(READ, subject_of(brought), now=now, asked_by=actor)
    return brought


def read_file(job: Job, progress: Progress, *, now: datetime) -> dict[str, Any]:
    """Read and check the file of a job. Safe to repeat: it begins with empty hands."""
    brought = import_of(job)
    if brought.state != ImportState.READING:
        return dict(brought.counts)
    progress(0, step="Đang đọc tệp")
    reading = read_limited(bytes(brought.body), brought.name)
    with transaction.atomic():
        brought.rows.all().delete()
        brought.format, brought.problem = reading.format, reading.problem
        notes = [note.text for note in reading.notes]
        if reading.problem:
            brought.state = ImportState.REFUSED
        else:
            rows = read_rows(brought, reading, now=now)
            progress(0, len(rows), "Đang so với ngân hàng")
            judge_rows(rows, brought.topic, {})
            progress(len(rows), len(rows), "Đang lưu")
            copy_objects(ItemImportRow, rows)
            brought.state = ImportState.CHECKED
        brought.counts, brought.notes = counts_of(brought), notes
        brought.save()
    return dict(brought.counts)


@transaction.atomic
def mend_row(uuid: UUID, place: int, document: Mapping[str, Any]) -> ItemImportRow:
    """One item of the file as somebody wrote it anew; it is judged again."""
    brought = locked_import(uuid, OPEN)
    row = brought.rows.filter(place=place).first()
    if row is None:
        raise NotVisible
    known = row.document
    content = {**known["content"], **document.get("content", {})}
    if is_too_large(content):
        raise ImportRefused("Câu này dài quá mức cho phép.")
    row.document = {**known, **document, "content": clean_draft(content)}
    row.is_mended = True
    others = brought.rows.exclude(pk=row.pk).exclude(likeness="")
    judge_rows([row], brought.topic, dict(others.values_list("likeness", "place")))
    row.save()
    _count(brought)
    return row


@transaction.atomic
def want_rows(uuid: UUID, places: list[int] | None, state: str, *, wanted: bool) -> ItemImport:
    """Take rows in, or leave them out: those at `places`, or all of a state."""
    brought = locked_import(uuid, OPEN)
    rows = brought.rows.exclude(state=ImportRowState.SAME)
    rows = rows.filter(state=state) if places is None else rows.filter(place__in=places)
    rows.update(is_wanted=wanted)
    _count(brought)
    return brought


@transaction.atomic
def choose_topic(uuid: UUID, topic: Topic) -> ItemImport:
    """Where items go that name no topic of ours; all of them are judged again."""
    brought = locked_import(uuid, OPEN)
    brought.topic = topic
    brought.save(update_fields=["topic"])
    judge_again(brought)
    _count(brought)
    return brought


@transaction.atomic
def ask_to_apply(uuid: UUID, *, submit: bool, actor: User, now: datetime) -> Job:
    """Have the wanted rows stored; refused while one of them has an error."""
    brought = locked_import(uuid, OPEN)
    ensure_faultless(brought)
    parameters = {"submit": submit}
    subject = subject_of(brought)
    return start_job(APPLY, subject, now=now, asked_by=actor, parameters=parameters)


def judge_again(brought: ItemImport) -> None:
    """Compare every row with the bank as it is now; what people took or left stays so."""
    rows = list(brought.rows.all())
    before = {row.place: (row.state, row.is_wanted) for row in rows}
    judge_rows(rows, brought.topic, {})
    for row in rows:
        state, was_wanted = before[row.place]
        if was_wanted != (state in WANTED) and row.state != ImportRowState.SAME:
            row.is_wanted = was_wanted  # somebody chose so
    ItemImportRow.objects.bulk_update(rows, JUDGED, batch_size=LOT)


def judge_late_comers(brought: ItemImport) -> list[ItemImportRow]:
    """Judge again what the bank got meanwhile in the same words; the rest stands as it was seen.

    The rows that were wanted and no longer are, each with a note that says so.
    """
    known = Item.objects.exclude(likeness="").values("likeness")
    new = brought.rows.filter(is_wanted=True, state=ImportRowState.NEW)
    late = list(new.filter(likeness__in=known))
    judge_rows(late, brought.topic, {})
    lost = [row for row in late if not row.is_wanted]
    for row in lost:
        row.notes = [*row.notes, asdict(Note("warning", "stem", f"{_late(row)} nên không nhập."))]
    ItemImportRow.objects.bulk_update(late, JUDGED, batch_size=LOT)
    return lost


def told_losses(lost: Sequence[ItemImportRow]) -> str:
    """Which rows the bank had got before, by their places; "" for none."""
    named = "; ".join(f"câu số {row.place}: {_late(row)}" for row in lost[:NAMED])
    more = f"; và {len(lost) - NAMED} câu khác" if len(lost) > NAMED else ""
    return f"{len(lost)} câu đã chọn nhưng không nhập: {named}{more}." if lost else ""


def _late(row: ItemImportRow) -> str:
    code = row.similar.code if row.similar else ""
    return f"ngân hàng vừa nhận câu {code} có cùng lời"


def ensure_faultless(brought: ItemImport) -> None:
    wanted = brought.rows.filter(is_wanted=True)
    faulty = list(wanted.filter(state=ImportRowState.FAULTY).values_list("place", flat=True)[:20])
    if faulty:
        places = ", ".join(map(str, faulty))
        raise ImportRefused(f"Còn câu có lỗi: {places}. Hãy sửa hoặc bỏ qua các câu ấy.")
    if not wanted.exists():
        raise ImportRefused("Không có câu nào được chọn để nhập.")


def locked_import(uuid: UUID, states: tuple[ImportState, ...]) -> ItemImport:
    """The import, held until the transaction ends; refused in any other state."""
    brought = ItemImport.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if brought is None:
        raise NotVisible
    if brought.state not in states:
        raise ImportRefused("Tệp không còn ở bước này, hãy tải lại trang.")
    return brought


def subject_of(brought: ItemImport) -> str:
    return f"item_import:{brought.uuid}"


def import_of(job: Job) -> ItemImport:
    return ItemImport.objects.select_related("topic").get(uuid=job.subject.partition(":")[2])


def record_import(what: str, brought: ItemImport, actor: User, now: datetime, items: int) -> None:
    record(
        f"item_import.{what}",
        subject_of(brought),
        actor=actor.uuid,
        now=now,
        format=brought.format,
        digest=brought.digest,
        items=items,
    )


def _count(brought: ItemImport) -> None:
    brought.counts = counts_of(brought)
    brought.save(update_fields=["counts"])
