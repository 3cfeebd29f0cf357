"""Finding the likes of an item in the bank."""

import pytest

from quizzes.actions.item_review import retire_item
from quizzes.formats.item_draft import clean_draft
from quizzes.formats.item_words import likeness_of
from quizzes.queries.item_likeness import (
    MANY,
    MOST_OF_A_BAND,
    likest_items,
    similar_items,
)
from tests.factories.accounts import UserFactory
from tests.factories.bank import document, make_draft, make_submitted
from tests.factories.quizzes import NOON

pytestmark = pytest.mark.django_db
STEM = "Cơ quan nào ban hành Nghị quyết về đột phá phát triển khoa học, công nghệ?"


def likest(documents):
    return likest_items(documents, [likeness_of(document) for document in documents])


def test_the_same_words_in_other_dress_are_the_same():
    item = make_submitted(stem=STEM)
    options = ["chính phủ", "Ban bí thư.", "Bộ Chính trị", "QUỐC HỘI khoá XV"]

    [found] = similar_items(clean_draft(document(STEM.upper(), options=options, key=[2])))

    assert (found.code, found.is_same, found.share) == (item.code, True, 1.0)
    assert found.document["key"] is None


def test_nearly_the_same_words_are_found_and_others_are_not():
    item = make_submitted(stem=STEM)
    make_submitted(stem="Mật khẩu mạnh dài ít nhất bao nhiêu ký tự?", options=["8", "6", "4", "2"])
    near = document("Cơ quan nào đã ban hành Nghị quyết về đột phá phát triển khoa học?")

    [found] = similar_items(clean_draft(near))

    assert (found.code, found.is_same) == (item.code, False)
    assert 0.6 <= found.share < 1


def test_an_item_is_not_like_itself_nor_like_what_is_retired():
    item = make_submitted(stem=STEM)
    assert similar_items(clean_draft(document(STEM)), besides=item.code) == []

    retire_item(item.code, "", actor=UserFactory(), now=NOON)
    assert similar_items(clean_draft(document(STEM))) == []


def test_drafts_count_by_what_they_say_now():
    item = make_draft(stem=STEM)

    assert [one.code for one in similar_items(clean_draft(document(STEM)))] == [item.code]


def test_many_are_looked_up_in_as_few_statements_as_one(django_assert_num_queries):
    item = make_submitted(stem=STEM)
    wanted = [clean_draft(document(f"{STEM} Câu {place}")) for place in range(20)]

    with django_assert_num_queries(4):
        found = likest(wanted)

    assert found == [(item.pk, False)] * 20


def test_a_text_among_many_finds_the_likest_item_as_one_alone_does():
    """More texts than MANY walk through the bank; fewer go by its index."""
    make_submitted(stem="Mật khẩu mạnh dài ít nhất bao nhiêu ký tự?", options=["8", "6", "4", "2"])
    item, other = make_submitted(stem=STEM), make_submitted(stem=STEM.replace("Cơ quan", "Ai"))
    near = clean_draft(document(STEM.replace("ban hành", "đã ban hành")))
    same = clean_draft(document(STEM.upper()))
    alien = clean_draft(document("Thủ đô của Hà Giang cũ ở đâu?", options=["a", "b", "c", "d"]))

    found = likest([near, same, alien] * MANY)

    assert found == [(item.pk, False), (item.pk, True), None] * MANY
    assert [one.code for one in similar_items(near)] == [item.code, other.code]


def test_words_that_half_the_bank_shares_hide_no_likeness():
    """A band of very many items is read for some of them only."""
    for place in range(MOST_OF_A_BAND + 10):
        options = [f"{sign}{place} {place + 7} {sign * 3}" for sign in "abcd"]
        make_submitted(stem=f"Theo Nghị quyết số 57-NQ/TW, ý nào đúng {place}?", options=options)
    own = ["Chợ Đồng Văn", "Chợ Mèo Vạc", "Chợ Yên Minh", "Chợ Quản Bạ"]
    item = make_submitted(stem="Theo Nghị quyết số 57-NQ/TW, ý nào đúng về chợ?", options=own)
    near = document("Theo Nghị quyết 57-NQ/TW, ý nào đúng về chợ?", options=own)

    assert likest([clean_draft(near)]) == [(item.pk, False)]
