"""Items of the bank that say the same as a text, or nearly so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from quizzes.enums import ItemStatus
from quizzes.formats.item_words import likeness_of, trigrams_of
from quizzes.models import Item, ItemDraft, ItemVersion
from quizzes.queries.item_document import document_of
from quizzes.rules.item_likeness import ALIKE, alikeness, bands

MOST_MET = 2_000
MOST_COMPARED, MOST_COMPARED_OF_MANY = 40, 3
"""Those that share most bands, as the likest do; where many are looked for, fewer are read."""
MOST_SHOWN = 5


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
    return similar_to([document], besides=besides)[0]


def similar_to(documents: Sequence[Mapping[str, Any]], *, besides: str = "") -> list[list[Similar]]:
    """For each document the items like it: a few statements for all of them together."""
    most = MOST_COMPARED if len(documents) == 1 else MOST_COMPARED_OF_MANY
    shingles = [trigrams_of(document) for document in documents]
    wanted = [set(bands(one)) for one in shingles]
    likenesses = [likeness_of(document) for document in documents]
    by_band, by_likeness = _candidates(
        set().union(*wanted), set(likenesses) - {""}, besides, MOST_MET * len(documents)
    )
    candidates = []
    for own, likeness in zip(wanted, likenesses, strict=True):
        counts: dict[int, int] = defaultdict(int)
        for band in own:
            for pk in by_band.get(band, ()):
                counts[pk] += 1
        for pk in by_likeness.get(likeness, ()):
            counts[pk] += len(own) + 1
        candidates.append(nsmallest(most, counts, key=lambda pk: (-counts[pk], pk)))
    words = _words_of({pk for few in candidates for pk in few})
    shares = [
        _shares(own, set(by_likeness.get(likeness, ())), few, words)
        for own, likeness, few in zip(shingles, likenesses, candidates, strict=True)
    ]
    found = documents_of({pk for few in shares for _, _, pk in few})
    return [_told(few, found) for few in shares]


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


def _shares(
    own: frozenset[str],
    same: set[int],
    candidates: Sequence[int],
    words: Mapping[int, frozenset[str]],
) -> list[tuple[bool, float, int]]:
    """(whether other than the same, minus the share, id) of the most similar, these first."""
    found = []
    for pk in candidates:
        if pk in words:
            share = 1.0 if pk in same else alikeness(own, words[pk])
            if share >= ALIKE:
                found.append((pk not in same, -share, pk))
    return sorted(found)[:MOST_SHOWN]


def _told(
    shares: Sequence[tuple[bool, float, int]],
    found: Mapping[int, tuple[str, str, dict[str, Any]]],
) -> list[Similar]:
    similar = []
    for is_other, share, pk in shares:
        code, status, document = found[pk]
        similar.append(Similar(code, status, -share, not is_other, document))
    return sorted(similar, key=lambda one: (not one.is_same, -one.share, one.code))


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


def _candidates(
    wanted: set[int], likenesses: set[str], besides: str, most: int
) -> tuple[dict[int, list[int]], dict[str, list[int]]]:
    """Ids by band, and by likeness; at most so many of each."""
    items = Item.objects.exclude(status=ItemStatus.RETIRED).exclude(code=besides).order_by()
    by_band: dict[int, list[int]] = defaultdict(list)
    for pk, own in items.filter(bands__overlap=list(wanted)).values_list("pk", "bands")[:most]:
        for band in wanted.intersection(own):
            by_band[band].append(pk)
    by_likeness: dict[str, list[int]] = defaultdict(list)
    same = items.filter(likeness__in=likenesses).values_list("pk", "likeness")
    for pk, likeness in same[:most]:
        by_likeness[likeness].append(pk)
    return by_band, by_likeness
