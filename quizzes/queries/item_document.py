"""A version as the one document of an item, its newest key included."""

from collections.abc import Collection
from typing import Any

from quizzes.formats.item_draft import EMPTY
from quizzes.models import Item, ItemKey, ItemVersion
from quizzes.queries.bank import newest_keys

DOCUMENT_PARTS = ("draft", "newest__picture", "newest__stimulus")
"""What to select together with items whose documents are asked for."""


def key_of(version: ItemVersion) -> Any:
    """The newest key, or None."""
    key = ItemKey.objects.filter(version=version).order_by("-number").first()
    return key.correct if key else None


def document_of(version: ItemVersion, key: Any) -> dict[str, Any]:
    """The shape of formats/item_content.py, with every part in its place."""
    stimulus, picture = version.stimulus, version.picture
    return {
        "kind": version.kind,
        "stem": version.stem,
        "options": version.options,
        "targets": version.targets,
        "key": key,
        "unit": version.unit,
        "limit": version.limit,
        "explanation": version.explanation,
        "markup": {**EMPTY["markup"], **version.markup},
        "language": version.language,
        "stimulus": stimulus
        and {"title": stimulus.title, "text": stimulus.text, "markup": stimulus.markup},
        "picture": picture and {"digest": picture.digest, "alt": version.picture_alt},
        "source": version.source,
    }


def newest_document(item: Item) -> dict[str, Any] | None:
    """What the item says now: its draft, or else its newest version."""
    draft = getattr(item, "draft", None)
    if draft is not None:
        return dict(draft.document)
    return document_of(item.newest, key_of(item.newest)) if item.newest else None


def newest_documents(items: Collection[Item]) -> dict[int, dict[str, Any]]:
    """What each item says now, by its id: for many items at once, whose keys are read together.

    Needs the items with their draft and newest version.
    """
    found: dict[int, dict[str, Any]] = {}
    laid_down = []
    for item in items:
        draft = getattr(item, "draft", None)
        if draft is not None:
            found[item.pk] = dict(draft.document)
        elif item.newest is not None:
            laid_down.append((item.pk, item.newest))
    keys = newest_keys(version.pk for _, version in laid_down)
    return found | {pk: document_of(version, keys.get(version.pk)) for pk, version in laid_down}
