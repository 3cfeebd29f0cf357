"""Any item that the bank may hold, for properties of files."""

from typing import Any

from hypothesis import strategies as st

from quizzes.formats.item_content import ItemContent, read_content
from quizzes.formats.item_reading import ExportItem

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ 0123456789,.;:?!()[]{}<>=~#&|\\/*-\"'“”%+@$^_`"
KINDS = ("single", "multiple", "true_false", "matching", "ordering", "number", "short_text")


def texts(least: int = 1, most: int = 60) -> st.SearchStrategy[str]:
    """Composed Vietnamese with every sign that a format may trip over, on one line."""
    words = st.text(LETTERS, min_size=least, max_size=most).map(lambda text: " ".join(text.split()))
    return words.filter(lambda text: len(text) >= least)


@st.composite
def contents(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> ItemContent:
    """A valid item of one of the kinds."""
    kind = draw(st.sampled_from(kinds))
    document: dict[str, Any] = {
        "kind": kind,
        "stem": draw(texts()),
        "explanation": draw(texts(0)),
        **draw(_SAID[kind]()),
    }
    content, notes = read_content(document)
    assert content is not None, notes
    return content


@st.composite
def exported(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> ExportItem:
    """A valid item with what the bank knows of it besides."""
    return ExportItem(
        code=f"ABC-{draw(st.integers(1, 999)):03d}",
        topic=draw(st.sampled_from(["Công dân số", "Nghị quyết 57"])),
        difficulty=draw(st.sampled_from(["easy", "medium", "hard"])),
        content=draw(contents(kinds)),
        tags=tuple(draw(st.lists(st.sampled_from(["otp", "mật khẩu", "ai"]), unique=True))),
    )


def _options(least: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts(), min_size=least, max_size=10, unique_by=str.casefold)


@st.composite
def _single(draw: st.DrawFn) -> dict[str, Any]:
    options = draw(_options(2))
    return {"options": options, "key": [draw(st.integers(0, len(options) - 1))]}


@st.composite
def _multiple(draw: st.DrawFn) -> dict[str, Any]:
    options = draw(_options(3))
    places = st.integers(0, len(options) - 1)
    key = draw(st.lists(places, min_size=2, max_size=len(options) - 1, unique=True))
    return {"options": options, "key": sorted(key)}


@st.composite
def _true_false(draw: st.DrawFn) -> dict[str, Any]:
    return {"options": ["Đúng", "Sai"], "key": [draw(st.integers(0, 1))]}


@st.composite
def _matching(draw: st.DrawFn) -> dict[str, Any]:
    options = draw(_options(2).filter(lambda some: not any("=>" in one for one in some)))
    targets = sorted(draw(st.lists(texts(), min_size=2, max_size=10, unique_by=str.casefold)))
    place = st.integers(0, len(targets) - 1)
    key = draw(st.lists(place, min_size=len(options), max_size=len(options)))
    return {"options": options, "targets": targets, "key": key}


@st.composite
def _ordering(draw: st.DrawFn) -> dict[str, Any]:
    options = sorted(draw(_options(3)))
    return {"options": options, "key": draw(st.permutations(range(len(options))))}


@st.composite
def _number(draw: st.DrawFn) -> dict[str, Any]:
    value = draw(st.decimals(-9999, 9999, places=2)).normalize()
    key = {"value": f"{value:f}".replace("-0", "0", 1) if not value else f"{value:f}"}
    return {"key": {**key, "tolerance": draw(st.sampled_from(["0", "0.5", "2"]))}, "unit": "km"}


@st.composite
def _short_text(draw: st.DrawFn) -> dict[str, Any]:
    accepted = draw(st.lists(texts(), min_size=1, max_size=4, unique_by=str.casefold))
    exact = {name: draw(st.booleans()) for name in ("exact_marks", "exact_case")}
    return {"key": {"accepted": accepted, **exact}}


_SAID = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
    "short_text": _short_text,
}
