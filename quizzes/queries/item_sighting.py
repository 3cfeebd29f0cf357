"""Who has seen the items of a contest before it opened."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min

from quizzes.models import Contest, ItemSighting, Round, RoundItem


def unopened_contests(items: Iterable[int], now: datetime) -> list[tuple[UUID, list[str]]]:
    """The contests with a round yet to open that may draw one of the items, with their codes."""
    rows = RoundItem.objects.filter(version__item__in=list(items), round__opens_at__gt=now)
    found: dict[UUID, set[str]] = defaultdict(set)
    for contest, code in rows.values_list("round__contest__uuid", "version__item__code"):
        found[contest].add(code)
    return [(contest, sorted(codes)) for contest, codes in found.items()]


def sightings_of(contest: Contest) -> dict[str, Any]:
    """By round, who read how many of its items before it opened, and when first and last.

    Of a round that has opened, what was seen until then. Sightings are kept by the day, so one of
    the opening's day counts where it began before the opening.
    """
    rounds = []
    for round_ in Round.objects.filter(contest=contest).order_by("number"):
        seen = ItemSighting.objects.filter(
            item__versions__round_items__round=round_, first_at__lt=round_.opens_at
        )
        people = (
            seen.values("person__uuid", name=F("person__full_name"))
            .annotate(
                items=Count("item", distinct=True),
                since=Min("first_at"),
                until=Max("first_at"),
            )
            .order_by("-items", "name")
        )
        ways: dict[UUID, set[str]] = defaultdict(set)
        for person, way in seen.values_list("person__uuid", "way").distinct():
            ways[person].add(way)
        rounds.append(
            {
                "number": round_.number,
                "title": round_.title,
                "opens_at": round_.opens_at,
                "items": round_.round_items.count(),
                "people": [
                    {
                        "uuid": one["person__uuid"],
                        "name": one["name"],
                        "items": one["items"],
                        "first_at": one["since"],
                        "last_at": one["until"],
                        "ways": sorted(ways[one["person__uuid"]]),
                    }
                    for one in people
                ],
            }
        )
    return {"rounds": rounds}
