"""Find items: words without diacritics, and everything else that one may ask of the bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from quizzes.formats.item_words import wanted_words
from quizzes.models import (
    Item,
    ItemComment,
    ItemDraft,
    ItemStatistic,
    RoundItem,
    Topic,
)

SOON = timedelta(days=60)


class _Matches(Func):
    """Words against a query that is written already: Django's own would read it as a text."""

    template, arg_joiner = "(%(expressions)s)", " @@ "
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class ItemSearch:
    """What is looked for; empty parts ask for nothing. Words and tags all must match.

    Words are looked for whole, the last one by how it begins: it may still be being typed.

    `used`: never, contest (in any round) or open (in a round that is not over). `source`: missing,
    expired or expiring. `draft`: whether there is a working copy. `order`: hardest, easiest and
    least_telling show items with figures alone.
    """

    q: str = ""
    topic: Sequence[str] = ()
    kind: Sequence[str] = ()
    difficulty: Sequence[str] = ()
    status: Sequence[str] = ()
    use: str = ""
    tag: Sequence[str] = ()
    competence: Sequence[str] = ()
    audience: Sequence[str] = ()
    language: str = ""
    author: UUID | None = None
    reviewable_by: int | None = None
    alarm: bool | None = None
    facility_from: float | None = None
    facility_to: float | None = None
    discrimination_from: float | None = None
    discrimination_to: float | None = None
    used: str = ""
    source: str = ""
    draft: bool | None = None
    commented: bool | None = None
    code: Sequence[str] = ()
    order: str = "newest"


def found_items(search: ItemSearch, today: date) -> QuerySet[Item]:
    """Unordered; see `page_of`."""
    items = Item.objects.order_by()
    for field in ("kind", "difficulty", "status", "code"):
        wanted = list(getattr(search, field))
        if wanted:
            items = items.filter(**{f"{field}__in": wanted})
    for field in ("use", "language"):
        if getattr(search, field):
            items = items.filter(**{field: getattr(search, field)})
    if search.topic:
        items = items.filter(topic__in=subtree(search.topic))
    if search.tag:
        items = items.filter(tags__contains=list(search.tag))
    if search.audience:
        items = items.filter(audience__overlap=list(search.audience))
    for code in search.competence:
        framework, _, line = code.partition(":")
        own = Item.competences.through.objects.filter(
            Q(competence__framework=framework, competence__code=line)
            | Q(competence__parent__framework=framework, competence__parent__code=line),
            item=OuterRef("pk"),
        )
        items = items.filter(Exists(own))
    if words := wanted_words(search.q):
        # After what is cheaper to look at: where the database reads row by row it keeps the order.
        items = items.filter(_Matches("search", Cast(Value(words), SearchQueryField())))
    return _by_history(_by_figures(items, search), search, today)


def subtree(codes: Sequence[str]) -> set[int]:
    """Ids of the topics and of all below them."""
    children: dict[int | None, list[int]] = {}
    found = set()
    for pk, code, parent in Topic.objects.values_list("pk", "code", "parent"):
        children.setdefault(parent, []).append(pk)
        if code in codes:
            found.add(pk)
    waiting = list(found)
    while waiting:
        below = [one for one in children.get(waiting.pop(), ()) if one not in found]
        found.update(below)
        waiting.extend(below)
    return found


def _by_figures(items: QuerySet[Item], search: ItemSearch) -> QuerySet[Item]:
    figures = ItemStatistic.objects.filter(version__item=OuterRef("pk"))
    ranges = {
        f"{field}__{bound}": value
        for field in ("facility", "discrimination")
        for bound, value in (
            ("gte", getattr(search, f"{field}_from")),
            ("lte", getattr(search, f"{field}_to")),
        )
        if value is not None
    }
    if ranges:
        items = items.filter(Exists(figures.filter(**ranges)))
    if search.alarm is not None:
        alarmed = Exists(figures.exclude(alarms=[]))
        items = items.filter(alarmed if search.alarm else ~alarmed)
    return items


def _by_history(items: QuerySet[Item], search: ItemSearch, today: date) -> QuerySet[Item]:
    used = RoundItem.objects.filter(version__item=OuterRef("pk"))
    if search.used == "never":
        # Told apart from a list, the order can be walked along; an anti-join reads every item.
        items = items.exclude(pk__in=RoundItem.objects.values("version__item"))
    elif search.used == "contest":
        items = items.filter(Exists(used))
    elif search.used == "open":
        items = items.filter(Exists(used.filter(round__state="running")))
    if search.source == "missing":
        items = items.filter(has_source=False)
    elif search.source == "expired":
        items = items.filter(ends_on__lt=today)
    elif search.source == "expiring":
        items = items.filter(ends_on__gte=today, ends_on__lte=today + SOON)
    if search.author is not None:
        items = items.filter(author__uuid=search.author)
    if search.draft is not None:
        drafted = Exists(ItemDraft.objects.filter(item=OuterRef("pk")))
        items = items.filter(drafted if search.draft else ~drafted)
    if search.commented is not None:
        open_ = Exists(ItemComment.objects.filter(item=OuterRef("pk"), settled_at=None))
        items = items.filter(open_ if search.commented else ~open_)
    if search.reviewable_by is not None:
        items = items.filter(status="needs_review").exclude(
            newest__writers__contains=[search.reviewable_by]
        )
    return items
