"""What a device may send as answers. Pure: one batch in, stored values out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from quizzes.rules.area import is_point
from quizzes.rules.number import read_number
from quizzes.rules.tokens import (
    COUNT,
    MAX_OPTIONS,
    NUMBER,
    ONE,
    ORDER,
    PAIRS,
    POINT,
    SEVERAL,
    SHORT,
    SHORT_LIMIT,
    TARGETS,
    TEXT,
    TEXT_LIMITS,
    AttemptGrant,
    option_position,
    option_positions,
)

MAX_REVISION = 2**31 - 1
MAX_PREDICTION = 10**9
MAX_BATCH = 64
# Longer than any composed text within its limit could have been before it was composed.
_LETTERS_BEFORE_COMPOSING = 4

Value = list[int] | list[list[int]] | str | int | None


class Refused(ValueError):
    """Why an answer cannot be stored; `slot` tells which."""

    def __init__(self, slot: Any, reason: str) -> None:
        super().__init__(reason)
        self.slot, self.reason = slot, reason


@dataclass(frozen=True, slots=True)
class Answer:
    """`value`, by the shape of its slot; None for cleared:

    one or several options: their positions in rising order · an order: all positions as they were
    put · pairs: [option, right-hand side] in rising order · a number: "1234.5" · a text, composed ·
    a short text, on one line · a point: [x, y] in thousandths · the prediction: a whole number.
    """

    slot: int
    revision: int
    value: Value


def read_answers(batch: Iterable[Any], grant: AttemptGrant, key: bytes) -> list[Answer]:
    """The batch with one answer a slot, the highest revision; raises Refused."""
    newest: dict[int, Answer] = {}
    for entry in batch:
        answer = _read_answer(entry, grant, key)
        known = newest.get(answer.slot)
        if known and known.revision == answer.revision and known.value != answer.value:
            raise Refused(answer.slot, "revision_reused")
        if known is None or known.revision < answer.revision:
            newest[answer.slot] = answer
    return [newest[slot] for slot in sorted(newest)]


def _read_answer(entry: Any, grant: AttemptGrant, key: bytes) -> Answer:
    if not isinstance(entry, dict):
        raise Refused(None, "not_an_object")
    slot, revision = entry.get("slot"), entry.get("revision")
    if type(slot) is not int or not 0 <= slot <= grant.items:
        raise Refused(None, "unknown_slot")
    if type(revision) is not int or not 1 <= revision <= MAX_REVISION:
        raise Refused(slot, "invalid_revision")
    value = entry.get("value")
    if value is None:
        return Answer(slot, revision, None)
    shape = grant.shape(slot)
    if TEXT <= shape < SHORT:
        return Answer(slot, revision, _read_text(slot, value, TEXT_LIMITS[shape - TEXT]))
    read = _READERS.get(shape)
    if read is None:
        raise Refused(slot, "prediction_not_asked")
    return Answer(slot, revision, read(slot, value, grant, key))


def _read_prediction(slot: int, value: Any, _grant: AttemptGrant, _key: bytes) -> int:
    if type(value) is not int or not 0 <= value <= MAX_PREDICTION:
        raise Refused(slot, "invalid_number")
    return value


def _read_one(slot: int, value: Any, grant: AttemptGrant, key: bytes) -> list[int]:
    if isinstance(value, list) and 1 < len(value) <= MAX_OPTIONS:
        raise Refused(slot, "one_option_only")
    return _read_several(slot, value, grant, key)


def _read_several(slot: int, value: Any, grant: AttemptGrant, key: bytes) -> list[int]:
    if not isinstance(value, list) or len(value) > MAX_OPTIONS:
        raise Refused(slot, "invalid_choice")
    positions = set()
    for token in value:
        if not isinstance(token, str) or not token.isascii():
            raise Refused(slot, "unknown_option")
        position = option_position(token, grant.uuid, slot, key)
        if position is None:
            raise Refused(slot, "unknown_option")
        positions.add(position)
    return sorted(positions)


def _read_order(slot: int, value: Any, grant: AttemptGrant, key: bytes) -> list[int]:
    """Whether every option is there is not said: who may ask learns which options there are."""
    if not isinstance(value, list) or len(value) > MAX_OPTIONS:
        raise Refused(slot, "invalid_order")
    known = option_positions(grant.uuid, slot, key)
    positions = [_position(slot, token, known) for token in value]
    if len(set(positions)) != len(positions):
        raise Refused(slot, "option_repeated")
    return positions


def _read_pairs(slot: int, value: Any, grant: AttemptGrant, key: bytes) -> list[list[int]]:
    if not isinstance(value, list) or len(value) > MAX_OPTIONS:
        raise Refused(slot, "invalid_pairs")
    options = option_positions(grant.uuid, slot, key)
    targets = option_positions(grant.uuid, slot, key, above=TARGETS)
    pairs: dict[int, int] = {}
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2:
            raise Refused(slot, "invalid_pairs")
        option = _position(slot, pair[0], options)
        if option in pairs:
            raise Refused(slot, "option_repeated")
        pairs[option] = _position(slot, pair[1], targets)
    return [[option, pairs[option]] for option in sorted(pairs)]


def _position(slot: int, token: Any, known: Mapping[str, int]) -> int:
    position = known.get(token) if isinstance(token, str) else None
    if position is None:
        raise Refused(slot, "unknown_option")
    return position


def _read_number(slot: int, value: Any, _grant: AttemptGrant, _key: bytes) -> str:
    number = read_number(value) if isinstance(value, str) else None
    if number is None:
        raise Refused(slot, "invalid_number")
    return number


def _read_text(slot: int, value: Any, limit: int) -> str | None:
    """Composed, with plain line ends and no other control letters; None where only space is left.

    The limit counts what is composed: a letter with its marks is one.
    """
    if not isinstance(value, str) or "\0" in value:
        raise Refused(slot, "invalid_text")
    if len(value) > limit * _LETTERS_BEFORE_COMPOSING:
        raise Refused(slot, "text_too_long")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Refused(slot, "invalid_text")
    text = normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    if len(text) > limit:
        raise Refused(slot, "text_too_long")
    return text if text.strip() else None


def _read_short(slot: int, value: Any, _grant: AttemptGrant, _key: bytes) -> str | None:
    text = _read_text(slot, value, SHORT_LIMIT)
    return " ".join(text.split()) if text else None


def _read_point(slot: int, value: Any, _grant: AttemptGrant, _key: bytes) -> list[int]:
    if not is_point(value):
        raise Refused(slot, "invalid_point")
    return list(value)


_Reader = Callable[[int, Any, AttemptGrant, bytes], Value]
_READERS: Mapping[int, _Reader] = {
    ONE: _read_one,
    SEVERAL: _read_several,
    PAIRS: _read_pairs,
    ORDER: _read_order,
    NUMBER: _read_number,
    SHORT: _read_short,
    POINT: _read_point,
    COUNT: _read_prediction,
}
