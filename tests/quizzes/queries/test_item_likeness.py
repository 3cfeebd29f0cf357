"""Finding the likes of an item in the bank."""

import pytest

from quizzes.actions.item_review import retire_item
from quizzes.formats.item_draft import clean_draft
from quizzes.queries.item_likeness import similar_items, similar_to
from tests.factories.accounts import UserFactory
from tests.factories.bank import document, make_draft, make_submitted
from tests.factories.quizzes import NOON

pytestmark = pytest.mark.django_db
STEM = "Cơ quan nào ban hành Nghị quyết về đột phá phát triển khoa học, công nghệ?"


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
    make_submitted(stem=STEM)
    wanted = [clean_draft(document(f"{STEM} Câu {place}")) for place in range(20)]

    with django_assert_num_queries(7):
        found = similar_to(wanted)

    assert [len(one) for one in found] == [1] * 20
