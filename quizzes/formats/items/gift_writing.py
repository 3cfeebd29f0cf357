"""Items as GIFT, as Moodle reads it: every text says whether it is plain or HTML."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from quizzes.formats.item_content import ItemContent, Note
from quizzes.formats.item_reading import ExportItem
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.keeping import PICTURE, key_of, not_kept, not_written

NAME = "gift"
HOLDS = frozenset({"difficulty", "tags"})
_SPECIAL = re.compile(r"([\\~=#{}:])")
_IMAGE = re.compile(r"<img\b[^>]*>")


def write(items: Sequence[ExportItem]) -> tuple[bytes, list[Note]]:
    """One text, items under their topics."""
    notes: list[Note] = []
    blocks: list[str] = []
    topic = ""
    for item in items:
        answers = ANSWERS.get(item.content.kind)
        if answers is None:
            notes.append(not_written(item, "GIFT"))
            continue
        notes += not_kept(item, HOLDS)
        if item.topic != topic:
            topic = item.topic
            blocks.append(f"$CATEGORY: $course$/top/{path_of(topic)}")
        blocks.append(_block(item, answers(item.content)))
    return "\n\n".join([*blocks, ""]).encode(), notes


def path_of(topic: str) -> str:
    """A topic as a category: its own slashes part it as they are."""
    return " ".join(topic.split())


def tags_of(item: ExportItem) -> list[str]:
    """The item's tags, with one for how hard it is, and for whom and what it is."""
    level = [f"difficulty:{item.difficulty}"] if item.difficulty else []
    return [*level, *facts_of(item), *item.tags]


def facts_of(item: ExportItem) -> list[str]:
    """Audience and competences in the shape of tags."""
    people = [f"audience:{one}" for one in item.audience]
    return [*people, *(f"competence:{one}" for one in item.competences)]


def shares(content: ItemContent) -> list[Decimal]:
    """What each option of a choice is worth, in per cent; wrong ones take away their part."""
    right = set(content.key)
    if content.kind == "single":
        return [Decimal(100 if at in right else 0) for at in range(len(content.options))]
    gain = _part(len(right))
    loss = -_part(len(content.options) - len(right))
    return [gain if at in right else loss for at in range(len(content.options))]


def _part(count: int) -> Decimal:
    """As Moodle writes a share; it knows the parts of up to ten."""
    return (Decimal(100) / count).quantize(Decimal("0.00001")).normalize()


def asked(content: ItemContent) -> Said:
    """The stem below what it is asked about."""
    stem = Said(content.stem, content.markup.stem)
    if content.stimulus is None:
        return stem
    about = Said(content.stimulus.text, content.stimulus.markup)
    dress = about.html + stem.html if about.markup or stem.markup else ""
    return Said(f"{about.text}\n{stem.text}", dress)


def option_said(content: ItemContent, at: int) -> Said:
    markup = content.markup.options
    return Said(content.options[at], markup[at] if markup else "")


def _block(item: ExportItem, answers: str) -> str:
    content = item.content
    tags = "".join(f" [tag:{_in_brackets(tag)}]" for tag in tags_of(item))
    explanation = Said(content.explanation, content.markup.explanation)
    told = f"\n####{_written(explanation)}" if content.explanation else ""
    head = f"// [id:{item.code}]{tags}\n::{_escaped(item.code)}::{_written(asked(content))}"
    return f"{head}{{{answers}{told}\n}}"


def _in_brackets(tag: str) -> str:
    return " ".join(tag.replace("[", "(").replace("]", ")").split())


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _written(said: Said) -> str:
    markup = _IMAGE.sub("", said.markup) if PICTURE.search(said.markup) else said.markup
    if markup:
        return f"[html]{_escaped(markup)}"
    return f"[plain]{_escaped(said.text)}"


def _choice(content: ItemContent) -> str:
    lines = []
    for at, share in enumerate(shares(content)):
        sign = "=" if content.kind == "single" and share else "~"
        weight = f"%{share:f}%" if content.kind == "multiple" else ""
        lines.append(f"\n{sign}{weight}{_written(option_said(content, at))}")
    return "".join(lines)


def _true_false(content: ItemContent) -> str:
    return "TRUE" if list(content.key) == [0] else "FALSE"


def _matching(content: ItemContent) -> str:
    lines = [
        f"\n={_left(content, at)} -> {_right(content.targets[target])}"
        for at, target in enumerate(content.key)
    ]
    others = set(range(len(content.targets))) - set(content.key)
    lines += [f"\n= -> {_right(content.targets[at])}" for at in sorted(others)]
    return "".join(lines)


def _left(content: ItemContent, at: int) -> str:
    said = option_said(content, at)
    return _written(said) if said.markup else f"[plain]{_right(said.text)}"


def _right(text: str) -> str:
    """Without a dress: Moodle would show its name. GIFT knows no way to write its own arrow."""
    return _escaped(text.replace("->", "→"))


def _number(content: ItemContent) -> str:
    return f"#{content.key['value']}:{content.key.get('tolerance', '0')}"


def _short_text(content: ItemContent) -> str:
    accepted = (one.replace("*", "\\*") for one in key_of(content)["accepted"])
    return "".join(f"\n=%100%[plain]{_star_kept(one)}" for one in accepted)


def _star_kept(text: str) -> str:
    return _right(text.replace("\\*", "\0")).replace("\0", "\\*")


ANSWERS: Mapping[str, Callable[[ItemContent], str]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "matching": _matching,
    "number": _number,
    "short_text": _short_text,
    "essay": lambda _content: "",
}
