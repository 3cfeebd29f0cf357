"""Change what items have besides their words, one or many at once: all of them or none."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import DomainError, NotVisible
from quizzes.actions.item import keep_draft
from quizzes.actions.item_index import reindex_items
from quizzes.enums import ItemStatus, ItemUse
from quizzes.item_errors import GradeTooLow, ItemInUse, ItemIsPublic, ItemStepRefused
from quizzes.models import Item, PracticeAnswer, RoundItem
from quizzes.queries.item_document import document_of, key_of, newest_document
from quizzes.rules.item_life import is_good_enough

Traits = Mapping[str, Any]
PLAIN = ("difficulty", "use", "grade", "audience", "tags")
# What a round that is under way has drawn by.
DRAWN_BY = frozenset({"topic", "difficulty", "use"})


def new_traits(own: Sequence[str], wish: Traits) -> dict[str, Any]:
    """What a wish for many means for one with its `own` tags: adding and removing become `tags`."""
    found = {name: value for name, value in wish.items() if name not in {"add_tags", "remove_tags"}}
    if "add_tags" in wish or "remove_tags" in wish:
        gone = set(wish.get("remove_tags", ()))
        tags = [*own, *wish.get("add_tags", ())]
        found["tags"] = [tag for tag in dict.fromkeys(tags) if tag not in gone]
    return found


@transaction.atomic
def change_items(
    wishes: Mapping[str, Traits], *, actor: User, now: datetime
) -> list[dict[str, Any]]:
    """Change each item as its code's wish says; give what each changed item was before.

    A wish may hold topic, difficulty, use, grade, audience, tags (or add_tags, remove_tags),
    competences and source. A source is part of what people read: it goes into the item's draft,
    which then has to be handed in. What is given back, sent as wishes, undoes it.
    """
    items = locked_items(wishes)
    wanted = {
        code: differences(items[code], new_traits(items[code].tags, wishes[code])) for code in items
    }
    changed = {code: traits for code, traits in wanted.items() if traits}
    _ensure_allowed([(items[code], traits) for code, traits in changed.items()])
    undo = [_change(items[code], traits, actor, now) for code, traits in changed.items()]
    reindex_items([items[code] for code in changed])
    if changed:
        record(
            "items.changed",
            "bank",
            actor=actor.uuid,
            now=now,
            items=sorted(changed),
            traits=sorted({name for traits in changed.values() for name in traits}),
        )
    return undo


def traits_of(item: Item) -> dict[str, Any]:
    """All that a wish may name, as it is."""
    document = newest_document(item) or {}
    return {
        "topic": item.topic,
        **{name: getattr(item, name) for name in PLAIN},
        "competences": list(item.competences.all()),
        "source": document.get("source") or {},
    }


def locked_items(wishes: Mapping[str, Any]) -> dict[str, Item]:
    """In the order of their codes, so that two who change many do not wait for each other."""
    rows = Item.objects.select_for_update(of=("self",)).filter(code__in=list(wishes))
    rows = rows.select_related("topic", "newest__stimulus", "newest__picture")
    found = {item.code: item for item in rows.order_by("code")}
    if len(found) != len(wishes):
        raise NotVisible
    return found


def differences(item: Item, traits: Traits) -> dict[str, Any]:
    now = traits_of(item)
    return {
        name: value
        for name, value in traits.items()
        if (set(value) != set(now[name]) if name == "competences" else value != now[name])
    }


def _ensure_allowed(changed: Sequence[tuple[Item, Traits]]) -> None:
    """Raises a refusal that names the codes in `items`."""
    _refuse(ItemStepRefused, [item for item, _ in changed if item.status == ItemStatus.RETIRED])
    drawn = [item for item, traits in changed if DRAWN_BY & traits.keys()]
    running = RoundItem.objects.filter(version__item__in=drawn, round__state="running")
    in_use = set(running.values_list("version__item", flat=True))
    _refuse(ItemInUse, [item for item in drawn if item.pk in in_use])
    secret = [item for item, traits in changed if traits.get("use") == ItemUse.CONTEST]
    practised = set(
        PracticeAnswer.objects.filter(version__item__in=secret).values_list(
            "version__item", flat=True
        )
    )
    _refuse(ItemIsPublic, [item for item in secret if item.pk in practised])
    doubtful = [
        item
        for item, traits in changed
        if item.current_id is not None
        and not is_good_enough(traits.get("use", item.use), traits.get("grade", item.grade))
    ]
    _refuse(GradeTooLow, doubtful)


def _refuse(refusal: type[DomainError], items: Sequence[Item]) -> None:
    if items:
        raise refusal(items=sorted(item.code for item in items))


def _change(item: Item, traits: Traits, actor: User, now: datetime) -> dict[str, Any]:
    before = traits_of(item)
    for name in {"topic", *PLAIN} & traits.keys():
        setattr(item, name, traits[name])
    item.updated_at = now
    item.save(update_fields=["topic", *PLAIN, "updated_at"])
    if "competences" in traits:
        item.competences.set(traits["competences"])
    if "source" in traits:
        _put_source(item, traits["source"], actor, now)
    return {"code": item.code, **{name: before[name] for name in traits}}


def _put_source(item: Item, source: Mapping[str, Any], actor: User, now: datetime) -> None:
    """Into the draft; a draft that says no more than the newest version is dropped again."""
    draft = getattr(item, "draft", None)
    document = {**(newest_document(item) or {}), "source": dict(source)}
    if item.newest is not None and document == document_of(item.newest, key_of(item.newest)):
        if draft is not None:
            draft.delete()
        return
    keep_draft(item, draft, document, actor, now)
