"""The bank as a whole: where its keys stand, what it lacks, what it holds twice."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, Q

from quizzes.enums import ItemStatus
from quizzes.models import Item
from quizzes.queries.item_search import SOON, subtree
from quizzes.rules.item_checks import position_bias

MOST_GROUPS = 100
# Where the right option of items with one right option stands, by how many options they have.
_POSITIONS = """
    SELECT jsonb_array_length(version.options), (key.correct ->> 0)::integer, count(*)
    FROM quizzes_item item
    JOIN quizzes_itemversion version ON version.id = coalesce(item.current_id, item.newest_id)
    JOIN LATERAL (
        SELECT correct FROM quizzes_itemkey WHERE version_id = version.id
        ORDER BY number DESC LIMIT 1
    ) key ON true
    WHERE version.kind = 'single' AND item.status <> 'retired' AND item.topic_id = ANY(%s)
    GROUP BY 1, 2
"""


def bank_report(topics: list[str], today: date) -> dict[str, Any]:
    """Of the items below these topics, or of all, retired ones left out."""
    items = Item.objects.exclude(status=ItemStatus.RETIRED).order_by()
    wanted = subtree(topics) if topics else subtree_of_all()
    items = items.filter(topic__in=wanted)
    counts = items.aggregate(
        total=Count("pk"),
        missing=Count("pk", filter=Q(has_source=False)),
        expired=Count("pk", filter=Q(ends_on__lt=today)),
        expiring=Count("pk", filter=Q(ends_on__gte=today, ends_on__lte=today + SOON)),
    )
    groups = (
        items.exclude(likeness="")
        .values("likeness")
        .annotate(count=Count("pk"), codes=ArrayAgg("code", order_by="code"))
        .filter(count__gt=1)
        .order_by("-count", "likeness")
    )
    return {
        "total": counts["total"],
        "sources": {name: counts[name] for name in ("missing", "expired", "expiring")},
        "positions": _positions(sorted(wanted)),
        "duplicates": {
            "total": groups.count(),
            "groups": [group["codes"] for group in groups[:MOST_GROUPS]],
        },
    }


def subtree_of_all() -> set[int]:
    """Every topic that has items."""
    return set(Item.objects.order_by().values_list("topic", flat=True).distinct())


def _positions(topics: list[int]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_POSITIONS, [topics])
        rows = cursor.fetchall()
    places: dict[int, list[int]] = defaultdict(list)
    for options, place, count in rows:
        if place is None or not 0 <= place < options:
            continue
        own = places[options]
        own.extend([0] * (options - len(own)))
        own[place] += count
    return [
        {
            "options": bias.options,
            "counts": list(bias.counts),
            "chance": bias.chance,
            "is_beyond_chance": bias.is_beyond_chance,
        }
        for bias in position_bias(places)
    ]
