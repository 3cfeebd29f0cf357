"""The items of a bundle: what was asked, the key, what became of it, and what it was worth."""

from typing import Any

from quizzes.enums import ItemKind
from quizzes.models import ItemVersion, Ranking
from quizzes.queries.bank import scored_items
from quizzes.queries.bundle import Papers, rulebooks_of
from quizzes.queries.grading import answer_keys, voidings
from quizzes.rules.scoring import ScoredItem


def told_items(ranking: Ranking, papers: Papers) -> list[dict[str, Any]]:
    """The items with the key and the voiding that the ranking went by."""
    if not papers.shows_keys:
        return []
    keys, voided = answer_keys(ranking, papers.numbers), voidings(ranking)
    versions = ItemVersion.objects.filter(pk__in=papers.numbers).select_related("stimulus")
    is_weighted = _is_weighted(ranking)
    drawn = scored_items(papers.numbers, round_id=ranking.round_id) if is_weighted else {}
    return [
        {
            "item": papers.numbers[version.pk],
            "kind": version.kind,
            "key": None if version.kind == ItemKind.ESSAY else keys.get(version.pk),
            "voided": voided.get(version.pk),
            "text": version.stem,
            "options": version.options,
            **({"picture": version.picture_alt} if version.picture_alt else {}),
            **({"stimulus": version.stimulus.text} if version.stimulus else {}),
            **(_row_of(drawn[version.pk]) if version.pk in drawn else {}),
        }
        for version in versions.order_by("stem", "pk")
    ]


def _is_weighted(ranking: Ranking) -> bool:
    """Whether it depends on an item's topic, difficulty or kind what it is worth."""
    papers = (document["paper"] for document in rulebooks_of(ranking).values())
    return any(row["points"] for paper in papers for row in paper["blueprint"])


def _row_of(item: ScoredItem) -> dict[str, str]:
    return {"topic": item.topic, "difficulty": item.difficulty}
