"""Items in every stage of their life."""

from datetime import datetime
from itertools import count
from typing import Any

from backend.accounts.models import User
from quizzes.actions.item import NewItem, create_item, submit_item
from quizzes.actions.item_review import review_item
from quizzes.enums import Verdict
from quizzes.models import Item, Topic
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import NOON

SOURCE = {
    "document": "Nghị quyết số 57-NQ/TW",
    "publisher": "Bộ Chính trị",
    "article": "Mục II",
    "checked_on": "2026-11-01",
}
_numbers = count(1)


def document(stem: str = "", **parts: Any) -> Any:
    """A complete item of the bank that differs from every other one, with `parts` changed."""
    return {
        "kind": "single",
        "stem": stem or f"Văn bản số {next(_numbers)} do cơ quan nào ban hành?",
        "options": ["Bộ Chính trị", "Quốc hội khoá XV", "Chính phủ", "Ban Bí thư"],
        "key": [0],
        "explanation": "Nghị quyết do Bộ Chính trị ban hành.",
        "source": SOURCE,
        **parts,
    }


def make_topic(code: str = "nghi-quyet-57", **fields: Any) -> Topic:
    return Topic.objects.get_or_create(code=code, defaults={"name": code, **fields})[0]


def make_draft(
    author: User | None = None,
    *,
    now: datetime = NOON,
    topic: str = "nghi-quyet-57",
    traits: dict[str, Any] | None = None,
    **parts: Any,
) -> Item:
    """An item that was begun; `parts` change its document, `traits` what it has besides."""
    new = NewItem(
        **{
            "topic": make_topic(topic),
            "difficulty": "easy",
            "document": document(**parts),
            **(traits or {}),
        }
    )
    return create_item(new, actor=author or UserFactory(), now=now)


def make_submitted(author: User | None = None, *, now: datetime = NOON, **given: Any) -> Item:
    author = author or UserFactory()
    item = make_draft(author, now=now, **given)
    submit_item(item.code, 1, actor=author, now=now)
    return Item.objects.get(pk=item.pk)


def make_approved(author: User | None = None, *, now: datetime = NOON, **given: Any) -> Item:
    item = make_submitted(author, now=now, **given)
    review_item(item.code, 1, Verdict.APPROVED, "", actor=UserFactory(), now=now)
    return Item.objects.get(pk=item.pk)
