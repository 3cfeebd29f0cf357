"""What items have besides their words, changed one by one and many at once."""

import pytest

from backend.common.models import AuditEntry
from quizzes.actions.item_change import change_items
from quizzes.item_errors import GradeTooLow, ItemInUse, ItemIsPublic
from quizzes.models import Item, ItemDraft, PracticeAnswer, RoundItem
from tests.factories.accounts import UserFactory
from tests.factories.bank import SOURCE, make_approved, make_draft, make_topic
from tests.factories.quizzes import NOON, make_round

pytestmark = pytest.mark.django_db


def change(wishes):
    return change_items(wishes, actor=UserFactory(), now=NOON)


def test_many_are_changed_at_once_and_put_back_by_what_was_given():
    one = make_draft(traits={"tags": ["mạng", "cũ"]})
    other = make_draft(traits={"tags": ["cũ"], "difficulty": "hard"})
    wish = {"difficulty": "hard", "add_tags": ["mới"], "remove_tags": ["cũ"]}

    undo = change({one.code: wish, other.code: wish})

    assert Item.objects.get(pk=one.pk).tags == ["mạng", "mới"]
    assert "'moi'" in Item.objects.get(pk=one.pk).search
    assert undo == [
        {"code": one.code, "difficulty": "easy", "tags": ["mạng", "cũ"]},
        {"code": other.code, "tags": ["cũ"]},
    ]
    change({wish.pop("code"): wish for wish in undo})
    rows = Item.objects.order_by("code").values_list("difficulty", "tags")
    assert list(rows) == [("easy", ["mạng", "cũ"]), ("hard", ["cũ"])]
    assert AuditEntry.objects.filter(action="items.changed").count() == 2


def test_what_changes_nothing_is_neither_told_nor_recorded():
    item = make_draft()

    assert change({item.code: {"difficulty": "easy"}}) == []
    assert not AuditEntry.objects.filter(action="items.changed").exists()


def test_what_a_round_draws_by_stays_until_it_is_over_and_then_nothing_is_changed():
    used, free = make_approved(), make_approved()
    round_ = make_round()
    RoundItem.objects.create(round=round_, version=used.current)
    wish = {"topic": make_topic("khac")}

    with pytest.raises(ItemInUse) as refused:
        change({used.code: wish, free.code: wish})

    assert refused.value.facts["items"] == [used.code]
    assert set(
        Item.objects.filter(pk__in=[used.pk, free.pk]).values_list("topic__code", flat=True)
    ) == {"nghi-quyet-57"}
    assert len(change({used.code: {"add_tags": ["được"]}})) == 1
    round_.state = "closed"
    round_.save()
    assert len(change({used.code: wish})) == 1


def test_what_was_practised_is_no_secret():
    item = make_approved(traits={"use": "practice"})
    PracticeAnswer.objects.create(
        person=UserFactory(),
        version=item.current,
        key="5f0d1b0e-7c1c-4c5e-9a52-3b6a4f1f7d11",
        value=[0],
        is_right=True,
        at=NOON,
    )

    with pytest.raises(ItemIsPublic):
        change({item.code: {"use": "contest"}})

    assert Item.objects.get().use == "practice"


def test_an_unseen_source_stays_out_of_contests():
    item = make_approved(traits={"use": "practice", "grade": "B"})

    with pytest.raises(GradeTooLow):
        change({item.code: {"use": "contest"}})
    change({item.code: {"use": "contest", "grade": "A"}})
    with pytest.raises(GradeTooLow):
        change({item.code: {"grade": "B"}})


def test_a_source_goes_into_the_draft_and_out_again():
    item = make_approved()
    source = {**SOURCE, "article": "Mục III"}

    undo = change({item.code: {"source": source}})

    draft = ItemDraft.objects.get()
    assert (draft.document["source"]["article"], draft.document["stem"]) == ("Mục III", item.text)
    assert Item.objects.get().current == item.current
    assert undo == [{"code": item.code, "source": SOURCE}]
    change({item.code: {"source": SOURCE}})
    assert not ItemDraft.objects.exists()
