"""What the bank offers a contest: approved items with a key, by topic and difficulty."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quizzes.enums import ItemStatus, ItemUse
from quizzes.models import Attempt, Contest, Item, ItemKey, Topic


def usable_items() -> QuerySet[Item]:
    """Items for contests whose approved version, `current`, has a key."""
    items = Item.objects.filter(use=ItemUse.CONTEST).exclude(status=ItemStatus.RETIRED)
    return items.filter(Exists(ItemKey.objects.filter(version=OuterRef("current"))))


def usable_versions(topics: Iterable[str]) -> list[int]:
    items = usable_items().filter(topic__code__in=list(topics))
    return [item.current_id for item in items.order_by("pk") if item.current_id]


def available_items(topics: Iterable[str]) -> dict[tuple[str, str], int]:
    """How many items there are of each (topic, difficulty)."""
    items = usable_items().filter(topic__code__in=list(topics))
    rows = items.values_list("topic__code", "difficulty").annotate(number=Count("pk"))
    return {(topic, difficulty): number for topic, difficulty, number in rows}


def bank_topics() -> list[dict[str, Any]]:
    """Each topic with its usable items by difficulty, and those that still await their review.

    Without the topics that are only practised.
    """
    usable = {topic.code: {"easy": 0, "medium": 0, "hard": 0} for topic in Topic.objects.all()}
    for (code, difficulty), number in available_items(usable).items():
        usable[code][difficulty] = number
    for_contests = Q(items__use=ItemUse.CONTEST)
    unfinished = Q(items__status__in=[ItemStatus.DRAFT, ItemStatus.NEEDS_REVIEW])
    topics = Topic.objects.annotate(
        items_in_all=Count("items"),
        items_for_contests=Count("items", filter=for_contests),
        waiting=Count("items", filter=for_contests & unfinished),
    )
    return [
        {"code": topic.code, "name": topic.name, **usable[topic.code], "waiting": topic.waiting}
        for topic in topics.filter(Q(items_in_all=0) | Q(items_for_contests__gt=0))
    ]


def contest_pool(contest: Contest) -> dict[str, Any]:
    """What the bank offers this contest, and what its newest rulebook asks for."""
    blueprint = contest.rulebooks.latest("number").document["paper"]["blueprint"]
    return {
        "topics": bank_topics(),
        "blueprint": blueprint,
        "chosen": list(dict.fromkeys(cell["topic"] for cell in blueprint)),
        "is_fixed": Attempt.objects.filter(round__contest=contest).exists(),
    }
