"""Item versions as papers need them. Versions never change, so each is read once a process."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef

from quizzes.models import ItemKey, ItemVersion, RoundItem
from quizzes.rules.selection import Candidate


@dataclass(frozen=True, slots=True)
class Content:
    """What a participant may read of an item version: never its key."""

    version_id: int
    kind: str
    stem: str
    options: tuple[str, ...]


_contents: dict[int, Content] = {}


def contents_of(version_ids: Iterable[int]) -> dict[int, Content]:
    """The contents by version id."""
    wanted = set(version_ids)
    missing = wanted - _contents.keys()
    if missing:
        rows = ItemVersion.objects.filter(pk__in=missing)
        for pk, kind, stem, options in rows.values_list("pk", "kind", "stem", "options"):
            _contents[pk] = Content(pk, kind, stem, tuple(options))
    return {version_id: _contents[version_id] for version_id in wanted}


@lru_cache(maxsize=64)
def pool_of(round_id: int) -> tuple[Candidate, ...]:
    """The candidates of an open round; a pool is pinned once the round has opened.

    A version without a key could not be scored, so it is never drawn.
    """
    rows = RoundItem.objects.filter(
        Exists(ItemKey.objects.filter(version=OuterRef("version"))), round_id=round_id
    ).values_list(
        "version_id", "version__item__topic__code", "version__item__difficulty", "version__options"
    )
    return tuple(
        Candidate(version_id, topic, difficulty, len(options))
        for version_id, topic, difficulty, options in rows.order_by("version_id")
    )


def newest_keys(version_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """The newest key of each version: the right options, by position."""
    rows = ItemKey.objects.filter(version_id__in=set(version_ids)).order_by("version_id", "number")
    return {
        version_id: frozenset(correct)
        for version_id, correct in rows.values_list("version_id", "correct")
    }
