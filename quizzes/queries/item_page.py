"""Pages of found items: their order, where the next one begins, how many there are in all."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.dateparse import parse_datetime

from quizzes.models import Item, ItemStatistic

PAGE, LARGEST_PAGE = 50, 200
MOST_COUNTED: Final = 2_000
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


@dataclass(frozen=True, slots=True)
class ItemPage:
    """`total` is exact up to MOST_COUNTED; `following` is the cursor of the next page, if any."""

    items: list[Item]
    total: int
    is_exact: bool
    following: str | None


def page_of(found: QuerySet[Item], order: str, cursor: str, size: int) -> ItemPage:
    """So many items after the cursor. One that was not given for this order begins anew.

    Few items are found first and then put in order; of many, the order is walked along until the
    page is full. Left to itself the database may walk past all items to find the only one.
    """
    few = list(found.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if len(few) <= MOST_COUNTED:
        found = Item.objects.filter(pk__in=few)
    items, following = _slice(found, order, cursor, size)
    return ItemPage(items, min(len(few), MOST_COUNTED), len(few) <= MOST_COUNTED, following)


def _slice(
    items: QuerySet[Item], order: str, cursor: str, size: int
) -> tuple[list[Item], str | None]:
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
    names = {"pk", field} - {"figure"}
    found = list(items.order_by(by, "pk").only(*names)[: size + 1])
    if len(found) <= size:
        return found, None
    last_shown = found[size - 1]
    return found[:size], _cursor(field, getattr(last_shown, field), last_shown.pk)


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
