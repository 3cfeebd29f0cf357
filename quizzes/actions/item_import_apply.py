"""Store what a file brought, all of it or nothing; and take it back while nobody built on it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.text import slugify

from backend.accounts.models import User
from backend.common.copying import copy_objects
from backend.common.jobs import Progress
from backend.common.models import Job
from quizzes.actions.item import next_item_code
from quizzes.actions.item_import import (
    LOT,
    NAMED,
    OPEN,
    ensure_faultless,
    import_of,
    judge_late_comers,
    locked_import,
    record_import,
    told_losses,
)
from quizzes.actions.item_index import index_item
from quizzes.actions.item_version import new_key, new_version
from quizzes.enums import ImportRowState, ImportState, ItemStatus
from quizzes.formats.item_content import ItemContent
from quizzes.formats.item_draft import shown_document
from quizzes.item_errors import ImportRefused
from quizzes.models import (
    Competence,
    Item,
    ItemDraft,
    ItemImport,
    ItemImportRow,
    ItemKey,
    ItemVersion,
    Topic,
)
from quizzes.queries.item_document import newest_document
from quizzes.queries.item_import import counts_of, touched_items
from quizzes.queries.topic import topic_named, topics_by_name

# A statement for each row, or one with as many cases as rows, takes longer than all the rest.
_ROWS_NAME_THEIR_ITEMS = """
UPDATE quizzes_itemimportrow AS line SET item_id = made.item
FROM unnest(%s::bigint[], %s::bigint[]) AS made(line, item) WHERE line.id = made.line
"""
_ITEMS_NAME_THEIR_VERSIONS = """
UPDATE quizzes_item AS item SET newest_id = version.id
FROM quizzes_itemversion AS version
WHERE version.id = ANY(%s) AND item.id = version.item_id
"""


def apply_import(job: Job, progress: Progress, *, now: datetime) -> dict[str, Any]:
    """Store the wanted rows. Safe to repeat: what was stored once is not stored again.

    The job's parameter `submit` tells whether they await their review at once or stay drafts.
    """
    actor = job.asked_by
    assert actor is not None
    with transaction.atomic():
        brought = locked_import(import_of(job).uuid, (*OPEN, ImportState.APPLIED))
        if brought.state == ImportState.APPLIED:
            return dict(brought.counts)
        losses = told_losses(judge_late_comers(brought))
        if losses and not brought.rows.filter(is_wanted=True).exists():
            raise ImportRefused(losses)
        ensure_faultless(brought)
        rows = brought.rows.filter(is_wanted=True).defer("notes", "read_notes")
        is_change = Q(state=ImportRowState.CHANGED)
        changed = list(rows.filter(is_change).select_related("similar__draft"))
        new = list(rows.exclude(is_change))
        storing = _Storing(brought, actor, now, submit=job.parameters["submit"])
        for start in range(0, len(new), LOT):
            progress(start, len(new), "Đang nhập")
            storing.store(new[start : start + LOT])
        _draft_changes(changed, actor, now)
        brought.state, brought.applied_at = ImportState.APPLIED, now
        brought.counts = counts_of(brought)
        brought.notes = [*([losses] if losses else []), *brought.notes]
        brought.save(update_fields=["state", "applied_at", "counts", "notes"])
        record_import("applied", brought, actor, now, len(new) + len(changed))
    return dict(brought.counts)


class _Storing:
    """New items of a file, a lot at a time."""

    def __init__(self, brought: ItemImport, actor: User, now: datetime, *, submit: bool) -> None:
        self.brought, self.actor, self.now, self.submit = brought, actor, now, submit
        self.topics = topics_by_name()
        self.counters: dict[int, tuple[str, int]] = {}
        self.competences = {f"{one.framework}:{one.code}": one for one in Competence.objects.all()}

    def store(self, rows: Sequence[ItemImportRow]) -> None:
        contents = [ItemContent.model_validate(row.document["content"]) for row in rows]
        items = self._items(rows, contents)
        copy_objects(Item, items)
        if self.submit:
            self._lay_down(items, contents)
        else:
            drafts = [
                ItemDraft(
                    item=item,
                    revision=1,
                    document=shown_document(content),
                    author=self.actor,
                    writers=[self.actor.pk],
                    updated_at=self.now,
                )
                for item, content in zip(items, contents, strict=True)
            ]
            copy_objects(ItemDraft, drafts)
        self._name_competences(items, rows)
        made = ([row.pk for row in rows], [item.pk for item in items])
        with connection.cursor() as cursor:
            cursor.execute(_ROWS_NAME_THEIR_ITEMS, made)

    def _items(self, rows: Sequence[ItemImportRow], contents: Sequence[ItemContent]) -> list[Item]:
        """Unsaved, each under its own code where that is free."""
        asked = [slugify(row.document["code"]).upper() for row in rows]
        taken = set(Item.objects.filter(code__in=asked).values_list("code", flat=True))
        items = []
        for row, content, code in zip(rows, contents, asked, strict=True):
            topic = topic_named(row.document["topic"], self.topics) or self.brought.topic
            assert topic is not None
            free = code if code and code not in taken else _next(topic, self.counters, taken)
            taken.add(free)
            item = Item(
                code=free,
                topic=topic,
                difficulty=row.document["difficulty"],
                audience=row.document["audience"],
                tags=row.document["tags"],
                author=self.actor,
                status=ItemStatus.NEEDS_REVIEW if self.submit else ItemStatus.DRAFT,
                created_at=self.now,
                updated_at=self.now,
            )
            index_item(item, shown_document(content))
            items.append(item)
        return items

    def _lay_down(self, items: Sequence[Item], contents: Sequence[ItemContent]) -> None:
        versions = [
            new_version(item, content, 1, author=self.actor, now=self.now)
            for item, content in zip(items, contents, strict=True)
        ]
        copy_objects(ItemVersion, versions)
        keys = [
            new_key(version, content, self.now)
            for version, content in zip(versions, contents, strict=True)
        ]
        copy_objects(ItemKey, keys)
        with connection.cursor() as cursor:
            cursor.execute(_ITEMS_NAME_THEIR_VERSIONS, [[version.pk for version in versions]])

    def _name_competences(self, items: Sequence[Item], rows: Sequence[ItemImportRow]) -> None:
        through = Item.competences.through
        through.objects.bulk_create(
            through(item_id=item.pk, competence_id=self.competences[said].pk)
            for item, row in zip(items, rows, strict=True)
            for said in dict.fromkeys(row.document["competences"])
            if said in self.competences
        )


def _next(topic: Topic, counters: dict[int, tuple[str, int]], taken: set[str]) -> str:
    """One more code of the topic; the first asks the bank, which holds the others off."""
    if topic.pk not in counters:
        before, _, first = next_item_code(topic).rpartition("-")
        counters[topic.pk] = (before, int(first))
    prefix, number = counters[topic.pk]
    while f"{prefix}-{number:03}" in taken:
        number += 1
    counters[topic.pk] = (prefix, number + 1)
    return f"{prefix}-{number:03}"


def _draft_changes(rows: Iterable[ItemImportRow], actor: User, now: datetime) -> None:
    """What the file says otherwise of known items becomes their draft, for somebody to compare."""
    for row in rows:
        item = row.similar
        assert item is not None
        if getattr(item, "draft", None) is not None:
            raise ImportRefused(f"Câu {item.code} đang có bản nháp; hãy bỏ qua câu này.")
        content = ItemContent.model_validate(row.document["content"])
        document = shown_document(content)
        ItemDraft.objects.create(
            item=item,
            revision=1,
            document=document,
            author=actor,
            writers=[actor.pk],
            updated_at=now,
        )
        index_item(item, document)
        item.updated_at = now
        item.save()
        row.item = item
        row.save(update_fields=["item"])


@transaction.atomic
def undo_import(uuid: UUID, *, actor: User, now: datetime) -> ItemImport:
    """Take everything back that the file made. Refused once somebody built on any of it."""
    brought = locked_import(uuid, (ImportState.APPLIED,))
    rows = list(brought.rows.exclude(item=None).select_related("item"))
    touched = touched_items(brought)
    if touched:
        raise ImportRefused(
            f"Đã có người sửa, thẩm định hoặc dùng các câu: {', '.join(touched[:NAMED])}."
        )
    changed = [row.item for row in rows if row.item and row.state == ImportRowState.CHANGED]
    made = [row.item for row in rows if row.item and row.state != ImportRowState.CHANGED]
    for item in changed:
        _take_back_draft(item)
    _forget([item.pk for item in made])
    brought.state, brought.undone_at = ImportState.UNDONE, now
    brought.save(update_fields=["state", "undone_at"])
    record_import("undone", brought, actor, now, len(rows))
    return brought


def _take_back_draft(item: Item) -> None:
    """What the file said otherwise of a known item is gone; its version speaks again."""
    ItemDraft.objects.filter(item=item).delete()
    document = newest_document(Item.objects.select_related("newest", "draft").get(pk=item.pk))
    if document is not None:
        index_item(item, document)
        item.save()


def _forget(items: Sequence[int]) -> None:
    """Items that nobody has touched, with their only versions and keys."""
    made = Item.objects.filter(pk__in=items)
    made.update(newest=None)
    ItemKey.objects.filter(version__item__in=made).delete()
    ItemVersion.objects.filter(item__in=made).delete()
    made.delete()
