"""What items are sorted by: topics, competences, tags, authors, each with how many there are."""

from collections import Counter
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from backend.accounts.models import User
from quizzes.models import Competence, Item, Topic

MOST_TAGS = 500
_TAGS = """
    SELECT tag, count(*) FROM quizzes_item, unnest(tags) AS tag
    GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %s
"""
FACETS = ("topic", "difficulty", "status", "kind", "use")


def facets_of(items: QuerySet[Item]) -> dict[str, Any]:
    """How many of the found items there are by each facet: one statement."""
    fields = ["topic__code", *FACETS[1:]]
    rows = items.values_list(*fields).annotate(count=Count("pk")).order_by()
    counters: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    total = 0
    for *values, count in rows:
        total += count
        for name, value in zip(FACETS, values, strict=True):
            counters[name][value] += count
    sorted_ = {name: dict(sorted(counter.items())) for name, counter in counters.items()}
    return {"total": total, **sorted_}


def vocabulary() -> dict[str, Any]:
    """What the forms and filters of the bank offer."""
    with connection.cursor() as cursor:
        cursor.execute(_TAGS, [MOST_TAGS])
        tags = [{"tag": tag, "items": count} for tag, count in cursor.fetchall()]
    topics = Topic.objects.select_related("parent").annotate(items_in_it=Count("items"))
    authors = Item.objects.exclude(author=None).order_by().values_list("author").distinct()
    return {
        "topics": [
            {
                "code": topic.code,
                "name": topic.name,
                "parent": topic.parent.code if topic.parent else None,
                "items": topic.items_in_it,
            }
            for topic in topics.order_by("position", "code")
        ],
        "competences": [
            {
                "framework": one.framework,
                "code": one.code,
                "name": one.name,
                "name_en": one.name_en,
                "parent": one.parent.code if one.parent else None,
            }
            for one in Competence.objects.select_related("parent")
        ],
        "tags": tags,
        "authors": [
            {"uuid": one.uuid, "name": one.full_name}
            for one in User.objects.filter(pk__in=authors).order_by("full_name")
        ],
    }
