"""Pages of found items: their order, where the next one begins, how many there are in all."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.dateparse import parse_datetime

from quizzes.models import Item, ItemStatistic

PAGE, LARGEST_PAGE = 50, 200
MOST_COUNTED: Final = 1_000
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
Row = tuple[Any, int]
"""What an item is ordered by, and its id."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """`total` is exact up to MOST_COUNTED; `following` is the cursor of the next page, if any."""

    ids: list[int]
    total: int
    is_exact: bool
    following: str | None


def page_of(found: QuerySet[Item], order: str, cursor: str, size: int) -> ItemPage:
    """So many items after the cursor. One that was not given for this order begins anew.

    Few items are all read and put in order here; of many, the order is walked along until the
    page is full. Left to itself the database may walk past all items to find the only one.
    """
    field, falls = ORDERS[order].lstrip("-"), ORDERS[order].startswith("-")
    if field in _FIGURES:
        newest = ItemStatistic.objects.filter(version__item=OuterRef("pk")).order_by("-computed_at")
        found = found.annotate(figure=Subquery(newest.values(field)[:1]))
        found, field = found.filter(figure__isnull=False), "figure"
    last = _read_cursor(cursor, field)
    few = list(found.values_list(field, "pk")[: MOST_COUNTED + 1])
    is_exact = len(few) <= MOST_COUNTED
    rows = _in_order(few, last, falls) if is_exact else _walked(found, field, last, falls, size)
    shown = rows[:size]
    following = _cursor(field, *shown[-1]) if len(rows) > size else None
    return ItemPage([pk for _, pk in shown], min(len(few), MOST_COUNTED), is_exact, following)


def _in_order(rows: list[Row], last: Row | None, falls: bool) -> list[Row]:
    """Those after the last one: by value, of equal ones the oldest first."""
    ordered = sorted(sorted(rows, key=itemgetter(1)), key=itemgetter(0), reverse=falls)
    if last is None:
        return ordered
    value, pk = last

    def is_later(row: Row) -> bool:
        if row[0] == value:
            return row[1] > pk
        return bool(row[0] < value) if falls else bool(row[0] > value)

    return [row for row in ordered if is_later(row)]


def _walked(
    found: QuerySet[Item], field: str, last: Row | None, falls: bool, size: int
) -> list[Row]:
    """One more than the page holds."""
    if last is not None:
        value, pk = last
        step = "lt" if falls else "gt"
        found = found.filter(Q(**{f"{field}__{step}": value}) | Q(**{field: value, "pk__gt": pk}))
    by = F(field).desc() if falls else F(field).asc()
    return list(found.order_by(by, "pk").values_list(field, "pk")[: size + 1])


def _read_cursor(cursor: str, field: str) -> Row | None:
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
