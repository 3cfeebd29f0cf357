"""Pages of found items: their order, where the next one begins, how many there are in all."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.dateparse import parse_datetime

from quizzes.models import Item, ItemStatistic

PAGE, LARGEST_PAGE = 50, 200
MOST_COUNTED: Final = 10_000
"""More than these are told as "more than"."""
ORDERS: Final[Mapping[str, str]] = {
    "newest": "-updated_at",
    "oldest": "updated_at",
    "code": "code",
    "hardest": "facility",
    "easiest": "-facility",
    "least_telling": "discrimination",
}
SLUG: Final = re.compile(r"[\w-]+")
_FIGURES = {"facility", "discrimination"}


def page_of(
    items: QuerySet[Item], order: str, cursor: str, size: int
) -> tuple[list[Item], str | None]:
    """So many items after the cursor, and the cursor of those that follow them.

    A cursor that was not given for this order begins anew.
    """
    field, falls = ORDERS[order].lstrip("-"), ORDERS[order].startswith("-")
    if field in _FIGURES:
        newest = ItemStatistic.objects.filter(version__item=OuterRef("pk")).order_by("-computed_at")
        items = items.annotate(figure=Subquery(newest.values(field)[:1]))
        items, field = items.filter(figure__isnull=False), "figure"
    last = _read_cursor(cursor, field)
    if last is not None:
        value, pk = last
        step = "lt" if falls else "gt"
        items = items.filter(Q(**{f"{field}__{step}": value}) | Q(**{field: value, "pk__gt": pk}))
    by = F(field).desc() if falls else F(field).asc()
    found = list(items.order_by(by, "pk")[: size + 1])
    if len(found) <= size:
        return found, None
    last_shown = found[size - 1]
    return found[:size], _cursor(field, getattr(last_shown, field), last_shown.pk)


def count_of(items: QuerySet[Item]) -> tuple[int, bool]:
    """How many there are, and whether that is all: counting stops at MOST_COUNTED."""
    counted = items.values("pk")[: MOST_COUNTED + 1].count()
    return min(counted, MOST_COUNTED), counted <= MOST_COUNTED


def _read_cursor(cursor: str, field: str) -> tuple[Any, int] | None:
    """What the last item of the page before was ordered by; None where it cannot be read."""
    try:
        name, value, pk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        if name != field or type(pk) is not int or not 0 < pk < 2**63:
            return None
        if field == "figure":
            return (float(value), pk) if isinstance(value, int | float) else None
        return (_moment(value) if field == "updated_at" else _code(value)), pk
    except (ValueError, TypeError, binascii.Error):
        return None


def _moment(value: Any) -> datetime:
    found = parse_datetime(value)
    if found is None or found.tzinfo is None:
        raise ValueError
    return found


def _code(value: Any) -> str:
    if not SLUG.fullmatch(value):
        raise ValueError
    return str(value)


def _cursor(field: str, value: Any, pk: int) -> str:
    written = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(json.dumps([field, written, pk]).encode()).decode()
