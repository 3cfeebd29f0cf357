"""A file of items: read, mended in its place, stored whole, taken back."""

from datetime import timedelta
from typing import Any

import pytest

from backend.accounts.models import User
from backend.common.jobs import no_progress
from backend.common.models import Job
from quizzes.actions.item import save_draft
from quizzes.actions.item_import import (
    APPLY,
    READ,
    ask_to_apply,
    bring_file,
    choose_topic,
    mend_row,
    read_file,
    want_rows,
)
from quizzes.actions.item_import_apply import apply_import, undo_import
from quizzes.actions.item_review import review_item
from quizzes.enums import ImportRowState, ImportState, ItemStatus, Verdict
from quizzes.item_errors import ImportRefused
from quizzes.models import Item, ItemImport, ItemKey, ItemVersion, Topic
from tests.factories.accounts import UserFactory
from tests.factories.bank import make_approved, make_topic
from tests.factories.quizzes import NOON

pytestmark = pytest.mark.django_db

HEAD = "Câu hỏi;A;B;C;D;Đáp án\n"
TWO = HEAD + "Thủ đô nước ta ở đâu?;Hà Nội;Huế;Vinh;Cần Thơ;A\nCố đô nào ở miền Trung?;a;b;c;d;B\n"
LATER = NOON + timedelta(hours=1)
BROKEN = TWO + "Câu thiếu phương án thì sao?;một;hai;;;D\n"


def brought(text: str, actor: User, topic: Topic | None = None) -> ItemImport:
    """The file as its job leaves it."""
    file = bring_file("de.csv", text.encode(), topic or make_topic(), actor=actor, now=LATER)
    for job in Job.objects.filter(kind=READ):
        read_file(job, no_progress, now=LATER)
    file.refresh_from_db()
    return file


def applied(file: ItemImport, actor: User, *, submit: bool = False) -> ItemImport:
    job = ask_to_apply(file.uuid, submit=submit, actor=actor, now=LATER)
    assert job.kind == APPLY
    apply_import(job, no_progress, now=LATER)
    Job.objects.filter(pk=job.pk).update(state="done")
    file.refresh_from_db()
    return file


def states(file: ItemImport) -> list[str]:
    return list(file.rows.values_list("state", flat=True))


def test_reading_changes_nothing_in_the_bank() -> None:
    file = brought(TWO, UserFactory())
    assert file.state == ImportState.CHECKED
    assert states(file) == ["new", "new"]
    assert not Item.objects.exists()


def test_what_the_bank_got_meanwhile_is_left_out_and_named() -> None:
    author = UserFactory()
    first, second = (
        brought(TWO, author),
        brought(TWO + "Thành phố nào ở cực Nam?;a;b;c;d;A\n", author),
    )

    applied(first, author)
    second = applied(second, author)

    codes = list(Item.objects.order_by("pk").values_list("code", flat=True))
    [told] = second.notes
    assert len(codes) == 3
    assert told.startswith("2 câu đã chọn nhưng không nhập: câu số 1: ")
    assert codes[0] in told
    assert codes[1] in told
    assert codes[2] not in told
    lost = second.rows.filter(is_wanted=False)
    assert [row.place for row in lost] == [1, 2]
    assert all(row.notes[-1]["text"].endswith("nên không nhập.") for row in lost)
    assert second.counts["wanted"] == 1


def test_a_file_of_which_nothing_is_left_says_what_the_bank_has() -> None:
    author = UserFactory()
    first, second = brought(TWO, author), brought(TWO + "\n", author)
    applied(first, author)

    with pytest.raises(ImportRefused) as refused:
        applied(second, author)

    assert refused.value.detail.startswith("2 câu đã chọn nhưng không nhập: câu số 1: ")
    assert Item.objects.count() == 2


def test_stored_items_are_drafts_of_whoever_brought_them() -> None:
    author = UserFactory()
    file = applied(brought(TWO, author), author)
    items = [row.item for row in file.rows.all()]
    assert [item and item.status for item in items] == [ItemStatus.DRAFT] * 2
    assert items[0]
    assert items[0].draft.document["key"] == [0]
    assert items[0].code != (items[1] and items[1].code)


def test_submitted_items_await_somebody_else() -> None:
    author = UserFactory()
    file = applied(brought(TWO, author), author, submit=True)
    item = file.rows.all()[1].item
    assert item
    assert item.status == ItemStatus.NEEDS_REVIEW
    assert ItemKey.objects.get(version=item.newest).correct == [1]
    review_item(item.code, 1, Verdict.APPROVED, "", actor=UserFactory(), now=LATER)
    item.refresh_from_db()
    assert item.current_id == item.newest_id


def test_one_faulty_row_keeps_the_whole_file_out_until_it_is_mended_in_its_place() -> None:
    author = UserFactory()
    file = brought(BROKEN, author)
    assert states(file) == ["new", "new", "faulty"]
    with pytest.raises(ImportRefused) as refused:
        ask_to_apply(file.uuid, submit=False, actor=author, now=LATER)
    assert "3" in refused.value.detail
    mended = mend_row(file.uuid, 3, {"content": {"key": [1]}})
    assert (mended.state, mended.is_mended) == (ImportRowState.NEW, True)
    assert applied(file, author).counts["wanted"] == 3
    assert Item.objects.count() == 3


def test_a_faulty_row_may_be_left_out() -> None:
    author = UserFactory()
    file = want_rows(brought(BROKEN, author).uuid, None, "faulty", wanted=False)
    assert file.counts["blocked"] == 0
    applied(file, author)
    assert Item.objects.count() == 2


def test_the_same_file_twice_makes_no_duplicates() -> None:
    author = UserFactory()
    applied(brought(TWO, author), author)
    again = brought(TWO, author)
    assert states(again) == ["same", "same"]
    with pytest.raises(ImportRefused):
        ask_to_apply(again.uuid, submit=False, actor=author, now=LATER)
    assert Item.objects.count() == 2


def test_a_row_once_mended_and_stored_is_known_when_its_file_comes_again() -> None:
    author = UserFactory()
    file = brought(BROKEN, author)
    mend_row(file.uuid, 3, {"content": {"key": [1]}})
    stored = applied(file, author).rows.get(place=3).item

    again = brought(BROKEN, UserFactory())
    known = again.rows.get(place=3)

    assert states(again) == ["same", "same", "same"]
    assert (known.similar, known.is_mended, known.is_wanted) == (stored, True, False)
    assert again.counts["blocked"] == 0


def test_a_mending_that_was_never_stored_is_nobody_elses() -> None:
    mend_row(brought(BROKEN, UserFactory()).uuid, 3, {"content": {"key": [1]}})
    assert states(brought(BROKEN, UserFactory())) == ["new", "new", "faulty"]


def test_what_was_mended_comes_back_mended_after_an_undo() -> None:
    author = UserFactory()
    file = brought(BROKEN, author)
    mend_row(file.uuid, 3, {"content": {"key": [1]}})
    undo_import(applied(file, author).uuid, actor=author, now=LATER)
    again = brought(BROKEN, UserFactory())
    assert states(again) == ["new", "new", "new"]
    assert again.rows.get(place=3).is_mended


def test_a_file_that_waits_is_the_same_import_when_brought_again() -> None:
    author = UserFactory()
    assert brought(TWO, author).pk == brought(TWO, author).pk


def test_an_item_twice_in_one_file_is_stored_once() -> None:
    author = UserFactory()
    line = TWO.splitlines(keepends=True)[1]
    file = brought(TWO + line.replace("Hà Nội;Huế", "Huế;Hà Nội").replace(";A", ";B"), author)
    assert states(file) == ["new", "new", "same"]


def test_near_equal_and_differently_keyed_items_are_shown_and_not_taken_unasked() -> None:
    known = make_approved(stem="Nghị quyết số 57-NQ/TW do cơ quan nào của Đảng ban hành?")
    options = ";".join(known.newest.options if known.newest else [])
    file = brought(
        HEAD
        + f"Nghị quyết số 57-NQ/TW do cơ quan nào của Đảng ban hành?;{options};B\n"
        + f"Nghị quyết số 57-NQ/TW là do cơ quan nào của Đảng ban hành ra?;{options};A\n",
        UserFactory(),
    )
    rows = list(file.rows.all())
    assert [row.state for row in rows] == ["similar", "similar"]
    assert [row.similar for row in rows] == [known, known]
    assert [row.is_wanted for row in rows] == [False, False]


def test_a_changed_item_comes_as_a_draft_beside_what_is_in_use() -> None:
    known = make_approved()
    author = UserFactory()
    text = "Mã câu;Câu hỏi;A;B;Đáp án\n" + f"{known.code};Hỏi một điều hoàn toàn khác?;x;y;B\n"
    file = brought(text, author)
    assert states(file) == ["changed"]
    applied(file, author)
    known.refresh_from_db()
    assert known.current
    assert known.current.stem != "Hỏi một điều hoàn toàn khác?"
    assert known.draft.document["stem"] == "Hỏi một điều hoàn toàn khác?"


def test_an_unknown_topic_asks_for_one() -> None:
    author = UserFactory()
    text = "Chủ đề;" + TWO.replace("\n", "\nChủ đề lạ;").removesuffix("Chủ đề lạ;")
    file = bring_file("de.csv", text.encode(), None, actor=author, now=LATER)
    read_file(Job.objects.get(kind=READ), no_progress, now=LATER)
    assert states(file) == ["faulty", "faulty"]
    choose_topic(file.uuid, make_topic())
    assert states(file) == ["new", "new"]


def test_undo_takes_everything_back() -> None:
    author = UserFactory()
    known = make_approved()
    text = "Mã câu;Câu hỏi;A;B;Đáp án\n" + f"{known.code};Điều khác hẳn?;x;y;B\n;Câu mới?;x;y;A\n"
    file = applied(brought(text, author), author)
    undo_import(file.uuid, actor=author, now=LATER)
    file.refresh_from_db()
    assert file.state == ImportState.UNDONE
    assert list(Item.objects.all()) == [known]
    assert known.versions.count() == 1
    applied(file, author)
    assert Item.objects.count() == 2


@pytest.mark.parametrize("submit", [True, False])
def test_undo_is_refused_once_somebody_built_on_it(*, submit: bool) -> None:
    author = UserFactory()
    file = applied(brought(TWO, author), author, submit=submit)
    item = file.rows.all()[0].item
    assert item is not None
    if submit:
        review_item(item.code, 1, Verdict.APPROVED, "", actor=UserFactory(), now=LATER)
    else:
        save_draft(item.code, {**item.draft.document, "stem": "Khác?"}, 1, actor=author, now=LATER)
    with pytest.raises(ImportRefused) as refused:
        undo_import(file.uuid, actor=author, now=LATER)
    assert item.code in refused.value.detail
    assert Item.objects.count() == 2


def test_a_worker_killed_after_storing_stores_nothing_twice() -> None:
    author = UserFactory()
    file = brought(TWO, author)
    job = ask_to_apply(file.uuid, submit=True, actor=author, now=LATER)
    apply_import(job, no_progress, now=LATER)
    apply_import(job, no_progress, now=LATER)
    assert (Item.objects.count(), ItemVersion.objects.count()) == (2, 2)


def test_nothing_is_half_stored(monkeypatch: Any) -> None:
    author = UserFactory()
    file = brought(TWO, author)
    job = ask_to_apply(file.uuid, submit=True, actor=author, now=LATER)

    def fails(done: int, total: int | None = None, step: str = "") -> None:
        if Item.objects.exists():
            raise RuntimeError

    monkeypatch.setattr("quizzes.actions.item_import_apply.LOT", 1)
    with pytest.raises(RuntimeError):
        apply_import(job, fails, now=LATER)
    assert not Item.objects.exists()


@pytest.mark.parametrize("body", ["", "không có gì", "\x00\x01\x02"])
def test_a_file_that_is_none_says_so(body: str) -> None:
    file = brought(body or " ", UserFactory())
    assert (file.state, bool(file.problem)) == (ImportState.REFUSED, True)


def test_an_alike_item_that_somebody_takes_is_stored():
    trainer = UserFactory()
    make_approved(
        stem="Thủ đô nước ta ở đâu vậy?", options=["Hà Nội", "Huế", "Vinh", "Cần Thơ"], key=[0]
    )
    file = brought(TWO, trainer)
    assert states(file) == ["similar", "new"]
    want_rows(file.uuid, None, "similar", wanted=True)
    want_rows(file.uuid, [2], "", wanted=False)

    applied(file, trainer)

    made = Item.objects.filter(import_rows__item_import=file)
    assert [item.text for item in made] == ["Thủ đô nước ta ở đâu?"]
