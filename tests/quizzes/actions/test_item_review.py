"""Judging an item: a second person, retiring, remarks."""

import pytest

from backend.common.models import AuditEntry
from quizzes.actions.item import save_draft, submit_item
from quizzes.actions.item_review import (
    comment_on,
    restore_item,
    retire_item,
    review_item,
    settle_comment,
)
from quizzes.enums import ItemStatus, Verdict
from quizzes.item_errors import CommentNeeded, GradeTooLow, ItemStepRefused, OwnItem
from quizzes.models import Item, ItemReview
from quizzes.queries.pool import usable_items
from tests.factories.accounts import UserFactory
from tests.factories.bank import document, make_approved, make_draft, make_submitted
from tests.factories.quizzes import NOON

pytestmark = pytest.mark.django_db


def approve(item, number=1, actor=None):
    return review_item(
        item.code, number, Verdict.APPROVED, "", actor=actor or UserFactory(), now=NOON
    )


def give_back(item, comment="Nêu rõ năm nào"):
    return review_item(item.code, 1, Verdict.RETURNED, comment, actor=UserFactory(), now=NOON)


def test_an_approved_version_is_the_one_in_use():
    item = make_submitted()

    approve(item)

    item = Item.objects.get()
    assert (item.status, item.current) == (ItemStatus.APPROVED, item.newest)
    assert list(usable_items()) == [item]
    assert AuditEntry.objects.filter(action="item.approved").count() == 1


def test_nobody_approves_what_they_typed_in():
    author, helper = UserFactory(), UserFactory()
    item = make_draft(author)
    save_draft(item.code, document("Sửa một chữ?"), 1, actor=helper, now=NOON)
    submit_item(item.code, 2, actor=author, now=NOON)

    for person in (author, helper):
        with pytest.raises(OwnItem):
            approve(item, actor=person)

    assert not ItemReview.objects.exists()
    assert Item.objects.get().status == ItemStatus.NEEDS_REVIEW


def test_a_returned_item_says_why_and_goes_back_to_its_author():
    item = make_submitted()

    with pytest.raises(CommentNeeded):
        give_back(item, "  ")
    give_back(item)

    item = Item.objects.get()
    assert (item.status, item.current) == (ItemStatus.DRAFT, None)
    assert ItemReview.objects.get().comment == "Nêu rõ năm nào"


def test_only_the_newest_version_is_judged():
    item = make_submitted()
    save_draft(item.code, document("Lời mới?"), 0, actor=UserFactory(), now=NOON)
    submit_item(item.code, 1, actor=UserFactory(), now=NOON)

    with pytest.raises(ItemStepRefused):
        approve(item, 1)

    approve(item, 2)
    assert Item.objects.get().current.number == 2


def test_an_unseen_source_is_not_good_enough_for_a_contest():
    item = make_submitted(traits={"grade": "B"})
    practice = make_submitted(traits={"grade": "B", "use": "practice"})

    with pytest.raises(GradeTooLow):
        approve(item)
    approve(practice)

    item.refresh_from_db()
    assert (item.status, item.current) == (ItemStatus.NEEDS_REVIEW, None)


def test_a_retired_item_is_not_offered_and_can_come_back():
    item = make_approved()

    retire_item(item.code, "Đã lỗi thời", actor=UserFactory(), now=NOON)
    assert not usable_items().exists()
    assert Item.objects.get().current is not None

    restore_item(item.code, actor=UserFactory(), now=NOON)
    assert Item.objects.get().status == ItemStatus.APPROVED
    assert usable_items().exists()


@pytest.mark.parametrize(
    ("verdict", "status"),
    [(None, ItemStatus.NEEDS_REVIEW), (Verdict.RETURNED, ItemStatus.DRAFT)],
)
def test_a_retired_item_comes_back_to_where_it_stood(verdict, status):
    item = make_submitted()
    if verdict:
        give_back(item)
    retire_item(item.code, "", actor=UserFactory(), now=NOON)

    restore_item(item.code, actor=UserFactory(), now=NOON)

    assert Item.objects.get().status == status


def test_what_is_not_retired_is_not_restored():
    item = make_approved()

    with pytest.raises(ItemStepRefused):
        restore_item(item.code, actor=UserFactory(), now=NOON)


def test_a_remark_is_open_until_somebody_settles_it():
    item, colleague = make_draft(), UserFactory()
    comment = comment_on(item.code, "Phương án C chưa rõ", actor=UserFactory(), now=NOON)

    settle_comment(item.code, comment.uuid, actor=colleague, now=NOON)
    settle_comment(item.code, comment.uuid, actor=UserFactory(), now=NOON)

    comment.refresh_from_db()
    assert (comment.settled_at, comment.settled_by) == (NOON, colleague)
