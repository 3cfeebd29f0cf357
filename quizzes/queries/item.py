"""Items as those who work on the bank see them: rows of a list, and everything of one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

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

_OWN = (
    "uuid",
    "code",
    "text",
    "kind",
    "difficulty",
    "status",
    "grade",
    "use",
    "audience",
    "tags",
    "language",
    "has_source",
    "ends_on",
    "created_at",
    "updated_at",
)
_FIGURES = ("attempts", "facility", "discrimination", "alarms")
_RELATED = (
    "topic__code",
    "topic__name",
    "newest__number",
    "newest__writers",
    "current__number",
    "draft__pk",
    "author__uuid",
    "author__full_name",
)


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
    """The rows of a list, without options and keys, in one statement.

    `writers`, who worded the newest version, is there for permissions alone. Read as plain values:
    as objects, each with five others, fifty rows take as long as finding them.
    """
    comments = ItemComment.objects.filter(item=OuterRef("pk"), settled_at=None).order_by()
    count = comments.values("item").annotate(count=Count("pk")).values("count")
    figures = ItemStatistic.objects.filter(version__item=OuterRef("pk")).order_by("-computed_at")
    last = figures.values(last=JSONObject(**{name: name for name in _FIGURES}))[:1]
    rows = (
        Item.objects.order_by()
        .filter(pk__in=ids)
        .values(
            "pk",
            *_OWN,
            *_RELATED,
            open_comments=Coalesce(Subquery(count), 0),
            figures=Subquery(last),
        )
    )
    told = {row["pk"]: item_row(row) for row in rows}
    return [told[pk] for pk in ids]


def item_row(row: dict[str, Any]) -> dict[str, Any]:
    author = row["author__uuid"]
    return {
        **{name: row[name] for name in _OWN},
        "topic": row["topic__code"],
        "topic_name": row["topic__name"],
        "newest": row["newest__number"],
        "writers": row["newest__writers"],
        "current": row["current__number"],
        "has_draft": row["draft__pk"] is not None,
        "author": author and {"uuid": author, "name": row["author__full_name"]},
        "open_comments": row["open_comments"],
        "figures": row["figures"],
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
