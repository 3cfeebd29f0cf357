"""What a corrected key may be, and who may put one into force. Pure."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from quizzes.rules.area import is_area
from quizzes.rules.tokens import SHORT_LIMIT

MOST_PARTS = 20
CHOICES = {"single", "multiple", "true_false"}


def is_key(kind: str, key: Any, *, options: int, targets: int = 0) -> bool:
    """Whether `key` could be the key of an item of this kind; shapes as `rules.scoring` says."""
    if kind in CHOICES:
        return _is_choice(key, options) and (kind == "multiple" or len(key) == 1)
    if kind == "ordering":
        return _is_places(key) and sorted(key) == list(range(options))
    if kind == "matching":
        return _is_places(key) and len(key) == options and all(0 <= one < targets for one in key)
    if kind == "number":
        return isinstance(key, dict) and all(map(_is_number, (key.get("value"), _tolerance(key))))
    if kind == "short_text":
        return isinstance(key, dict) and _is_list(key.get("accepted"), _is_wording)
    if kind == "hotspot":
        return isinstance(key, dict) and _is_list(key.get("areas"), is_area)
    return False


def needs_second_person(corrections: object) -> bool:
    """A new key is put into force by somebody else than whoever proposed it."""
    return bool(corrections)


def _is_choice(key: Any, options: int) -> bool:
    return (
        _is_places(key)
        and 1 <= len(key) < options
        and len(set(key)) == len(key)
        and all(0 <= one < options for one in key)
    )


def _is_places(key: Any) -> bool:
    return isinstance(key, Sequence) and all(type(one) is int for one in key)


def _is_list(parts: Any, is_one: Callable[[Any], bool]) -> bool:
    return isinstance(parts, list) and 1 <= len(parts) <= MOST_PARTS and all(map(is_one, parts))


def _is_wording(text: Any) -> bool:
    return isinstance(text, str) and 0 < len(text.strip()) <= SHORT_LIMIT


def _tolerance(key: dict[str, Any]) -> Any:
    return key.get("tolerance", "0")


def _is_number(text: Any) -> bool:
    try:
        return isinstance(text, str) and Decimal(text).is_finite()
    except InvalidOperation:
        return False
