"""What the content of a SCORM package may tell of a learner, and what completes a unit. Pure.

A unit's values are texts by the name of their element, as the content says them. They are for
learning alone: nothing of them is a result of ours.
"""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

MOST_LETTERS: Final = 200_000
MOST_VALUES: Final = 4_000
MOST_ROWS: Final = 500
SCORM_12, SCORM_2004 = "scorm12", "scorm2004"

Values = Mapping[str, str]
Kind = Mapping[str, Any]


class RunRefused(ValueError):
    """What was told is not of this format; `element` names it."""

    def __init__(self, element: str) -> None:
        self.element = element[:100]
        super().__init__(self.element)


def read_values(package_format: str, sent: Any) -> dict[str, str]:
    """All values of a unit, each of them one that its format knows. Raises RunRefused."""
    if not isinstance(sent, Mapping) or len(sent) > MOST_VALUES:
        raise RunRefused("")
    kinds = ELEMENTS[package_format]
    for element, value in sent.items():
        if not isinstance(element, str) or not isinstance(value, str):
            raise RunRefused(str(element))
        rows = [int(number) for number in re.findall(r"\.(\d{1,6})(?=\.)", element)]
        shape = re.sub(r"\.\d{1,6}(?=\.)", ".n", element)
        kind = kinds.get(shape)
        if kind is None or any(row >= MOST_ROWS for row in rows) or not _fits(kind, value):
            raise RunRefused(element)
    if sum(len(element) + len(value) for element, value in sent.items()) > MOST_LETTERS:
        raise RunRefused("")
    return dict(sent)


def is_completed(package_format: str, values: Values, mastery: float | None) -> bool:
    """Whether the unit says that it is done; where it asks for a score, only with that score."""
    if package_format == SCORM_12:
        status, score = values.get("cmi.core.lesson_status", ""), "cmi.core.score.raw"
        told = status in ("completed", "passed")
    else:
        completion, success = (
            values.get(f"cmi.{name}_status", "") for name in ("completion", "success")
        )
        status, score = success, "cmi.score.scaled"
        told = completion == "completed" or success == "passed"
        told = told and success != "failed"
    if not told or mastery is None or status == "passed" or not values.get(score):
        return told
    return float(values[score]) >= mastery


def next_launch(package_format: str, values: Values) -> dict[str, str]:
    """The values as a new launch finds them: the time spent is added up, the exit forgotten."""
    names = _LAUNCH[package_format]
    kept = {
        name: value
        for name, value in values.items()
        if name not in (names["session"], names["exit"], "adl.nav.request")
    }
    spent = _seconds(values.get(names["total"], "")) + _seconds(values.get(names["session"], ""))
    if spent:
        kept[names["total"]] = _written(package_format, spent)
    goes_on = values.get(names["exit"]) == "suspend" or any(
        values.get(name) for name in (names["place"], "cmi.suspend_data")
    )
    return kept | {names["entry"]: "resume" if goes_on else "" if kept else "ab-initio"}


def _text(longest: int) -> Kind:
    return {"text": longest}


def _one_of(*words: str) -> Kind:
    return {"words": [*words]}


def _number(least: float = -1e9, most: float = 1e9) -> Kind:
    return {"number": [least, most]}


def _fits(kind: Kind, value: str) -> bool:
    """As `fits` of the script that runs beside the content has it."""
    if "text" in kind:
        return len(value) <= kind["text"] and not _UNSTORABLE.search(value)
    if "words" in kind:
        return value in kind["words"] or ("number" in kind and _is_number(kind, value))
    return _is_number(kind, value) if "number" in kind else _is_span(value)


def _is_number(kind: Kind, value: str) -> bool:
    if not _NUMBER.fullmatch(value):
        return value == ""
    least, most = kind["number"]
    return bool(math.isfinite(float(value)) and least <= float(value) <= most)


_UNSTORABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_NUMBER: Final = re.compile(r"[+-]?(\d{1,12}(\.\d{0,12})?|\.\d{1,12})", re.ASCII)
_SPAN_12: Final = re.compile(r"(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)", re.ASCII)
_SPAN_2004: Final = re.compile(
    r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,5})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,10}(?:\.\d{1,6})?)S)?)?",
    re.ASCII,
)


def _is_span(value: str) -> bool:
    return value == "" or bool(_SPAN_12.fullmatch(value) or _SPAN_2004.fullmatch(value))


def _seconds(value: str) -> float:
    if found := _SPAN_12.fullmatch(value):
        hours, minutes, seconds = found.groups()
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    if found := _SPAN_2004.fullmatch(value):
        years, months, days, hours, minutes, rest = (float(part or 0) for part in found.groups())
        whole_days = years * 365 + months * 30 + days
        return whole_days * 86_400 + hours * 3600 + minutes * 60 + rest
    return 0


def _written(package_format: str, seconds: float) -> str:
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    if package_format == SCORM_12:
        return f"{min(hours, 9999):04}:{minutes:02}:{left:02}.00"
    return f"PT{hours}H{minutes}M{left}S"


_SPAN: Final[Kind] = {"span": True}
_LONG, _MEDIUM, _SHORT = _text(64_000), _text(4_096), _text(1_000)
_RESULT: Final[Kind] = {
    **_one_of("correct", "wrong", "incorrect", "unanticipated", "neutral", ""),
    **_number(),
}
_SCORE: Final[Mapping[str, Kind]] = {name: _number() for name in ("raw", "min", "max")}
_STATUS_12: Final = _one_of(
    *("passed", "completed", "failed", "incomplete", "browsed", "not attempted", "")
)
_COMPLETION: Final = _one_of("completed", "incomplete", "not attempted", "unknown", "")
_SUCCESS: Final = _one_of("passed", "failed", "unknown", "")
_ELEMENTS_12: Final[Mapping[str, Kind]] = {
    "cmi.core.lesson_location": _SHORT,
    "cmi.core.lesson_status": _STATUS_12,
    **{f"cmi.core.score.{name}": check for name, check in _SCORE.items()},
    "cmi.core.exit": _one_of("time-out", "suspend", "logout", ""),
    "cmi.core.entry": _one_of("ab-initio", "resume", ""),
    "cmi.core.session_time": _SPAN,
    "cmi.core.total_time": _SPAN,
    "cmi.suspend_data": _LONG,
    "cmi.comments": _MEDIUM,
    **{f"cmi.student_preference.{name}": _SHORT for name in ("audio", "language", "speed", "text")},
    "cmi.objectives.n.id": _SHORT,
    "cmi.objectives.n.status": _STATUS_12,
    **{f"cmi.objectives.n.score.{name}": check for name, check in _SCORE.items()},
    **{
        f"cmi.interactions.n.{name}": _MEDIUM
        for name in ("id", "type", "student_response", "time", "latency", "objectives.n.id")
    },
    "cmi.interactions.n.correct_responses.n.pattern": _MEDIUM,
    "cmi.interactions.n.weighting": _number(),
    "cmi.interactions.n.result": _RESULT,
}
_SCORE_2004: Final[Mapping[str, Kind]] = {**_SCORE, "scaled": _number(-1, 1)}
_ELEMENTS_2004: Final[Mapping[str, Kind]] = {
    "cmi.location": _SHORT,
    "cmi.completion_status": _COMPLETION,
    "cmi.success_status": _SUCCESS,
    **{f"cmi.score.{name}": check for name, check in _SCORE_2004.items()},
    "cmi.progress_measure": _number(0, 1),
    "cmi.exit": _one_of("time-out", "suspend", "logout", "normal", ""),
    "cmi.entry": _one_of("ab-initio", "resume", ""),
    "cmi.session_time": _SPAN,
    "cmi.total_time": _SPAN,
    "cmi.suspend_data": _LONG,
    "adl.nav.request": _SHORT,
    **{
        f"cmi.learner_preference.{name}": _SHORT
        for name in ("audio_level", "language", "delivery_speed", "audio_captioning")
    },
    **{
        f"cmi.comments_from_learner.n.{name}": _MEDIUM
        for name in ("comment", "location", "timestamp")
    },
    "cmi.objectives.n.id": _MEDIUM,
    "cmi.objectives.n.description": _MEDIUM,
    "cmi.objectives.n.completion_status": _COMPLETION,
    "cmi.objectives.n.success_status": _SUCCESS,
    "cmi.objectives.n.progress_measure": _number(0, 1),
    **{f"cmi.objectives.n.score.{name}": check for name, check in _SCORE_2004.items()},
    **{
        f"cmi.interactions.n.{name}": _MEDIUM
        for name in (
            *("id", "type", "learner_response", "timestamp", "latency", "description"),
            *("objectives.n.id", "correct_responses.n.pattern"),
        )
    },
    "cmi.interactions.n.weighting": _number(),
    "cmi.interactions.n.result": _RESULT,
}
ELEMENTS: Final[Mapping[str, Mapping[str, Kind]]] = {
    SCORM_12: _ELEMENTS_12,
    SCORM_2004: _ELEMENTS_2004,
}
_LAUNCH: Final[Mapping[str, Mapping[str, str]]] = {
    SCORM_12: {
        "session": "cmi.core.session_time",
        "total": "cmi.core.total_time",
        "exit": "cmi.core.exit",
        "entry": "cmi.core.entry",
        "place": "cmi.core.lesson_location",
    },
    SCORM_2004: {
        "session": "cmi.session_time",
        "total": "cmi.total_time",
        "exit": "cmi.exit",
        "entry": "cmi.entry",
        "place": "cmi.location",
    },
}
