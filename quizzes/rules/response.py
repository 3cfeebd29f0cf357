"""What a device may send as answers. Pure: one batch in, stored values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quizzes.rules.tokens import MAX_OPTIONS, AttemptGrant, option_position

MAX_REVISION = 2**31 - 1
MAX_PREDICTION = 10**9
MAX_BATCH = 64


class Refused(ValueError):
    """Why an answer cannot be stored; `slot` tells which."""

    def __init__(self, slot: Any, reason: str) -> None:
        super().__init__(reason)
        self.slot, self.reason = slot, reason


@dataclass(frozen=True, slots=True)
class Answer:
    """`value`: option positions in rising order, the predicted number, or None for cleared."""

    slot: int
    revision: int
    value: list[int] | int | None


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
    read = _read_prediction if slot == 0 else _read_choice
    return Answer(slot, revision, read(slot, value, grant, key))


def _read_prediction(slot: int, value: Any, grant: AttemptGrant, key: bytes) -> int:
    if not grant.takes_several(0):
        raise Refused(slot, "prediction_not_asked")
    if type(value) is not int or not 0 <= value <= MAX_PREDICTION:
        raise Refused(slot, "invalid_number")
    return value


def _read_choice(slot: int, value: Any, grant: AttemptGrant, key: bytes) -> list[int]:
    if not isinstance(value, list) or len(value) > MAX_OPTIONS:
        raise Refused(slot, "invalid_choice")
    if len(value) > 1 and not grant.takes_several(slot):
        raise Refused(slot, "one_option_only")
    positions = set()
    for token in value:
        if not isinstance(token, str) or not token.isascii():
            raise Refused(slot, "unknown_option")
        position = option_position(token, grant.uuid, slot, key)
        if position is None:
            raise Refused(slot, "unknown_option")
        positions.add(position)
    return sorted(positions)
