"""Items as Moodle XML, to be imported into a question bank of Moodle 4 and later."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape

from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.gift_writing import asked, option_said, path_of, shares, tags_of
from quizzes.formats.items.keeping import PICTURE, key_of, not_kept, not_written, rubric_lines

NAME = "Moodle XML"
HOLDS = frozenset({"difficulty", "tags", "rubric", "unit", "exact_case", "pictures"})
TYPES: Mapping[str, str] = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "number": "numerical",
    "short_text": "shortanswer",
    "essay": "essay",
}
Lines = Iterator[str]


def write(items: Sequence[ExportItem]) -> tuple[bytes, list[Note]]:
    """One bank, items under their topics as categories."""
    notes: list[Note] = []
    lines: list[str] = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    topic = ""
    for item in items:
        if item.content.kind not in TYPES:
            notes.append(not_written(item, NAME))
            continue
        notes += not_kept(item, HOLDS)
        if item.topic != topic:
            topic = item.topic
            lines += _category(topic)
        lines += _question(item)
    return "\n".join([*lines, "</quiz>", ""]).encode(), notes


def _category(topic: str) -> Lines:
    yield '<question type="category">'
    yield f"<category><text>{escape(f'$course$/top/{path_of(topic)}')}</text></category>"
    yield "</question>"


def _question(item: ExportItem) -> Lines:
    content = item.content
    yield f'<question type="{TYPES[content.kind]}">'
    yield f"<name><text>{escape(item.code)}</text></name>"
    yield _text("questiontext", asked(content), item)
    yield _text("generalfeedback", Said(content.explanation, content.markup.explanation), item)
    yield "<defaultgrade>1</defaultgrade><penalty>0</penalty><hidden>0</hidden>"
    yield f"<idnumber>{escape(item.code)}</idnumber>"
    yield from ANSWERS[content.kind](item)
    if tags := tags_of(item):
        yield "<tags>"
        yield from (f"<tag><text>{escape(tag)}</text></tag>" for tag in tags)
        yield "</tags>"
    yield "</question>"


def _text(name: str, said: Said, item: ExportItem, attributes: str = "", inside: str = "") -> str:
    """A text in the format it is in, with the pictures that it shows."""
    files = ""
    if said.markup:
        text = PICTURE.sub(r"@@PLUGINFILE@@/\1.webp", said.markup)
        shown = dict.fromkeys(PICTURE.findall(said.markup))
        files = "".join(_file(digest, item) for digest in shown if digest in item.pictures)
        style = "html"
    else:
        text, style = said.text, "plain_text"
    start = f'<{name} format="{style}"{attributes}>'
    return f"{start}<text>{escape(text, quote=False)}</text>{files}{inside}</{name}>"


def _file(digest: str, item: ExportItem) -> str:
    body = base64.b64encode(item.pictures[digest]).decode("ascii")
    return f'<file name="{digest}.webp" path="/" encoding="base64">{body}</file>'


def _answer(said: Said, share: Decimal, item: ExportItem, inside: str = "") -> str:
    inside = f'<feedback format="html"><text></text></feedback>{inside}'
    return _text("answer", said, item, f' fraction="{share:f}"', inside)


def _choice(item: ExportItem) -> Lines:
    yield f"<single>{str(item.content.kind == 'single').lower()}</single>"
    yield "<shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering>"
    for at, share in enumerate(shares(item.content)):
        yield _answer(option_said(item.content, at), share, item)


def _true_false(item: ExportItem) -> Lines:
    is_true = list(item.content.key) == [0]
    for word in ("true", "false"):
        yield _answer(Said(word), Decimal(100 * ((word == "true") == is_true)), item)


def _short_text(item: ExportItem) -> Lines:
    key = key_of(item.content)
    yield f"<usecase>{int(bool(key.get('exact_case')))}</usecase>"
    for one in key["accepted"]:
        yield _answer(Said(one.replace("*", "\\*")), Decimal(100), item)


def _number(item: ExportItem) -> Lines:
    key = key_of(item.content)
    tolerance = f"<tolerance>{key.get('tolerance', '0')}</tolerance>"
    yield _answer(Said(key["value"]), Decimal(100), item, tolerance)
    if item.content.unit:
        name = escape(item.content.unit)
        yield f"<units><unit><multiplier>1</multiplier><unit_name>{name}</unit_name></unit></units>"
    kind = 0 if item.content.unit else 3
    yield "<unitgradingtype>0</unitgradingtype><unitpenalty>0</unitpenalty>"
    yield f"<showunits>{kind}</showunits>"


def _matching(item: ExportItem) -> Lines:
    content = item.content
    yield "<shuffleanswers>true</shuffleanswers>"
    for at, target in enumerate(content.key):
        yield _pair(option_said(content, at), content.targets[target], item)
    for at in sorted(set(range(len(content.targets))) - set(content.key)):
        yield _pair(Said(), content.targets[at], item)


def _pair(left: Said, right: str, item: ExportItem) -> str:
    answer = f"<answer><text>{escape(right, quote=False)}</text></answer>"
    return _text("subquestion", left, item, "", answer)


def _ordering(item: ExportItem) -> Lines:
    yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
    yield "<gradingtype>ABSOLUTE_POSITION</gradingtype><showgrading>SHOW</showgrading>"
    for place, at in enumerate(item.content.key, 1):
        yield _answer(option_said(item.content, at), Decimal(place), item)


def _essay(item: ExportItem) -> Lines:
    lines = rubric_lines(item.content)
    yield "<responseformat>plain</responseformat><responserequired>1</responserequired>"
    yield "<responsefieldlines>15</responsefieldlines><attachments>0</attachments>"
    yield _text("graderinfo", Said("\n".join(lines)), item)


ANSWERS: Mapping[str, Callable[[ExportItem], Lines]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
    "short_text": _short_text,
    "essay": _essay,
}
