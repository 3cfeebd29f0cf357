"""Rulebooks as organisers see them: versions, presets that fit, and whom a change would touch."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from backend.organisations.models import Organisation
from quizzes.enums import AttemptState, RoundState
from quizzes.formats.preset_file import Preset, StockTooSmall, presets
from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.models import Contest, ItemKey, ItemVersion, Round, RulebookVersion, Topic
from quizzes.queries.contest import public_state
from quizzes.queries.pool import available_items
from quizzes.rules.blueprint import DIFFICULTIES
from quizzes.rules.rulebook_summary import changes, summarise
from quizzes.rules.selection import row_of
from quizzes.rules.wording import Language

Stock = Mapping[tuple[str, str], int]


def written_out(document: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document, every default in it. Raises pydantic.ValidationError."""
    return read_rulebook(dict(document)).model_dump(mode="json")


def summary_of(document: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    """A written-out rulebook in plain words: [{code, title, lines}]."""
    return [
        {"code": section.code, "title": section.title, "lines": list(section.lines)}
        for section in summarise(_named(document), language)
    ]


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], language: Language
) -> list[dict[str, Any]]:
    """What reads differently: [{code, title, before, after}]."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "before": list(one.before),
            "after": list(one.after),
        }
        for one in changes(_named(before), _named(after), language)
    ]


def effective_version(contest: Contest, now: datetime) -> RulebookVersion | None:
    """The newest version that is in force."""
    in_force = Q(effective_at__isnull=True) | Q(effective_at__lte=now)
    return contest.rulebooks.filter(in_force).order_by("-number").first()


def desk_rulebook(contest: Contest, now: datetime, language: Language) -> dict[str, Any]:
    """The rulebook in force, all versions with what each changed, and the bank's topics."""
    versions = list(contest.rulebooks.select_related("created_by").order_by("number"))
    current = effective_version(contest, now)
    document = written_out(current.document) if current else None
    return {
        "current": current.number if current else None,
        "preset": contest.preset,
        "document": document,
        "summary": summary_of(document, language) if document else [],
        "versions": [
            shown_version(version, before, now, current, language)
            for before, version in zip([None, *versions], versions, strict=False)
        ][::-1],
        "topics": topics(contest),
    }


def shown_version(
    version: RulebookVersion,
    before: RulebookVersion | None,
    now: datetime,
    current: RulebookVersion | None,
    language: Language,
) -> dict[str, Any]:
    document = written_out(version.document)
    is_planned = version.effective_at is not None and version.effective_at > now
    in_force = current is not None and version.pk == current.pk
    changed = changes_between(written_out(before.document), document, language) if before else []
    return {
        "number": version.number,
        "state": "planned" if is_planned else "in_force" if in_force else "superseded",
        "effective_at": version.effective_at or version.created_at,
        "created_at": version.created_at,
        "created_by": version.created_by.get_full_name() if version.created_by else "",
        "reason": version.reason,
        "changes": changed,
        "document": document,
    }


def stock_of(contest: Contest) -> dict[tuple[str, str], int]:
    """Items by (topic, difficulty) that papers may draw: the rounds' pools, else the bank.

    Where several rounds have pools, what the poorest of them holds.
    """
    pools = [pool for one in contest.rounds.all() if (pool := _count(_pool(one)))]
    if not pools:
        return available_items(Topic.objects.values_list("code", flat=True))
    cells = set.intersection(*(set(pool) for pool in pools))
    return {cell: min(pool[cell] for pool in pools) for cell in sorted(cells)}


def topics(contest: Contest) -> list[dict[str, Any]]:
    """The topics with how many items of each difficulty there are."""
    stock = stock_of(contest)
    return [
        {
            "code": topic.code,
            "name": topic.name,
            **{difficulty: stock.get((topic.code, difficulty), 0) for difficulty in DIFFICULTIES},
        }
        for topic in Topic.objects.order_by("position", "code")
    ]


def shown_presets(stock: Stock, language: Language) -> list[dict[str, Any]]:
    """Every preset with its rulebook fitted to the items there are, or how many are missing."""
    return [_shown_preset(preset, stock, language) for preset in presets().values()]


def _shown_preset(preset: Preset, stock: Stock, language: Language) -> dict[str, Any]:
    document, missing = None, 0
    try:
        document = preset.for_stock(stock).model_dump(mode="json")
    except StockTooSmall as error:
        missing = error.missing
    plain = preset.for_stock({("", difficulty): 240 for difficulty in DIFFICULTIES})
    return {
        "code": preset.code,
        "title": preset.title,
        "description": preset.description,
        "source": preset.source.model_dump(),
        "schedule": preset.rounds.model_dump(mode="json"),
        "document": document,
        "missing_items": missing,
        "summary": summary_of(plain.model_dump(mode="json"), language),
    }


@dataclass(frozen=True, slots=True)
class Impact:
    """Whom a new version would touch. `refusal` is why it may not be made as it is, or ""."""

    changes: list[dict[str, Any]]
    rounds: list[dict[str, Any]]
    people: int
    running_attempts: int
    refusal: str


def impact_of(
    contest: Contest, rulebook: Rulebook, effective_at: datetime, now: datetime, language: Language
) -> Impact:
    """What a version from `effective_at` on would change, and for whom; changes nothing."""
    current = effective_version(contest, now)
    before = written_out(current.document) if current else {}
    after = rulebook.model_dump(mode="json")
    rounds = [
        _touched(one, rulebook, effective_at, now)
        for one in _counted_rounds(contest).select_related("rulebook")
    ]
    return Impact(
        changes=changes_between(before, after, language) if before else [],
        rounds=rounds,
        people=sum(one["people"] for one in rounds if one["takes_it"]),
        running_attempts=sum(one["running"] for one in rounds if one["takes_it"]),
        refusal=_refusal(rounds, before == after, effective_at, now),
    )


def _counted_rounds(contest: Contest) -> QuerySet[Round]:
    running = Count("attempts", filter=Q(attempts__state=AttemptState.IN_PROGRESS), distinct=True)
    return contest.rounds.order_by("number").annotate(
        started=Count("attempts", distinct=True),
        starters=Count("attempts__participant", distinct=True),
        runs=running,
    )


def _touched(
    round_: Any, rulebook: Rulebook, effective_at: datetime, now: datetime
) -> dict[str, Any]:
    takes_it = round_.state == RoundState.RUNNING and round_.closes_at > max(now, effective_at)
    own, new = _paper_of(round_), rulebook.for_round(round_.number).paper
    needs = {cell.key: cell.items for cell in new.blueprint}
    pool = _by_row(_pool(round_), needs)
    lacks = sum(max(0, count - pool.get(cell, 0)) for cell, count in needs.items())
    return {
        "number": round_.number,
        "title": round_.title,
        "state": public_state(round_, now),
        "takes_it": takes_it,
        "paper_changes": takes_it and own != new,
        "missing_items": lacks if takes_it else 0,
        "attempts": round_.started,
        "people": round_.starters,
        "running": round_.runs,
    }


def _paper_of(round_: Round) -> Any:
    return read_rulebook(round_.rulebook.document).for_round(round_.number).paper


def _refusal(
    rounds: Iterable[Mapping[str, Any]], is_same: bool, effective_at: datetime, now: datetime
) -> str:
    """Why the version may not be made, as a stable code; "" when it may."""
    touched = [one for one in rounds if one["takes_it"]]
    if is_same:
        return "rulebook_unchanged"
    if rounds and not touched:
        return "rounds_over"
    at_once = effective_at <= now
    if at_once and any(one["paper_changes"] and one["attempts"] for one in touched):
        return "paper_in_use"
    if any(one["missing_items"] and one["state"] == "open" for one in touched):
        return "pool_too_small"
    return ""


def _pool(round_: Round) -> QuerySet[ItemVersion]:
    keyed = Exists(ItemKey.objects.filter(version=OuterRef("pk")))
    return ItemVersion.objects.filter(keyed, rounds=round_)


def _count(versions: QuerySet[ItemVersion]) -> dict[tuple[str, str], int]:
    rows = versions.values_list("item__topic__code", "item__difficulty").annotate(
        items=Count("item", distinct=True)
    )
    return {(topic, difficulty): count for topic, difficulty, count in rows}


def _by_row(
    versions: QuerySet[ItemVersion], rows: Collection[tuple[str, ...]]
) -> Counter[tuple[str, ...]]:
    """How many items there are for each row of a blueprint."""
    items = versions.values_list("item__topic__code", "item__difficulty", "kind", "item").distinct()
    return Counter(row_of(*one[:3], rows) for one in items)


def _named(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Codes of organisations as their names, where they are known."""
    codes = document["eligibility"]["organisations"]
    if not codes:
        return document
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    own = {**document["eligibility"], "organisations": [names.get(code, code) for code in codes]}
    return {**document, "eligibility": own}
