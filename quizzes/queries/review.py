"""A paper with its key and explanations, as its owner sees it once that is allowed."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.common.markup import harmless_item
from quizzes.enums import ItemKind
from quizzes.models import Attempt, ItemVersion, Score
from quizzes.queries.bank import contents_of, newest_keys, shown_picture, voided_items
from quizzes.queries.paper import dress
from quizzes.queries.rulebook import tells
from quizzes.rules.number import written_number


def reviewed_paper(
    attempt: Attempt, answers: Mapping[int, Any], score: Score | None
) -> list[dict[str, Any]]:
    """Every item with what was answered, what is right, why, and what it earned.

    `answers` by slot, as they are stored.
    """
    versions = ItemVersion.objects.select_related("picture").in_bulk(
        {version for version, _ in attempt.paper}
    )
    contents, keys = contents_of(versions), newest_keys(versions)
    voided = voided_items([attempt.round_id]).get(attempt.round_id, {})
    earned = score.points_by_slot if score else []
    explains = tells(attempt, "explanations")
    return [
        {
            "slot": slot,
            "kind": versions[version].kind,
            "stem": versions[version].stem,
            **explained(versions[version], explains=explains),
            "source": versions[version].source,
            "points": earned[slot - 1] if slot <= len(earned) else None,
            "voided": voided.get(version),
            **dress(contents[version]),
            **reviewed_answer(versions[version], order, keys[version], answers.get(slot)),
        }
        for slot, (version, order) in enumerate(attempt.paper, start=1)
    ]


def explained(version: ItemVersion, *, explains: bool = True) -> dict[str, str]:
    """Why that is right, as far as it may be said: plain, and formatted where it is."""
    if not explains:
        return {"explanation": ""}
    markup = harmless_item(version.markup.get("explanation") or "")
    said = {"explanation": version.explanation}
    return said | {"explanation_markup": markup} if markup else said


def reviewed_answer(
    version: ItemVersion, order: Sequence[int], key: Any, answer: Any
) -> dict[str, Any]:
    """What the kind of item has to show. `options` is there for all, empty for most."""
    if version.kind == ItemKind.MATCHING:
        return {"options": [], "pairs": _pairs(version, key, answer)}
    if version.kind == ItemKind.ORDERING:
        return {"options": [], "order": _order(version, key, answer)}
    if version.kind == ItemKind.NUMBER:
        return {"options": [], "number": _number(version, key, answer)}
    if version.kind == ItemKind.SHORT_TEXT:
        return {"options": [], "short": {"chosen": answer, "accepted": key["accepted"]}}
    if version.kind == ItemKind.HOTSPOT:
        place = {"picture": shown_picture(version), "chosen": answer, "areas": key["areas"]}
        return {"options": [], "place": place}
    if version.kind == ItemKind.ESSAY:
        return {"options": [], "essay": {"text": answer or "", "rubric": key["rubric"]}}
    chosen = answer or []
    return {
        "options": [
            {
                "text": version.options[position],
                "chosen": position in chosen,
                "correct": position in key,
                **_option_markup(version, position),
            }
            for position in order
        ]
    }


def _option_markup(version: ItemVersion, position: int) -> dict[str, str]:
    options = version.markup.get("options") or ()
    markup = harmless_item(options[position]) if position < len(options) else ""
    return {"markup": markup} if markup else {}


def _pairs(version: ItemVersion, key: Sequence[int], answer: Any) -> list[dict[str, Any]]:
    made = dict(answer or [])
    return [
        {
            "text": option,
            "chosen": version.targets[made[place]] if place in made else None,
            "correct": version.targets[key[place]],
        }
        for place, option in enumerate(version.options)
    ]


def _order(version: ItemVersion, key: Sequence[int], answer: Any) -> list[dict[str, Any]]:
    """The options as they ought to stand, each with the place it was put in, from 1."""
    put = {position: place for place, position in enumerate(answer or [], start=1)}
    return [{"text": version.options[position], "put": put.get(position)} for position in key]


def _number(version: ItemVersion, key: Mapping[str, str], answer: Any) -> dict[str, Any]:
    return {
        "chosen": written_number(answer) if answer else None,
        "correct": written_number(key["value"]),
        "tolerance": written_number(key.get("tolerance", "0")),
        "unit": version.unit,
    }
