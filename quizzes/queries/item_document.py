"""A version as the one document of an item, its newest key included."""

from typing import Any

from quizzes.formats.item_draft import EMPTY
from quizzes.models import Item, ItemKey, ItemVersion


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
