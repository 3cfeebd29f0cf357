"""A gap of Moodle's Cloze, "{1:SHORTANSWER:=Hà Nội~%50%Thăng Long#gần đúng}".

Grammar: docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from quizzes.formats.items.building import FULL, Building, Choice
from quizzes.formats.items.decimals import read_decimal
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.gift import accept_literally

Say = Callable[[str], Said]
"""From a piece of the question's text to what it says."""

GAPS = re.compile(r"\{[0-9]{0,4}:([A-Z_]{2,20}):((?:\\.|[^\\{}])*)\}", re.DOTALL)
_WEIGHT = re.compile(r"\s*(?:=|%(-?[0-9.]{1,12})%)")
_PARTED = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)#")
_ESCAPED = re.compile(r"\\([~#}{=\"/\\])")
SHORT = frozenset({"SHORTANSWER", "SA", "MW"})
EXACT = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
NUMBER = frozenset({"NUMERICAL", "NM"})
ONE = frozenset({"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"}) | {
    *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
}
SEVERAL = frozenset({"MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"}) | {
    *("MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"),
}


def take_gap(building: Building, gap: re.Match[str], say: Say) -> None:
    """Give the item the kind and key of its only gap."""
    kind, text = gap[1], gap[2]
    answers = [(say(part), share, say(feedback).text) for part, share, feedback in _answers(text)]
    if kind in ONE | SEVERAL:
        choices = [Choice(*answer) for answer in answers]
        building.choose(choices, single=kind in ONE)
        return
    for said, _, feedback in answers:
        building.explain(Said(feedback), said.text[:120])
    if kind in NUMBER:
        building.count(_numbers(building, answers))
    elif kind in SHORT | EXACT:
        accepted: list[tuple[str, Decimal]] = []
        for said, share, _ in answers:
            accept_literally(building, accepted, said.text, share)
        building.accept(accepted, case=kind in EXACT, marks=True)
    else:
        building.refuse(f"Dạng chỗ trống {kind} chưa nhập được.", "kind")


def _answers(text: str) -> Iterator[tuple[str, Decimal, str]]:
    """Each answer's words, share in per cent, and feedback."""
    for part in _PARTED.split(text):
        found = _WEIGHT.match(part)
        share = Decimal(0)
        if found:
            share = FULL if found[1] is None else read_decimal(found[1]) or share
        pieces = _FEEDBACK.split(part[found.end() :] if found else part, maxsplit=1)
        bare = [_ESCAPED.sub(r"\1", piece) for piece in (*pieces, "")]
        yield bare[0], share, bare[1]


def _numbers(
    building: Building, answers: list[tuple[Said, Decimal, str]]
) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    for said, share, _ in answers:
        value, _, off = said.text.partition(":")
        number, tolerance = read_decimal(value), read_decimal(off or "0")
        if number is not None and tolerance is not None:
            yield number, tolerance, share
        elif value.strip() != "*":
            building.refuse(f"Đáp số không đọc được: {value[:60]}", "key")
