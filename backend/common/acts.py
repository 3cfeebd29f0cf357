"""How acts of the audit log, and the facts that go with them, are called on screens.

Each app names its own in a module `acts`, which is found by itself. A fact that is named by None is
an id for machines: it stays in the log and is not shown.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from backend.common.models import AuditEntry

Words = str | Promise
_ACTS: dict[str, Words] = {}
_FACTS: dict[str, Words | None] = {}
_VALUES: dict[str, dict[str, Words]] = {}


def name_acts(acts: Mapping[str, Words]) -> None:
    _ACTS.update(acts)


def name_facts(facts: Mapping[str, Words | None]) -> None:
    _FACTS.update(facts)


def name_values(fact: str, values: Mapping[str, Words]) -> None:
    """What the codes say that a fact may be; several apps may add theirs."""
    _VALUES.setdefault(fact, {}).update(values)


def is_named_act(action: str) -> bool:
    return action in _ACTS


def is_named_fact(fact: str) -> bool:
    return fact in _FACTS


def words_of(action: str) -> str:
    return str(_ACTS.get(action) or _("Việc khác"))


def facts_of(entry: AuditEntry) -> list[str]:
    """Each fact that people can read in a line."""
    return [
        f"{name}: {written}"
        for fact, value in entry.details.items()
        if (name := _FACTS.get(fact)) and (written := _written(fact, value))
    ]


def _written(fact: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dict):
        return "; ".join(
            f"{_FACTS.get(name) or name}: {_written(name, one)}" for name, one in value.items()
        )
    if isinstance(value, list):
        return ", ".join(_written(fact, one) for one in value)
    words = _VALUES.get(fact, {}).get(str(value))
    return str(words) if words else _moment(str(value))


def _moment(text: str) -> str:
    """A moment as the clock on the wall shows it; any other text as it is."""
    try:
        moment = datetime.fromisoformat(text) if len(text) > len("2026-01-01") else None
    except ValueError:
        return text
    if moment is None or moment.tzinfo is None:
        return text
    return date_format(timezone.localtime(moment), "H:i d/m/Y")
