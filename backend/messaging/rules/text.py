"""Texts with fields such as {ten}. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_FIELD = re.compile(r"\{([a-z_]+)\}")


def filled(text: str, fields: Mapping[str, str]) -> str:
    """The text with its known fields in place; what is not known stays as it was typed."""
    return _FIELD.sub(lambda found: fields.get(found[1], found[0]), text)


def unknown_fields(text: str, known: frozenset[str]) -> list[str]:
    """Fields that nobody will fill in."""
    return sorted({name for name in _FIELD.findall(text) if name not in known})


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter says, and where it leads."""

    subject: str
    body: str
    link: str = ""


def together(texts: Sequence[Text], several: str) -> Text:
    """One letter of several: each under its subject, whoever is greeted once.

    `several` is its subject, with {so} for how many and {dau} for the first one's subject.
    """
    [first, *others] = texts
    if not others:
        return first
    greeting = first.body.partition("\n\n")[0]
    pieces = [greeting]
    for one in texts:
        body = one.body.removeprefix(greeting).strip()
        pieces.append("\n".join(filter(None, (f"• {one.subject}", body, one.link))))
    subject = filled(several, {"so": str(len(texts)), "dau": first.subject})
    return Text(subject, "\n\n".join(pieces))
