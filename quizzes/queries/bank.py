"""Item versions as papers need them. Versions never change, so each is read once a process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from backend.common.markup import harmless_item
from quizzes.enums import ItemKind
from quizzes.models import ItemKey, ItemVersion, RoundItem, VoidedItem
from quizzes.queries.picture import picture_address
from quizzes.rules.scoring import ScoredItem
from quizzes.rules.selection import Candidate
from quizzes.rules.tokens import NUMBER, ONE, ORDER, PAIRS, POINT, SEVERAL, SHORT, text_shape

DEFAULT_LIMIT = 5_000
_TEXT: CharField = CharField()
_SHAPES: dict[str, int] = {
    ItemKind.SINGLE: ONE,
    ItemKind.TRUE_FALSE: ONE,
    ItemKind.MULTIPLE: SEVERAL,
    ItemKind.MATCHING: PAIRS,
    ItemKind.ORDERING: ORDER,
    ItemKind.NUMBER: NUMBER,
    ItemKind.SHORT_TEXT: SHORT,
    ItemKind.HOTSPOT: POINT,
}


@dataclass(frozen=True, slots=True)
class Content:
    """What a participant may read of an item version: never its key.

    `markup` {"stem", "options"} is harmless HTML that says the same as the plain words, `stimulus`
    what several items ask about; both are empty for most items.
    """

    version_id: int
    kind: str
    stem: str
    options: tuple[str, ...]
    targets: tuple[str, ...] = ()
    unit: str = ""
    limit: int = DEFAULT_LIMIT
    picture: Mapping[str, Any] | None = None
    markup: Mapping[str, Any] | None = None
    stimulus: Mapping[str, Any] | None = None

    @property
    def shape(self) -> int:
        """How its slot may be answered."""
        return text_shape(self.limit) if self.kind == ItemKind.ESSAY else _SHAPES[self.kind]


_contents: dict[int, Content] = {}


def contents_of(version_ids: Iterable[int]) -> dict[int, Content]:
    """The contents by version id."""
    wanted = set(version_ids)
    missing = wanted - _contents.keys()
    if missing:
        rows = ItemVersion.objects.filter(pk__in=missing).select_related("picture", "stimulus")
        _contents.update({version.pk: _content(version) for version in rows})
    return {version_id: _contents[version_id] for version_id in wanted}


def _content(version: ItemVersion) -> Content:
    return Content(
        version.pk,
        version.kind,
        version.stem,
        tuple(version.options),
        tuple(version.targets),
        version.unit,
        version.limit or DEFAULT_LIMIT,
        shown_picture(version),
        _markup(version),
        _stimulus(version),
    )


def _markup(version: ItemVersion) -> dict[str, Any] | None:
    """What was stored is harmless already; it is made so once more, for this is read by many."""
    written = version.markup or {}
    stem = harmless_item(written.get("stem") or "")
    options = [harmless_item(one or "") for one in written.get("options") or ()]
    return {"stem": stem, "options": options} if stem or any(options) else None


def _stimulus(version: ItemVersion) -> dict[str, str] | None:
    stimulus = version.stimulus
    if stimulus is None:
        return None
    return {
        "uuid": str(stimulus.uuid),
        "title": stimulus.title,
        "text": stimulus.text,
        "markup": harmless_item(stimulus.markup),
    }


def shown_picture(version: ItemVersion) -> dict[str, Any] | None:
    """The picture that a hotspot item points into, and what it shows in words."""
    picture = version.picture
    if picture is None:
        return None
    return {
        "address": picture_address(picture.digest),
        "alt": version.picture_alt,
        "width": picture.width,
        "height": picture.height,
    }


@lru_cache(maxsize=64)
def pool_of(round_id: int) -> tuple[Candidate, ...]:
    """The candidates of an open round; a pool is pinned once the round has opened.

    A version without a key could not be scored, so it is never drawn.
    """
    rows = RoundItem.objects.filter(
        Exists(ItemKey.objects.filter(version=OuterRef("version"))), round_id=round_id
    )
    fields = rows.order_by("version_id").values_list(
        "version_id",
        Coalesce("topic", "version__item__topic__code", output_field=_TEXT),
        Coalesce("difficulty", "version__item__difficulty"),
        "version__kind",
        "version__options",
        "version__targets",
        "version__stimulus_id",
    )
    return tuple(
        Candidate(
            version_id,
            topic,
            difficulty,
            # Of a matching item the right-hand sides are shuffled.
            options=len(targets if kind == ItemKind.MATCHING else options),
            stays=kind == ItemKind.TRUE_FALSE,
            stimulus=stimulus or 0,
            kind=kind,
        )
        for version_id, topic, difficulty, kind, options, targets, stimulus in fields
    )


def newest_key_rows(version_ids: Iterable[int]) -> dict[int, ItemKey]:
    """The newest key of each version."""
    rows = ItemKey.objects.filter(version_id__in=set(version_ids)).order_by("version_id", "number")
    return {row.version_id: row for row in rows}


def newest_keys(version_ids: Iterable[int]) -> dict[int, Any]:
    """The newest key of each version, in the shape of its kind."""
    return {version_id: item.key for version_id, item in scored_items(version_ids).items()}


def scored_items(
    version_ids: Iterable[int],
    key_numbers: Mapping[int, int] | None = None,
    *,
    round_id: int | None = None,
) -> dict[int, ScoredItem]:
    """Versions with their keys: those numbered in `key_numbers`, the newest for all others.

    Topic and difficulty, by which an item may be weighed, are those that the round drew by.
    """
    rows = ItemKey.objects.filter(version_id__in=set(version_ids)).order_by("version_id", "number")
    drawn = RoundItem.objects.filter(round=round_id, version=OuterRef("version"))
    wanted = key_numbers or {}
    return {
        version_id: ScoredItem(version_id, kind, correct, topic=topic, difficulty=difficulty)
        for version_id, number, kind, correct, topic, difficulty in rows.values_list(
            "version_id",
            "number",
            "version__kind",
            "correct",
            Coalesce(
                Subquery(drawn.values("topic")[:1]),
                "version__item__topic__code",
                output_field=_TEXT,
            ),
            Coalesce(Subquery(drawn.values("difficulty")[:1]), "version__item__difficulty"),
        )
        if wanted.get(version_id, number) == number
    }


def voided_items(round_ids: Iterable[int]) -> dict[int, dict[int, str]]:
    """By round, what became of its voided item versions: {version: policy}."""
    found: dict[int, dict[int, str]] = {}
    rows = VoidedItem.objects.filter(round_id__in=set(round_ids))
    for round_id, version_id, policy in rows.values_list("round_id", "version_id", "policy"):
        found.setdefault(round_id, {})[version_id] = policy
    return found
