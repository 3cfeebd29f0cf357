"""Items as those who work on the bank see them: rows of a list, and everything of one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from backend.accounts.models import User
from backend.common.errors import NotVisible
from quizzes.models import (
    Item,
    ItemComment,
    ItemDraft,
    ItemStatistic,
    ItemVersion,
    KeyChange,
    RoundItem,
)
from quizzes.queries.item_document import document_of, key_of

# What a list does not tell, and what makes it slow.
_LONG_TEXTS = [
    "draft__document",
    *(
        f"{version}__{field}"
        for version in ("newest", "current")
        for field in ("stem", "options", "targets", "explanation", "markup", "source")
    ),
]


def find_item(code: str) -> Item:
    """Raises NotVisible."""
    items = Item.objects.select_related(
        "topic", "author", "draft__author", "newest__stimulus", "newest__picture", "current"
    )
    item = items.filter(code=code).first()
    if item is None:
        raise NotVisible
    return item


def find_version(item: Item, number: int) -> ItemVersion:
    """Raises NotVisible."""
    versions = ItemVersion.objects.select_related("stimulus", "picture")
    version = versions.filter(item=item, number=number).first()
    if version is None:
        raise NotVisible
    return version


def item_rows(ids: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of a list, without options and keys: three statements for all of them."""
    rows = Item.objects.select_related("topic", "author", "newest", "current", "draft")
    full = rows.defer("search", "bands", "likeness", *_LONG_TEXTS).in_bulk(ids)
    comments = dict(
        ItemComment.objects.filter(item__in=ids, settled_at=None)
        .values_list("item")
        .annotate(count=Count("pk"))
        .order_by()
    )
    figures = newest_figures(ids)
    return [
        {**item_row(full[pk]), "open_comments": comments.get(pk, 0), "figures": figures.get(pk)}
        for pk in ids
    ]


def item_row(item: Item) -> dict[str, Any]:
    """What a list tells of an item; `item.item` is the row itself, for permissions."""
    draft = getattr(item, "draft", None)
    return {
        "item": item,
        "uuid": item.uuid,
        "code": item.code,
        "text": item.text,
        "kind": item.kind,
        "topic": item.topic.code,
        "topic_name": item.topic.name,
        "difficulty": item.difficulty,
        "status": item.status,
        "grade": item.grade,
        "use": item.use,
        "audience": item.audience,
        "tags": item.tags,
        "language": item.language,
        "has_source": item.has_source,
        "ends_on": item.ends_on,
        "newest": item.newest.number if item.newest else None,
        "current": item.current.number if item.current else None,
        "has_draft": draft is not None,
        "author": person(item.author),
        "created_at": item.created_at,
        "updated_at": item.updated_at,
    }


def newest_figures(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By item, the figures of the round that was computed last."""
    rows = ItemStatistic.objects.filter(version__item__in=list(ids)).select_related("version")
    return {
        row.version.item_id: {
            "attempts": row.attempts,
            "facility": row.facility,
            "discrimination": row.discrimination,
            "alarms": row.alarms,
        }
        for row in rows.order_by("computed_at")
    }


def item_detail(item: Item) -> dict[str, Any]:
    """Everything of an item. `document` is what it says now, its key included."""
    [row] = item_rows([item.pk])
    draft: ItemDraft | None = getattr(item, "draft", None)
    document = document_of(item.newest, key_of(item.newest)) if item.newest else None
    return {
        **row,
        "revision": draft.revision if draft else 0,
        "draft": draft
        and {
            "revision": draft.revision,
            "document": draft.document,
            "author": person(draft.author),
            "updated_at": draft.updated_at,
        },
        "document": draft.document if draft else document,
        "competences": [
            {"framework": one.framework, "code": one.code, "name": one.name}
            for one in item.competences.all()
        ],
        "versions": versions_of(item),
        "comments": [comment_row(one) for one in comments_of(item)],
        "key_changes": [key_change_row(one) for one in key_changes(item=item)],
        "uses": uses_of(item),
    }


def versions_of(item: Item) -> list[dict[str, Any]]:
    """The newest first, each with its verdicts and how its key was changed."""
    versions = item.versions.select_related("author").prefetch_related("reviews__reviewer", "keys")
    return [
        {
            "number": version.number,
            "author": person(version.author),
            "created_at": version.created_at,
            "keys": len(version.keys.all()),
            "is_current": version.pk == item.current_id,
            "reviews": [
                {
                    "reviewer": person(review.reviewer),
                    "verdict": review.verdict,
                    "comment": review.comment,
                    "at": review.at,
                }
                for review in version.reviews.all()
            ],
        }
        for version in versions.order_by("-number")
    ]


def comments_of(item: Item) -> QuerySet[ItemComment]:
    return item.comments.select_related("author", "settled_by")


def comment_row(comment: ItemComment) -> dict[str, Any]:
    return {
        "uuid": comment.uuid,
        "author": person(comment.author),
        "text": comment.text,
        "at": comment.at,
        "settled_at": comment.settled_at,
        "settled_by": person(comment.settled_by),
    }


def key_changes(**wanted: Any) -> QuerySet[KeyChange]:
    """Wishes to change keys, the newest first; `item` names one item."""
    if "item" in wanted:
        wanted["version__item"] = wanted.pop("item")
    return KeyChange.objects.filter(**wanted).select_related(
        "version__item", "proposed_by", "decided_by", "key"
    )


def key_change_row(change: KeyChange) -> dict[str, Any]:
    return {
        "change": change,
        "uuid": change.uuid,
        "code": change.version.item.code,
        "version": change.version.number,
        "correct": change.correct,
        "before": change.before,
        "reason": change.reason,
        "state": change.state,
        "proposed_by": person(change.proposed_by),
        "proposed_at": change.proposed_at,
        "decided_by": person(change.decided_by),
        "decided_at": change.decided_at,
    }


def uses_of(item: Item) -> list[dict[str, Any]]:
    """The rounds that may draw one of the item's versions, the newest first."""
    pinned = RoundItem.objects.filter(version__item=item).select_related(
        "round__contest", "version"
    )
    return [
        {
            "contest": one.round.contest.slug,
            "contest_title": one.round.contest.title,
            "round": one.round.number,
            "round_title": one.round.title,
            "version": one.version.number,
            "opens_at": one.round.opens_at,
            "closes_at": one.round.closes_at,
            "state": one.round.state,
        }
        for one in pinned.order_by("-round__opens_at")
    ]


def person(user: User | None) -> dict[str, Any] | None:
    """A colleague, by name: those who work on the bank know each other."""
    return {"uuid": user.uuid, "name": user.full_name} if user else None
