"""All that speaks against an item, the likes of it in the bank included."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from quizzes.enums import ItemStatus
from quizzes.formats.item_remarks import Remark, remark, remarks_on
from quizzes.queries.item_likeness import Similar, similar_items
from quizzes.rules.item_checks import Finding


def item_remarks(
    document: Mapping[str, Any], *, code: str, use: str, today: date, seconds: int = 45
) -> tuple[list[Remark], list[Similar]]:
    """Remarks, errors first, and the similar items that some of them name."""
    similar = similar_items(document, besides=code)
    found = remarks_on(document, use=use, today=today, seconds=seconds)
    found += [remark(one) for one in likeness_findings(similar)]
    return sorted(found, key=lambda one: one.level != "error"), similar


def likeness_findings(similar: Sequence[Similar]) -> list[Finding]:
    """What was handed in already hinders; the rest, and what is nearly the same, is for people."""
    found = []
    for one in similar:
        facts = {"item": one.code, "share": round(one.share, 2)}
        hinders = one.is_same and one.status != ItemStatus.DRAFT
        code = "duplicate" if one.is_same else "similar"
        found.append(Finding(code, "stem", "error" if hinders else "warning", facts))
    return found
