"""Items of every kind, as Hypothesis makes them up, and what two of them have in common."""

import io
import json
from functools import cache
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from backend.common.text import nfc
from quizzes.formats.item_content import ItemContent
from quizzes.formats.item_reading import ExportItem, ReadItem

DRESSED_OPTIONS = frozenset({"single", "multiple", "matching", "ordering"})
SIGNS = "aábcdđeêghơưxyzABC 0123456789.,;?!~=#{}:\\%[]*<>&\"'-–→/()$@_|\u00a0"
MARKED = (
    ("<p>Ai <b>ký</b> văn bản?</p>", "Ai ký văn bản?"),
    ("<ul><li>một</li><li>hai</li></ul>", "một\nhai"),
    ("H<sub>2</sub>O = nước &amp; muối", "H2O = nước & muối"),
)


@cache
def picture(width: int = 1200, height: int = 900) -> tuple[str, bytes]:
    """A small picture and its digest."""
    kept = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(kept, "WEBP")
    return sha256(kept.getvalue()).hexdigest(), kept.getvalue()


def _settled(text: str) -> str:
    return "\n".join(filter(None, (" ".join(nfc(line).split()) for line in text.split("\n"))))


words = st.text(SIGNS, min_size=1, max_size=30).map(_settled).filter(bool)
texts = st.lists(words, min_size=1, max_size=3).map("\n".join)
different_words = st.lists(words, min_size=3, max_size=6, unique=True)
numbers = st.decimals(-9999, 9999, places=3).map(
    lambda one: f"{one:f}".rstrip("0").rstrip(".") if one else "0"
)
tolerances = st.sampled_from(["0", "0.5", "0.001", "12"])
areas = st.one_of(
    st.builds(
        lambda x, y, w, h: {"shape": "rectangle", "x": x, "y": y, "width": w, "height": h},
        *(st.integers(0, 499),) * 2,
        *(st.integers(1, 500),) * 2,
    ),
    st.builds(
        lambda x, y, r: {"shape": "circle", "x": x, "y": y, "radius": r},
        *(st.integers(0, 1000),) * 2,
        st.integers(1, 500),
    ),
    st.lists(
        st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=3, max_size=5, unique=True
    ).map(lambda points: {"shape": "polygon", "points": [list(one) for one in points]}),
)


@st.composite
def contents(draw: Any, *kinds: str) -> ItemContent:
    """A valid item of one of the kinds."""
    kind = draw(st.sampled_from(kinds))
    said: dict[str, Any] = {"kind": kind, "stem": draw(texts)}
    if draw(st.booleans()):
        markup, said["stem"] = draw(st.sampled_from(MARKED))
        said["markup"] = {"stem": markup}
    if draw(st.booleans()):
        said["explanation"] = draw(texts)
    said |= draw(PARTS[kind])
    if kind in DRESSED_OPTIONS and draw(st.booleans()):
        _dress_an_option(draw, said)
    if draw(st.booleans()):
        markup, said["explanation"] = draw(st.sampled_from(MARKED))
        said.setdefault("markup", {})["explanation"] = markup
    return ItemContent.model_validate(said)


def _dress_an_option(draw: Any, said: dict[str, Any]) -> None:
    markup, text = draw(st.sampled_from(MARKED))
    at = draw(st.integers(0, len(said["options"]) - 1))
    said["options"][at] = text
    dressed = ["" for _ in said["options"]]
    dressed[at] = markup
    said.setdefault("markup", {})["options"] = dressed


@st.composite
def _choices(draw: Any, kind: str) -> dict[str, Any]:
    options = draw(different_words)
    count = 1 if kind == "single" else draw(st.integers(1, len(options) - 1))
    places = draw(st.permutations(range(len(options))))
    return {"options": options, "key": sorted(places[:count])}


@st.composite
def _pairs(draw: Any) -> dict[str, Any]:
    options, targets = draw(different_words), sorted(draw(different_words))
    key = [draw(st.integers(0, len(targets) - 1)) for _ in options]
    return {"options": options, "targets": targets, "key": key}


@st.composite
def _orders(draw: Any) -> dict[str, Any]:
    options = sorted(draw(different_words))
    return {"options": options, "key": list(draw(st.permutations(range(len(options)))))}


_ACCEPTED = st.lists(words, min_size=1, max_size=4, unique=True)
_CRITERIA = st.lists(
    st.builds(lambda one, points: {"criterion": one, "points": points}, words, st.integers(1, 100)),
    min_size=1,
    max_size=3,
)
PARTS = {
    "single": _choices("single"),
    "multiple": _choices("multiple"),
    "true_false": st.builds(
        lambda at: {"options": ["Đúng", "Sai"], "key": [at]}, st.sampled_from([0, 1])
    ),
    "matching": _pairs(),
    "ordering": _orders(),
    "number": st.builds(
        lambda value, off, unit: {"key": {"value": value, "tolerance": off}, "unit": unit},
        numbers,
        tolerances,
        st.sampled_from(["", "km", "%"]),
    ),
    "short_text": st.builds(
        lambda accepted, marks, case: {
            "key": {"accepted": accepted, "exact_marks": marks, "exact_case": case}
        },
        _ACCEPTED,
        st.booleans(),
        st.booleans(),
    ),
    "essay": st.builds(
        lambda rubric, limit: {"key": {"rubric": rubric}, "limit": limit},
        _CRITERIA,
        st.sampled_from([None, 500, 3000]),
    ),
    "hotspot": st.builds(
        lambda found: {
            "key": {"areas": found},
            "picture": {"digest": picture()[0], "alt": "Bản đồ"},
        },
        st.lists(areas, min_size=1, max_size=3),
    ),
}


FACTS = {"audience": ("citizen", "student"), "competences": ("TT02 1.2", "A-1")}
DEFAULTS = {"code": "ND-001", "topic": "Chung", "difficulty": "easy"}


def exported(content: ItemContent, **facts: Any) -> ExportItem:
    """The content as an item of the bank, with the picture that it shows."""
    digest, body = picture()
    pictures = {digest: body} if content.picture else {}
    return ExportItem(**{**DEFAULTS, "content": content, "pictures": pictures} | facts)


def said(content: ItemContent, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What an item says and how it is scored, however its parts are numbered."""
    told = content.model_dump(exclude_defaults=True)
    if content.kind == "matching":
        told["key"] = sorted(
            (content.options[at], content.targets[target]) for at, target in enumerate(content.key)
        )
        told["targets"] = sorted(content.targets)
    if content.kind == "ordering":
        told["key"] = [content.options[at] for at in content.key]
        told["options"] = sorted(content.options)
        dressed = dict(zip(content.options, content.markup.options, strict=False))
        if dressed:
            told["markup"] = told["markup"] | {"options": sorted(dressed.items())}
    if content.kind == "number":
        told["key"] = {"tolerance": "0"} | dict(content.key)
    if content.kind in {"short_text", "hotspot", "essay"}:
        told["key"] = {name: one for name, one in content.key.items() if name not in without}
    return {name: one for name, one in told.items() if name not in without}


def taken(item: ReadItem) -> ItemContent:
    """A read item as the bank would keep it; raises where it is not valid."""
    written = json.dumps(item.content)
    for name, body in item.pictures.items():
        written = written.replace(f"picture:{name}", f"/hinh/{sha256(body).hexdigest()}.webp")
    content = json.loads(written)
    if "picture" in content:
        digest = content["picture"]["digest"].removeprefix("/hinh/").removesuffix(".webp")
        content["picture"]["digest"] = digest
    return ItemContent.model_validate(content)
