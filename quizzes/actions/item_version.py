"""Lay down what an item says as a version that never changes."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from backend.accounts.models import User
from quizzes.formats.item_content import ItemContent
from quizzes.item_errors import ItemInvalid
from quizzes.models import Item, ItemKey, ItemVersion, Picture, Stimulus
from quizzes.rules.number import read_number


def add_version(
    item: Item,
    content: ItemContent,
    *,
    author: User | None,
    writers: Iterable[int] = (),
    now: datetime,
) -> ItemVersion:
    """The next version of the item, with its key; the item itself is left to the caller.

    `content` must have come from a cleaned document: markup is stored as it is.
    """
    newest = ItemVersion.objects.filter(item=item).aggregate(newest=Max("number"))["newest"]
    number = (newest or 0) + 1
    version = new_version(item, content, number, author=author, writers=writers, now=now)
    version.save(force_insert=True)
    new_key(version, content, now).save(force_insert=True)
    return version


def new_version(
    item: Item,
    content: ItemContent,
    number: int,
    *,
    author: User | None,
    writers: Iterable[int] = (),
    now: datetime,
) -> ItemVersion:
    """The version, not saved yet; what it points to is."""
    return ItemVersion(
        item=item,
        number=number,
        kind=content.kind,
        stem=content.stem,
        options=list(content.options),
        targets=list(content.targets),
        unit=content.unit,
        limit=content.limit,
        explanation=content.explanation,
        markup=content.markup.model_dump(mode="json", exclude_defaults=True),
        language=content.language,
        stimulus=stored_stimulus(content),
        picture=_picture(content),
        picture_alt=content.picture.alt if content.picture else "",
        source=content.source.model_dump(mode="json", exclude_defaults=True),
        digest=content.digest,
        author=author,
        writers=sorted({*writers, *([author.pk] if author else [])}),
        created_at=now,
    )


def new_key(version: ItemVersion, content: ItemContent, now: datetime) -> ItemKey:
    """The first key of a version, not saved yet."""
    correct = stored_key(content.kind, content.key)
    return ItemKey(version=version, correct=correct, created_at=now)


def stored_key(kind: str, key: Any) -> Any:
    """The key as scoring wants it: numbers in their one form, accepted texts without margins."""
    if kind == "number":
        return {
            "value": read_number(key["value"]),
            "tolerance": read_number(key.get("tolerance", "0")),
        }
    if kind == "short_text":
        return {**key, "accepted": [one.strip() for one in key["accepted"]]}
    return key


def stored_stimulus(content: ItemContent) -> Stimulus | None:
    """The text that several items share; equal words are one row."""
    part = content.stimulus
    if part is None:
        return None
    said = "\0".join([part.title, part.text, part.markup])
    stimulus, _ = Stimulus.objects.get_or_create(
        digest=hashlib.sha256(said.encode()).hexdigest(),
        defaults={"title": part.title, "text": part.text, "markup": part.markup},
    )
    return stimulus


def _picture(content: ItemContent) -> Picture | None:
    if content.picture is None:
        return None
    picture = Picture.objects.filter(digest=content.picture.digest).first()
    if picture is None:
        raise ItemInvalid(errors={"picture": ["Không tìm thấy hình này trong ngân hàng."]})
    return picture
