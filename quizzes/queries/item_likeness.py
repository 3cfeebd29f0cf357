"""Items of the bank that say the same as a text, or nearly so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from quizzes.enums import ItemStatus
from quizzes.formats.item_words import likeness_of, trigrams_of
from quizzes.models import Item, ItemDraft, ItemVersion
from quizzes.queries.item_document import document_of
from quizzes.rules.item_likeness import ALIKE, alikeness, bands

MOST_OF_A_BAND: Final = 20
"""A band that more items have tells little of any one of them: these speak for the others."""
MOST_COMPARED, MOST_COMPARED_OF_MANY = 40, 2
"""Those that share most bands, as the likest do; where many are looked for, fewer are read."""
MOST_SHOWN: Final = 5
MANY: Final = 20
"""So many texts are looked for in one walk through the bank, fewer by its index."""

# Of each wanted text the items that share most of its bands.
_MEETING = """
WITH wanted AS (SELECT * FROM unnest(%(places)s::int[], %(bands)s::int[]) AS wanted (place, band)),
met AS ({met}),
shared AS (
    SELECT place, id, row_number() OVER (PARTITION BY place ORDER BY count(*) DESC, id) AS nth
    FROM wanted JOIN met USING (band) GROUP BY place, id
)
SELECT place, id FROM shared WHERE nth <= %(most)s
"""
_BY_WALKING = """
SELECT id, band FROM (
    SELECT item.id, band, row_number() OVER (PARTITION BY band ORDER BY item.id) AS nth
    FROM quizzes_item AS item CROSS JOIN LATERAL unnest(item.bands) AS band
    WHERE item.status <> %(retired)s AND item.code <> %(besides)s
    AND band IN (SELECT band FROM wanted)
) AS every WHERE nth <= %(most_of_a_band)s
"""
# Band by band no more is read than is wanted: half a large bank may share one of the bands.
_BY_INDEX = """
SELECT few.id, band FROM (SELECT DISTINCT band FROM wanted) AS own CROSS JOIN LATERAL (
    SELECT item.id FROM quizzes_item AS item
    WHERE item.bands @> ARRAY[own.band]
    AND item.status <> %(retired)s AND item.code <> %(besides)s
    LIMIT %(most_of_a_band)s
) AS few
"""


@dataclass(frozen=True, slots=True)
class Similar:
    """An item of the bank and how much of its words it shares, 0 to 1; 1 where all are the same."""

    code: str
    status: str
    share: float
    is_same: bool
    document: Mapping[str, Any]


def similar_items(document: Mapping[str, Any], *, besides: str = "") -> list[Similar]:
    """The most similar items first, retired ones left out; `besides` is the item's own code."""
    own, likeness = trigrams_of(document), likeness_of(document)
    items = Item.objects.exclude(status=ItemStatus.RETIRED).exclude(code=besides)
    same = (
        set(
            items.filter(likeness=likeness).order_by("pk").values_list("pk", flat=True)[:MOST_SHOWN]
        )
        if likeness
        else set()
    )
    meeting = _meeting([bands(own)], MOST_COMPARED, besides)[0]
    words = _words_of(same.union(meeting))
    shares = {pk: 1.0 if pk in same else alikeness(own, words[pk]) for pk in words}
    likest = sorted(
        (pk for pk, share in shares.items() if share >= ALIKE),
        key=lambda pk: (pk not in same, -shares[pk], pk),
    )[:MOST_SHOWN]
    similar = [
        Similar(code, status, shares[pk], pk in same, said)
        for pk, (code, status, said) in documents_of(likest).items()
    ]
    return sorted(similar, key=lambda one: (not one.is_same, -one.share, one.code))


def likest_items(
    documents: Sequence[Mapping[str, Any]], likenesses: Sequence[str]
) -> list[tuple[int, bool] | None]:
    """For each document the id of the likest item, and whether its words are the same.

    As `similar_items` has it, but a few statements for all of them together. `likenesses` are
    those of the documents.
    """
    same = _ids_by_likeness(set(likenesses) - {""})
    others = [
        [] if likeness in same else bands(trigrams_of(document))
        for document, likeness in zip(documents, likenesses, strict=True)
    ]
    meeting = _meeting(others, MOST_COMPARED_OF_MANY)
    words = _words_of({pk for few in meeting for pk in few})
    found: list[tuple[int, bool] | None] = []
    for document, likeness, few in zip(documents, likenesses, meeting, strict=True):
        if likeness in same:
            found.append((same[likeness], True))
            continue
        own = trigrams_of(document) if few else frozenset()
        shares = {pk: alikeness(own, words[pk]) for pk in few if pk in words}
        likest = min(shares, key=lambda pk: (-shares[pk], pk), default=None)
        is_alike = likest is not None and shares[likest] >= ALIKE
        found.append((likest, False) if likest is not None and is_alike else None)
    return found


def _ids_by_likeness(likenesses: set[str]) -> dict[str, int]:
    """The oldest item of each, retired ones left out."""
    items = Item.objects.exclude(status=ItemStatus.RETIRED).filter(likeness__in=likenesses)
    rows = items.order_by("likeness", "pk").distinct("likeness")
    return dict(rows.values_list("likeness", "pk"))


def _meeting(wanted: Sequence[Iterable[int]], most: int, besides: str = "") -> list[list[int]]:
    """For each text's bands the ids of the items that share most of them, these first."""
    pairs = [(place, band) for place, own in enumerate(wanted) for band in set(own)]
    found: dict[int, list[int]] = defaultdict(list)
    if pairs:
        places, own = zip(*pairs, strict=True)
        sql = _MEETING.format(met=_BY_WALKING if len(wanted) > MANY else _BY_INDEX)
        with connection.cursor() as cursor:
            cursor.execute(
                sql,
                {
                    "places": _array(places),
                    "bands": _array(own),
                    "retired": ItemStatus.RETIRED,
                    "besides": besides,
                    "most_of_a_band": MOST_OF_A_BAND,
                    "most": most,
                },
            )
            for place, pk in cursor.fetchall():
                found[place].append(pk)
    return [found[place] for place in range(len(wanted))]


def _array(numbers: Iterable[int]) -> str:
    """As PostgreSQL reads it: for a hundred thousand numbers far quicker than the driver's way."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _words_of(ids: set[int]) -> dict[int, frozenset[str]]:
    """The trigrams of items: no more is read of them than that takes."""
    drafts = ItemDraft.objects.filter(item__in=ids).values_list("item", "document")
    words = {pk: trigrams_of(document) for pk, document in drafts}
    laid_down = Item.objects.filter(pk__in=ids - words.keys(), newest__isnull=False)
    rows = laid_down.values_list("pk", "newest__kind", "newest__stem", "newest__options")
    return words | {
        pk: trigrams_of({"kind": kind, "stem": stem, "options": options})
        for pk, kind, stem, options in rows
    }


def documents_of(ids: Iterable[int]) -> dict[int, tuple[str, str, dict[str, Any]]]:
    """By item: code, status and what it says now, without its key."""
    items = Item.objects.filter(pk__in=set(ids)).only("pk", "code", "status", "newest")
    known = {item.pk: item for item in items}
    drafts = dict(ItemDraft.objects.filter(item__in=known).values_list("item", "document"))
    rest = [item.newest_id for item in known.values() if item.pk not in drafts and item.newest_id]
    versions = ItemVersion.objects.select_related("stimulus", "picture").in_bulk(rest)
    found = {}
    for pk, item in known.items():
        if pk in drafts:
            document = {**drafts[pk], "key": None}
        elif item.newest_id in versions:
            document = document_of(versions[item.newest_id], None)
        else:
            continue
        found[pk] = (item.code, item.status, document)
    return found
