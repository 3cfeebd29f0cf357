"""Pages of found items: their order, where the next one begins, how many there are in all."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
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
WINDOW: Final = 2_000
"""So many items along the order are looked through for a page before all found ones are."""
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

    Few items are all found and then put in order; of many, the order is walked along until the
    page is full. Left to itself the database may walk past all items to find the only one.
    """
    field, falls = ORDERS[order].lstrip("-"), ORDERS[order].startswith("-")
    if field in _FIGURES:
        newest = ItemStatistic.objects.filter(version__item=OuterRef("pk")).order_by("-computed_at")
        found = found.annotate(figure=Subquery(newest.values(field)[:1]))
        found, field = found.filter(figure__isnull=False), "figure"
    last = _read_cursor(cursor, field)
    try:
        count, rows = _few(found, field, last, falls, size)
    except EmptyResultSet:
        count, rows = 0, []
    is_exact = count <= MOST_COUNTED
    if not is_exact:
        rows = _walked(found, field, last, falls, size)
    shown = rows[:size]
    following = _cursor(field, *shown[-1]) if len(rows) > size else None
    return ItemPage([pk for _, pk in shown], min(count, MOST_COUNTED), is_exact, following)


def _few(
    found: QuerySet[Item], field: str, last: Row | None, falls: bool, size: int
) -> tuple[int, list[Row]]:
    """How many there are, up to one more than are counted, and one more than the page holds.

    Of equal ones the oldest comes first.
    """
    few, parameters = found.values_list(field, "pk")[: MOST_COUNTED + 1].query.sql_with_params()
    later = f"WHERE value {'<' if falls else '>'} %s OR value = %s AND id > %s" if last else ""
    order = f"value {'DESC' if falls else 'ASC'}, id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH few (value, id) AS MATERIALIZED ({few}),
            page AS (SELECT value, id FROM few {later} ORDER BY {order} LIMIT %s)
            SELECT (SELECT count(*) FROM few), value, id
            FROM (VALUES (1)) AS once LEFT JOIN page ON true ORDER BY {order}
            """,
            [*parameters, *((last[0], *last) if last else ()), size + 1],
        )
        rows = cursor.fetchall()
    return rows[0][0], [(value, pk) for _, value, pk in rows if pk is not None]


def _walked(
    found: QuerySet[Item], field: str, last: Row | None, falls: bool, size: int
) -> list[Row]:
    """One more than the page holds.

    Among the next ones along the order the search is asked of each row, with the window standing
    in for the table: the database would read every match from the index of words once more.
    """
    rows = _in_order(found, field, last, falls)[: size + 1]
    if field != "figure":
        next_ones = _in_order(Item.objects.all(), field, last, falls)[:WINDOW]
        window, bounds = next_ones.query.sql_with_params()
        search, asked = rows.values_list(field, "pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"WITH quizzes_item AS ({window}) {search}", [*bounds, *asked])
            near: list[Row] = cursor.fetchall()
        if len(near) > size:
            return near
    return list(rows.values_list(field, "pk"))


def _in_order(found: QuerySet[Item], field: str, last: Row | None, falls: bool) -> QuerySet[Item]:
    """Those after the last one."""
    if last is not None:
        value, pk = last
        step = "lt" if falls else "gt"
        found = found.filter(Q(**{f"{field}__{step}": value}) | Q(**{field: value, "pk__gt": pk}))
    by = F(field).desc() if falls else F(field).asc()
    return found.order_by(by, "pk")


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
