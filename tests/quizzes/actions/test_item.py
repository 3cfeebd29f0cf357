"""Writing an item: its draft, its submission, older wordings brought back."""

import pytest

from backend.common.models import AuditEntry
from quizzes.actions.item import drop_draft, restore_version, save_draft, submit_item
from quizzes.actions.item_review import retire_item, review_item
from quizzes.enums import ItemStatus, Verdict
from quizzes.item_errors import DraftIsNewer, ItemInvalid, ItemStepRefused
from quizzes.models import Item, ItemDraft, ItemKey, ItemVersion, Stimulus
from tests.factories.accounts import UserFactory
from tests.factories.bank import document, make_approved, make_draft, make_submitted, make_topic
from tests.factories.quizzes import NOON

pytestmark = pytest.mark.django_db


def test_a_new_item_is_a_draft_with_a_code_of_its_topic():
    first = make_draft()
    second = make_draft()

    assert (first.code, second.code) == ("NQ57-001", "NQ57-002")
    assert first.status == ItemStatus.DRAFT
    assert (first.newest, first.current) == (None, None)
    assert first.draft.revision == 1
    assert AuditEntry.objects.filter(action="item.created").count() == 2


def test_codes_go_on_from_those_that_the_topic_has():
    Item.objects.create(code="VB-041", topic=make_topic("van-ban-lien-quan"), difficulty="easy")

    assert make_draft(topic="van-ban-lien-quan").code == "VB-042"


def test_two_topics_with_the_same_initials_share_their_numbers():
    assert make_draft(topic="ky-nang-so").code == "KNS-001"
    assert make_draft(topic="khoa-nganh-so").code == "KNS-002"


def test_a_saved_draft_is_found_by_its_new_words():
    item = make_draft()

    draft = save_draft(item.code, document("Chữ ký số là gì?"), 1, actor=UserFactory(), now=NOON)

    item.refresh_from_db()
    assert draft.revision == 2
    assert item.text == "Chữ ký số là gì?"
    assert {"'chu'", "'ky'", "'so'", "'la'", "'gi'"} <= set(item.search.split())


def test_a_stale_draft_is_refused_with_the_newer_one():
    item, colleague = make_draft(), UserFactory()
    save_draft(item.code, document("Bản của đồng nghiệp?"), 1, actor=colleague, now=NOON)

    with pytest.raises(DraftIsNewer) as refused:
        save_draft(item.code, document("Bản của tôi?"), 1, actor=UserFactory(), now=NOON)

    assert refused.value.facts["revision"] == 2
    assert refused.value.facts["document"]["stem"] == "Bản của đồng nghiệp?"
    assert refused.value.facts["author"] == colleague.full_name
    assert ItemDraft.objects.get().document["stem"] == "Bản của đồng nghiệp?"


def test_a_draft_typed_upon_one_that_was_submitted_is_refused():
    item = make_submitted()

    with pytest.raises(DraftIsNewer) as refused:
        save_draft(item.code, document("Muộn rồi?"), 1, actor=UserFactory(), now=NOON)

    assert refused.value.facts["revision"] == 0
    assert not ItemDraft.objects.exists()


def test_what_is_typed_is_made_harmless_and_its_plain_words_follow_its_markup():
    item = make_draft()
    markup = {"stem": "<p>Ai <strong>không</strong> ký?</p><script>x()</script>"}
    odd = document("Bỏ qua\x00", markup=markup, key={"a": ["\ud800b"]}, limit="9", options=[1, "B"])

    draft = save_draft(item.code, odd, 1, actor=UserFactory(), now=NOON)

    draft.refresh_from_db()
    assert draft.document["markup"]["stem"] == "<p>Ai <strong>không</strong> ký?</p>"
    assert draft.document["stem"] == "Ai không ký?"
    assert draft.document["options"] == ["", "B"]
    assert (draft.document["limit"], draft.document["key"]) == (None, {"a": ["b"]})


def test_a_submitted_draft_becomes_a_version_with_its_key():
    author = UserFactory()
    item = make_draft(author, kind="number", options=[], key={"value": "1.234,50"}, unit="km")

    version = submit_item(item.code, 1, actor=author, now=NOON)

    item = Item.objects.get()
    assert (item.status, item.newest, item.current) == (ItemStatus.NEEDS_REVIEW, version, None)
    assert (version.number, version.author, version.unit) == (1, author, "km")
    assert ItemKey.objects.get().correct == {"value": "1234.5", "tolerance": "0"}
    assert not ItemDraft.objects.exists()


def test_items_with_the_same_text_before_them_share_it():
    stimulus = {"title": "Thông báo", "text": "Từ ngày 1-12, nộp hồ sơ trực tuyến."}

    make_submitted(stimulus=stimulus)
    make_submitted(stem="Nộp hồ sơ ở đâu?", stimulus=stimulus)

    assert Stimulus.objects.get().versions.count() == 2


def test_an_incomplete_draft_is_refused_by_field_and_stays():
    item = make_draft(options=["Một"], explanation="")

    with pytest.raises(ItemInvalid) as refused:
        submit_item(item.code, 1, actor=UserFactory(), now=NOON)

    assert refused.value.facts["errors"] == {"options": ["Cần từ 2 đến 10 phương án."]}
    assert ItemDraft.objects.exists()
    assert not ItemVersion.objects.exists()


def test_what_somebody_else_saved_meanwhile_is_not_submitted():
    item = make_draft()
    save_draft(item.code, document("Khác rồi?"), 1, actor=UserFactory(), now=NOON)

    with pytest.raises(DraftIsNewer):
        submit_item(item.code, 1, actor=UserFactory(), now=NOON)

    assert not ItemVersion.objects.exists()


def test_an_approved_item_is_mended_while_it_stays_in_use():
    item = make_approved()
    first = item.current

    save_draft(item.code, document("Mới?"), 0, actor=UserFactory(), now=NOON)
    second = submit_item(item.code, 1, actor=UserFactory(), now=NOON)

    item = Item.objects.get()
    assert (item.newest, item.current, item.status) == (second, first, ItemStatus.NEEDS_REVIEW)


def test_an_older_wording_is_brought_back_as_a_draft():
    writer = UserFactory()
    item = make_approved(writer, stem="Lời đầu?")
    save_draft(item.code, document("Lời sau?"), 0, actor=UserFactory(), now=NOON)
    somebody = UserFactory()

    draft = restore_version(item.code, 1, 1, actor=somebody, now=NOON)

    assert (draft.revision, draft.document["stem"]) == (2, "Lời đầu?")
    assert draft.document["key"] == [0]
    assert {writer.pk, somebody.pk} <= set(draft.writers)
    assert Item.objects.get().text == "Lời đầu?"


def test_a_dropped_draft_leaves_the_item_as_it_was():
    item = make_approved(stem="Lời đầu?")
    save_draft(item.code, document("Bỏ đi?"), 0, actor=UserFactory(), now=NOON)

    drop_draft(item.code, 1, actor=UserFactory(), now=NOON)

    item = Item.objects.get()
    assert (item.status, item.text) == (ItemStatus.APPROVED, "Lời đầu?")
    assert not ItemDraft.objects.exists()


def test_an_item_that_was_never_submitted_goes_with_its_draft():
    item = make_draft()

    assert drop_draft(item.code, 1, actor=UserFactory(), now=NOON) is None

    assert not Item.objects.exists()


def test_a_retired_item_is_not_written_in():
    item = make_approved()
    retire_item(item.code, "Đã lỗi thời", actor=UserFactory(), now=NOON)

    with pytest.raises(ItemStepRefused):
        save_draft(item.code, document("Nữa?"), 0, actor=UserFactory(), now=NOON)

    assert not ItemDraft.objects.exists()


def test_who_typed_in_a_returned_version_does_not_review_the_mended_one():
    author, mender = UserFactory(), UserFactory()
    item = make_submitted(author)
    review_item(item.code, 1, Verdict.RETURNED, "Thiếu dấu phẩy", actor=UserFactory(), now=NOON)

    save_draft(item.code, document("Có dấu phẩy, phải không?"), 0, actor=mender, now=NOON)
    version = submit_item(item.code, 1, actor=mender, now=NOON)

    assert set(version.writers) == {author.pk, mender.pk}
