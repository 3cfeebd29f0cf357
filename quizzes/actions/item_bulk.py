"""Many items at once: changed together, put back while nobody changed the same, handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.common.errors import DomainError, NotVisible
from quizzes.actions.item import submit_item
from quizzes.actions.item_change import (
    Traits,
    change_items,
    differences,
    locked_items,
    new_traits,
)
from quizzes.item_errors import BulkUndone, ItemsChangedSince
from quizzes.models import BulkChange, Competence, ItemDraft, Topic


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What became of drafts: the codes that await review, and what hinders the others."""

    submitted: list[str]
    refused: dict[str, DomainError]


@transaction.atomic
def change_together(
    wishes: Mapping[str, Traits], *, actor: User, now: datetime
) -> tuple[BulkChange | None, list[dict[str, Any]]]:
    """As `change_items`, and kept so that it can be undone later; None where nothing changed."""
    undo = [told(one) for one in change_items(wishes, actor=actor, now=now)]
    before = {one["code"]: {name: one[name] for name in one if name != "code"} for one in undo}
    if not before:
        return None, []
    after = {}
    for code, was in before.items():
        made = told(new_traits(was.get("tags", ()), wishes[code]))
        after[code] = {name: made[name] for name in was}
    change = BulkChange.objects.create(
        by=actor,
        at=now,
        traits=sorted({name for was in before.values() for name in was}),
        before=before,
        after=after,
    )
    return change, undo


@transaction.atomic
def undo_together(uuid: UUID, *, actor: User, now: datetime) -> BulkChange:
    """Put everything back; raises NotVisible, BulkUndone, ItemsChangedSince and what a change may.

    Anybody who works on the bank may: it is a change of these items like another.
    """
    change = BulkChange.objects.select_for_update().filter(uuid=uuid).first()
    if change is None:
        raise NotVisible
    if change.undone_at is not None:
        raise BulkUndone
    items = locked_items(change.before)
    made, back = (_wishes(one) for one in (change.after, change.before))
    since = sorted(code for code, item in items.items() if differences(item, made[code]))
    if since:
        raise ItemsChangedSince(items=since)
    change_items(back, actor=actor, now=now)
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    return change


def submit_together(codes: Iterable[str], *, actor: User, now: datetime) -> HandedIn:
    """Hand in the drafts as they are stored, each by itself: one that lacks something stays."""
    revisions = dict(
        ItemDraft.objects.filter(item__code__in=codes).values_list("item__code", "revision")
    )
    done = HandedIn([], {})
    for code in sorted(set(codes)):
        try:
            submit_item(code, revisions.get(code, 0), actor=actor, now=now)
        except DomainError as refusal:
            done.refused[code] = refusal
        else:
            done.submitted.append(code)
    return done


def told(traits: Traits) -> dict[str, Any]:
    """What an item is, as a wish of a client names it."""
    shown = dict(traits)
    if "topic" in shown:
        shown["topic"] = shown["topic"].code
    if "competences" in shown:
        shown["competences"] = [f"{one.framework}:{one.code}" for one in shown["competences"]]
    return shown


def _wishes(kept: Mapping[str, Traits]) -> dict[str, dict[str, Any]]:
    """With the rows that a kept change names; raises NotVisible where one is gone."""
    topics = {one.code: one for one in Topic.objects.all()}
    lines = {f"{one.framework}:{one.code}": one for one in Competence.objects.all()}
    found = {}
    for code, traits in kept.items():
        found[code] = dict(traits)
        if "topic" in traits:
            [found[code]["topic"]] = _rows(topics, [traits["topic"]])
        if "competences" in traits:
            found[code]["competences"] = _rows(lines, traits["competences"])
    return found


def _rows(known: Mapping[str, Any], names: Sequence[str]) -> list[Any]:
    if not set(names) <= known.keys():
        raise NotVisible
    return [known[one] for one in names]
