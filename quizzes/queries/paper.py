"""Items of a paper as the outside sees them: options by their tokens, never the key."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from quizzes.enums import ItemKind
from quizzes.queries.bank import Content
from quizzes.rules.number import written_number
from quizzes.rules.tokens import TARGETS, option_token


def token_key() -> bytes:
    return settings.SECRET_KEY.encode()


def shown_value(attempt_uuid: UUID, slot: int, kind: str, value: Any) -> Any:
    """A stored value in the words of the outside: tokens for options, a number as it is written."""
    if not isinstance(value, list) or kind == ItemKind.HOTSPOT:
        return written_number(value) if kind == ItemKind.NUMBER and value else value
    key = token_key()
    if kind == ItemKind.MATCHING:
        return [
            [
                option_token(attempt_uuid, slot, option, key),
                option_token(attempt_uuid, slot, TARGETS + target, key),
            ]
            for option, target in value
        ]
    return [option_token(attempt_uuid, slot, position, key) for position in value]


def shown_item(uuid: UUID, slot: int, item: Content, order: Sequence[int]) -> dict[str, Any]:
    """An item as a device needs it.

    Of a matching item the right-hand sides stand in the drawn order, else the options do.
    """
    is_matching = item.kind == ItemKind.MATCHING
    shown = {
        "slot": slot,
        "kind": item.kind,
        "stem": item.stem,
        "options": _named(
            uuid, slot, item.options, range(len(item.options)) if is_matching else order
        ),
        **dress(item),
    }
    if item.markup and any(item.markup["options"]):
        _dress_options(uuid, slot, item, shown["options"])
    if is_matching:
        shown["targets"] = _named(uuid, slot, item.targets, order, above=TARGETS)
    elif item.kind == ItemKind.NUMBER:
        shown["unit"] = item.unit
    elif item.kind == ItemKind.ESSAY:
        shown["limit"] = item.limit
    elif item.kind == ItemKind.HOTSPOT:
        shown["picture"] = item.picture
    return shown


def dress(item: Content) -> dict[str, Any]:
    """What an item has besides its plain words: most have nothing."""
    shown: dict[str, Any] = {}
    if item.markup and item.markup["stem"]:
        shown["markup"] = item.markup["stem"]
    if item.stimulus:
        shown["stimulus"] = item.stimulus
    return shown


def _dress_options(uuid: UUID, slot: int, item: Content, options: list[dict[str, str]]) -> None:
    assert item.markup is not None
    key = token_key()
    markups = {
        option_token(uuid, slot, position, key): markup
        for position, markup in enumerate(item.markup["options"])
    }
    for option in options:
        if markups.get(option["token"]):
            option["markup"] = markups[option["token"]]


def _named(
    uuid: UUID, slot: int, texts: Sequence[str], order: Iterable[int], *, above: int = 0
) -> list[dict[str, str]]:
    key = token_key()
    return [
        {
            "token": option_token(uuid, slot, above + position, key),
            "text": texts[position],
        }
        for position in order
    ]
