"""What anyone may practise, what comes next for a person, and how far they have come.

An item that a round has pinned is out of reach until that round's result is published and its
rulebook tells the key by then, whatever version of it the round took: see `practisable`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from backend.accounts.models import User
from backend.common.errors import NotVisible
from quizzes.enums import ItemKind, ItemStatus, ItemUse, RoundState
from quizzes.models import Item, ItemVersion, PracticeCard, PracticeDay, Round, RoundItem
from quizzes.queries.bank import Content, contents_of, scored_items
from quizzes.queries.paper import dress, shown_item, shown_value, token_key
from quizzes.queries.review import explained, reviewed_answer
from quizzes.queries.rulebook import tells
from quizzes.rules.practice import streak
from quizzes.rules.response import read_answers
from quizzes.rules.scoring import ScoringPolicy, score_paper
from quizzes.rules.tokens import NOTHING, AttemptGrant, packed

BATCH = 10
DAYS_LOOKED_AT = 400
WHOLE = 100
SLOT = 1
_JUDGED = ScoringPolicy(points_per_item=WHOLE, partial=True)
_lots = SystemRandom()


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to practise. `cursor` walks through all items in a turn of its own."""

    topics: Sequence[str] = ()
    audience: str = ""
    only_wrong: bool = False
    only_due: bool = False
    ahead: bool = False
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The next items; `next_due_at` where nothing is left but what was answered not long ago."""

    items: list[dict[str, Any]]
    cursor: str = ""
    next_due_at: datetime | None = None


def practisable(topics: Sequence[str] = (), audience: str = "") -> QuerySet[Item]:
    """Approved practice items whose key no round keeps to itself, judged by the machine alone."""
    pinned = RoundItem.objects.filter(version__item=OuterRef("pk")).exclude(
        round__in=_rounds_that_told()
    )
    items = (
        Item.objects.filter(use=ItemUse.PRACTICE, current__isnull=False)
        .exclude(status=ItemStatus.RETIRED)
        .exclude(kind=ItemKind.ESSAY)
        .exclude(Exists(pinned))
    )
    if topics:
        items = items.filter(topic__code__in=topics)
    if audience:
        items = items.filter(Q(audience=[]) | Q(audience__contains=[audience]))
    return items


def _rounds_that_told() -> list[int]:
    """Published rounds whose key is told; what they held may be practised."""
    published = Round.objects.filter(state=RoundState.PUBLISHED)
    rounds = published.only("number", "state", "rulebook_id")
    return [one.pk for one in rounds if tells(one, "key")]


def next_items(person: User | None, wish: Wish, now: datetime) -> Batch:
    """What is due comes first, then what is new; at most BATCH items by a handful of queries."""
    items = practisable(wish.topics, wish.audience)
    if person is None:
        fresh, cursor = _in_turn(items, wish.cursor, BATCH)
        return Batch(_shown(fresh), cursor)
    cards = PracticeCard.objects.filter(person=person, item__in=items).order_by("due_at", "pk")
    if wish.only_wrong:
        return Batch(_shown(_items_of(cards.filter(was_right=False)[:BATCH])))
    if wish.ahead:
        return Batch(_shown(_items_of(cards[:BATCH])))
    due = _items_of(cards.filter(due_at__lte=now)[:BATCH])
    if wish.only_due:
        return Batch(_shown(due), next_due_at=None if due else _next_due(cards))
    known = PracticeCard.objects.filter(person=person, item=OuterRef("pk"))
    fresh, cursor = _in_turn(items.exclude(Exists(known)), wish.cursor, BATCH - len(due))
    shown = _shown([*due, *fresh])
    return Batch(shown, cursor, None if shown else _next_due(cards))


def _next_due(cards: QuerySet[PracticeCard]) -> datetime | None:
    return cards.values_list("due_at", flat=True).first()


def _items_of(cards: QuerySet[PracticeCard]) -> list[Item]:
    return [card.item for card in cards.select_related("item__topic")]


def _in_turn(items: QuerySet[Item], cursor: str, count: int) -> tuple[list[Item], str]:
    """The next items in the order of their random names, once around from where one began."""
    start, after = _read_cursor(cursor)
    ordered = items.select_related("topic").order_by("uuid")
    if after >= start:
        found = list(ordered.filter(uuid__gt=after)[:count])
        if len(found) < count:
            found += ordered.filter(uuid__lt=start)[: count - len(found)]
    else:
        found = list(ordered.filter(uuid__gt=after, uuid__lt=start)[:count])
    last = found[-1].uuid if found else after
    return found, f"{start.hex}{last.hex}"


def _read_cursor(cursor: str) -> tuple[UUID, UUID]:
    try:
        return UUID(cursor[:32]), UUID(cursor[32:])
    except ValueError:
        start = uuid4()
        return start, start


def _shown(items: Sequence[Item]) -> list[dict[str, Any]]:
    versions = ItemVersion.objects.in_bulk([item.current_id for item in items])
    shown = []
    for item in items:
        assert item.current_id is not None
        version = versions[item.current_id]
        version.item = item
        shown.append(version)
    return shown_versions(shown)


def practice_versions(codes: Iterable[str]) -> dict[str, ItemVersion]:
    """What may be practised of the items named by code, each as it is current."""
    items = practisable().filter(code__in=set(codes)).select_related("current", "topic")
    found = {}
    for item in items:
        assert item.current is not None
        item.current.item = item
        found[item.code] = item.current
    return found


def shown_versions(versions: Iterable[ItemVersion]) -> list[dict[str, Any]]:
    """The items as a device needs them, without a key; each version knows its item and topic."""
    some = list(versions)
    contents = contents_of(version.pk for version in some)
    shown = []
    for version in some:
        item, content = version.item, contents[version.pk]
        one = shown_item(_name(item.uuid, version.number), SLOT, content, _order(content))
        one |= {"item": str(item.uuid), "version": version.number, "topic": item.topic.name}
        shown.append(one)
    return shown


def shown_answer(version: ItemVersion, value: Any) -> Any:
    """A stored answer in the words in which a device gave it."""
    return shown_value(_name(version.item.uuid, version.number), SLOT, version.kind, value)


def _name(item: UUID, version: int) -> UUID:
    """What the tokens of a version's options are made of, here and nowhere else."""
    return uuid5(NAMESPACE_OID, f"practice {item} {version}")


def _order(content: Content) -> list[int]:
    places = list(range(len(content.targets or content.options)))
    if content.kind != ItemKind.TRUE_FALSE:
        _lots.shuffle(places)
    return places


def practised_version(item: UUID, number: int) -> ItemVersion:
    """The version, while it may be practised; raises NotVisible."""
    found = practisable().filter(uuid=item).select_related("current__picture").first()
    version = found.current if found else None
    if found is None or version is None or version.number != number:
        raise NotVisible
    version.item = found
    return version


def read_value(version: ItemVersion, value: Any) -> Any:
    """What a device sent as it is stored; raises rules.response.Refused."""
    shape = contents_of([version.pk])[version.pk].shape
    name = _name(version.item.uuid, version.number)
    grant = AttemptGrant(name, 0, 0, SLOT, packed([NOTHING, shape]))
    sent = [{"slot": SLOT, "revision": 1, "value": value}]
    return read_answers(sent, grant, token_key())[0].value


def judged(version: ItemVersion, value: Any) -> int:
    """How much of an answer is right, of WHOLE: by the rules that score papers."""
    item = scored_items([version.pk])[version.pk]
    return score_paper([item], {SLOT: value}, _JUDGED).points


def reviewed(version: ItemVersion, value: Any) -> dict[str, Any]:
    """The item with what was answered, what is right, and why."""
    content = contents_of([version.pk])[version.pk]
    key = scored_items([version.pk])[version.pk].key
    return {
        "slot": SLOT,
        "kind": version.kind,
        "stem": version.stem,
        "source": version.source,
        "points": None,
        "voided": None,
        **explained(version),
        **dress(content),
        **reviewed_answer(version, range(len(version.options)), key, value),
    }


@dataclass(slots=True)
class Progress:
    """How far somebody has come; for visitors only what there is to practise."""

    topics: list[dict[str, Any]] = field(default_factory=list)
    streak: int = 0
    today: int = 0
    due: int = 0
    wrong: int = 0


def progress_of(person: User | None, audience: str, now: datetime) -> Progress:
    """By topic in the bank's order, leaving out those with nothing to practise."""
    items = practisable(audience=audience)
    topics = items.values("topic__code", "topic__name").annotate(items=Count("pk"))
    own = _own_by_topic(person, items, now) if person else {}
    found = Progress()
    for row in topics.order_by("topic__position", "topic__code"):
        mine = own.get(row["topic__code"], {})
        answered, mastered = mine.get("answered", 0), mine.get("mastered", 0)
        found.topics.append(
            {
                "code": row["topic__code"],
                "name": row["topic__name"],
                "items": row["items"],
                "mastered": mastered,
                "learning": answered - mastered,
            }
        )
        found.due += mine.get("due", 0)
        found.wrong += mine.get("wrong", 0)
    if person:
        _add_days(found, person, now)
    return found


def _own_by_topic(person: User, items: QuerySet[Item], now: datetime) -> Mapping[str, Any]:
    cards = PracticeCard.objects.filter(person=person, item__in=items)
    rows = cards.values("item__topic__code").annotate(
        answered=Count("pk"),
        mastered=Count("pk", filter=Q(is_mastered=True)),
        due=Count("pk", filter=Q(due_at__lte=now)),
        wrong=Count("pk", filter=Q(was_right=False)),
    )
    return {row["item__topic__code"]: row for row in rows.order_by("item__topic__code")}


def _add_days(found: Progress, person: User, now: datetime) -> None:
    today = timezone.localdate(now)
    rows = PracticeDay.objects.filter(person=person).order_by("-day")[:DAYS_LOOKED_AT]
    days = dict(rows.values_list("day", "answers"))
    found.streak, found.today = streak(days, today), days.get(today, 0)
