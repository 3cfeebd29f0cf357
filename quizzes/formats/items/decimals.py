"""Numbers as other programs write them."""

import re
from decimal import Decimal, InvalidOperation

MOST_DIGITS = 18
_DECIMAL = re.compile(
    r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?"
)


def read_decimal(text: str) -> Decimal | None:
    """A number with a point, "1.5e3"; where there is none, a comma is taken for one."""
    bare = text.strip().replace("\u2212", "-")
    if "." not in bare and bare.count(",") == 1:
        bare = bare.replace(",", ".")
    if not _DECIMAL.fullmatch(bare):
        return None
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return number if abs(number.adjusted()) < MOST_DIGITS else None


def written_decimal(number: Decimal) -> str | None:
    """The one form, "1234.5", or None where it would be too long for a key."""
    if abs(number.adjusted()) >= MOST_DIGITS:
        return "0" if not number else None
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        text = "0"
    return text if len(text) <= MOST_DIGITS + 1 else None
