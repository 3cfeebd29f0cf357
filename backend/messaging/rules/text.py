"""Texts with fields such as {ten}. Pure."""

import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{([a-z_]+)\}")


def filled(text: str, fields: Mapping[str, str]) -> str:
    """The text with its known fields in place; what is not known stays as it was typed."""
    return _FIELD.sub(lambda found: fields.get(found[1], found[0]), text)


def unknown_fields(text: str, known: frozenset[str]) -> list[str]:
    """Fields that nobody will fill in."""
    return sorted({name for name in _FIELD.findall(text) if name not in known})
