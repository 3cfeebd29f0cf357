"""Each kind of item as QTI 3 asks and scores it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from quizzes.formats.item_content import ItemContent
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.gift_writing import option_said
from quizzes.formats.items.keeping import PICTURE, key_of, rubric_lines
from quizzes.formats.items.pictures import PictureRefused, picture_size
from quizzes.formats.items.qti_places import written_area
from quizzes.rules.area import SCALE

TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
MATCHED = f'<qti-response-processing template="{TEMPLATES}/match_correct.xml"/>'
MAPPED = f'<qti-response-processing template="{TEMPLATES}/map_response.xml"/>'
POINTED = f'<qti-response-processing template="{TEMPLATES}/map_response_point.xml"/>'
ANSWER = 'response-identifier="RESPONSE"'
_VOID = re.compile(r"<(br|img\b[^>]*?)\s*/?>")


@dataclass(frozen=True, slots=True)
class Answering:
    """What is declared about the answer, where it is given, and how it is scored."""

    declared: str
    body: str
    scored: str = MATCHED


def xhtml(said: Said, images: str) -> str:
    """A text as XML with pictures from the folder `images`."""
    text = PICTURE.sub(rf"{images}\1.webp", said.html)
    return _VOID.sub(r"<\1/>", text).replace("&nbsp;", "&#160;")


def _inline(said: Said) -> str:
    """An option: bare words where it is one line without dress."""
    if not said.markup and "\n" not in said.text:
        return escape(said.text)
    return xhtml(said, "../images/")


def _declared(cardinality: str, base_type: str, correct: Sequence[str], more: str = "") -> str:
    values = "".join(f"<qti-value>{escape(one)}</qti-value>" for one in correct)
    right = f"<qti-correct-response>{values}</qti-correct-response>" if correct else ""
    facts = f'identifier="RESPONSE" cardinality="{cardinality}" base-type="{base_type}"'
    return f"<qti-response-declaration {facts}>{right}{more}</qti-response-declaration>"


def _choice(item: ExportItem) -> Answering:
    content = item.content
    several = content.kind == "multiple"
    options = "".join(
        f'<qti-simple-choice identifier="c{at}">{_inline(option_said(content, at))}'
        "</qti-simple-choice>"
        for at in range(len(content.options))
    )
    facts = f'{ANSWER} shuffle="{str(content.kind != "true_false").lower()}"'
    correct = [f"c{at}" for at in content.key]
    return Answering(
        _declared("multiple" if several else "single", "identifier", correct),
        f'<qti-choice-interaction {facts} max-choices="{0 if several else 1}">{options}'
        "</qti-choice-interaction>",
    )


def _order(item: ExportItem) -> Answering:
    content = item.content
    options = "".join(
        f'<qti-simple-choice identifier="c{at}">{_inline(option_said(content, at))}'
        "</qti-simple-choice>"
        for at in range(len(content.options))
    )
    return Answering(
        _declared("ordered", "identifier", [f"c{at}" for at in content.key]),
        f'<qti-order-interaction {ANSWER} shuffle="true">{options}</qti-order-interaction>',
    )


def _match(item: ExportItem) -> Answering:
    content = item.content
    left = "".join(
        _associable(f"l{at}", option_said(content, at), 1) for at in range(len(content.options))
    )
    most = len(content.options)
    right = "".join(
        _associable(f"r{at}", Said(one), most) for at, one in enumerate(content.targets)
    )
    columns = f"<qti-simple-match-set>{left}</qti-simple-match-set>"
    columns += f"<qti-simple-match-set>{right}</qti-simple-match-set>"
    pairs = [f"l{at} r{target}" for at, target in enumerate(content.key)]
    facts = f'{ANSWER} shuffle="true" max-associations="{most}"'
    return Answering(
        _declared("multiple", "directedPair", pairs),
        f"<qti-match-interaction {facts}>{columns}</qti-match-interaction>",
    )


def _associable(identifier: str, said: Said, most: int) -> str:
    facts = f'identifier="{identifier}" match-max="{most}"'
    return f"<qti-simple-associable-choice {facts}>{_inline(said)}</qti-simple-associable-choice>"


def _number(item: ExportItem) -> Answering:
    key = key_of(item.content)
    tolerance = key.get("tolerance", "0")
    unit = item.content.unit
    shown = f' <span class="unit">{escape(unit)}</span>' if unit else ""
    equal = (
        f'<qti-equal tolerance-mode="absolute" tolerance="{tolerance} {tolerance}">'
        '<qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-equal>'
    )
    return Answering(
        _declared("single", "float", [key["value"]]),
        f"<p><qti-text-entry-interaction {ANSWER}/>{shown}</p>",
        "<qti-response-processing><qti-response-condition><qti-response-if>"
        f'{equal}<qti-set-outcome-value identifier="SCORE">'
        '<qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value>'
        "</qti-response-if></qti-response-condition></qti-response-processing>",
    )


def _short_text(item: ExportItem) -> Answering:
    """That diacritics may be left out is said in an attribute of our own."""
    key = key_of(item.content)
    case = str(bool(key.get("exact_case"))).lower()
    entries = "".join(
        f'<qti-map-entry map-key="{escape(one)}" mapped-value="1" case-sensitive="{case}"/>'
        for one in key["accepted"]
    )
    mapping = f'<qti-mapping default-value="0">{entries}</qti-mapping>'
    marks = "" if key.get("exact_marks") else ' data-marks="ignored"'
    return Answering(
        _declared("single", "string", [key["accepted"][0]], mapping),
        f"<p><qti-text-entry-interaction {ANSWER}{marks}/></p>",
        MAPPED,
    )


def _essay(item: ExportItem) -> Answering:
    lines = rubric_lines(item.content)
    rubric = "".join(f"<p>{escape(line)}</p>" for line in lines)
    rubric = f"<qti-content-body>{rubric}</qti-content-body>"
    length = f' expected-length="{item.content.limit}"' if item.content.limit else ""
    return Answering(
        _declared("single", "string", []),
        f'<qti-rubric-block use="scoring" view="scorer">{rubric}</qti-rubric-block>'
        f"<qti-extended-text-interaction {ANSWER}{length}/>",
        "",
    )


def _hotspot(item: ExportItem) -> Answering:
    content = item.content
    width, height = _size(item)
    entries = "".join(
        f'<qti-area-map-entry shape="{shape}" coords="{coords}" mapped-value="1"/>'
        for shape, coords in (
            written_area(area, width, height) for area in key_of(content)["areas"]
        )
    )
    mapping = f'<qti-area-mapping default-value="0">{entries}</qti-area-mapping>'
    return Answering(
        _declared("single", "point", [], mapping),
        f'<qti-select-point-interaction {ANSWER} max-choices="1">{_image(content, width, height)}'
        "</qti-select-point-interaction>",
        POINTED,
    )


def _size(item: ExportItem) -> tuple[int, int]:
    """The picture's size times whatever makes a thousandth of it at least a pixel."""
    picture = item.content.picture
    try:
        width, height = picture_size(item.pictures[picture.digest if picture else ""])
    except (KeyError, PictureRefused):
        return SCALE, SCALE
    times = -(-SCALE // max(min(width, height), 1))
    return width * times, height * times


def _image(content: ItemContent, width: int, height: int) -> str:
    assert content.picture is not None
    address = f"../images/{content.picture.digest}.webp"
    alt = escape(content.picture.alt)
    return f'<img src="{address}" alt="{alt}" width="{width}" height="{height}"/>'


BODIES: Mapping[str, Callable[[ExportItem], Answering]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _choice,
    "matching": _match,
    "ordering": _order,
    "number": _number,
    "short_text": _short_text,
    "essay": _essay,
    "hotspot": _hotspot,
}
