"""Keep what items are found by: the one place that does."""

from collections.abc import Mapping
from typing import Any

from quizzes.formats.item_words import index_of
from quizzes.models import Item
from quizzes.queries.item_document import document_of, key_of

INDEXED = ("text", "kind", "search", "likeness", "bands", "language", "has_source", "ends_on")
LOT = 500


def index_item(item: Item, document: Mapping[str, Any]) -> None:
    """Set the item's fields from its draft's document, or its newest version's. Saves nothing."""
    index = index_of(document, item.code, item.tags)
    for name in INDEXED:
        setattr(item, name, getattr(index, name))


def reindex_items(items: list[Item] | None = None) -> int:
    """Do so for items that are there already; how many changed."""
    changed = 0
    wanted = (
        Item.objects.order_by("pk")
        if items is None
        else Item.objects.filter(pk__in=[item.pk for item in items])
    )
    lot: list[Item] = []
    for item in wanted.select_related("draft", "newest__stimulus", "newest__picture").iterator(
        chunk_size=LOT
    ):
        lot.append(item)
        if len(lot) == LOT:
            changed += _reindex(lot)
            lot = []
    return changed + _reindex(lot)


def _reindex(lot: list[Item]) -> int:
    changed = []
    for item in lot:
        before = [getattr(item, name) for name in INDEXED]
        draft = getattr(item, "draft", None)
        if draft is not None:
            index_item(item, draft.document)
        elif item.newest is not None:
            index_item(item, document_of(item.newest, key_of(item.newest)))
        if before != [getattr(item, name) for name in INDEXED]:
            changed.append(item)
    Item.objects.bulk_update(changed, INDEXED)
    return len(changed)
