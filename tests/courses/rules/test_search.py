"""Words without diacritics: found, ranked, marked."""

from hypothesis import given
from hypothesis import strategies as st

from backend.common.text import search_key
from courses.queries.search import plain
from courses.rules.search import EXCERPT, excerpt, marked, score, text_of, typed_words


def points(title: str, body: str, typed: str) -> int:
    return score(text_of(title, body, search_key), typed_words(typed, search_key))


def test_every_word_has_to_be_there_the_last_one_may_still_be_typed():
    assert points("Luật", "", "lua dao") == 0
    assert points("Ba đạo luật", "", "lua dao") == 0
    assert points("Đăng ký VNeID", "", "dang ky vne") > 0
    assert points("Đăng ký VNeID", "", "neid") == 0
    assert points("Đăng ký VNeID", "", "dang ky ho chieu") == 0
    assert points("Đăng ký", "", "  ") == 0


def test_titles_whole_words_and_phrases_count_more():
    assert points("Lừa đảo", "", "lua dao") > points("Bài", "kẻ lừa đảo", "lua dao")
    assert points("Mã OTP", "", "ma") > points("Mạng", "mai", "ma") > points("Bài", "mã", "ma")
    assert points("Bài", "chữ ký số", "chu ky so") > points("Bài", "số chữ, ký", "chu ky so")


def test_what_was_looked_for_is_marked_in_its_own_spelling():
    pieces = marked("Kẻ lừa-đảo gọi.", ["lua", "da"], search_key)

    assert [(one.text, one.is_hit) for one in pieces] == [
        ("Kẻ ", False),
        ("lừa", True),
        ("-", False),
        ("đảo", True),
        (" gọi.", False),
    ]


@given(st.text(max_size=600), st.text(max_size=30))
def test_marking_loses_nothing_and_an_excerpt_stays_short(text: str, typed: str):
    words = typed_words(typed, search_key)

    assert "".join(one.text for one in marked(text, words, search_key)) == text
    assert len(excerpt(text, words, search_key)) <= EXCERPT + 4


def test_markup_becomes_running_text():
    markup = (
        "<p>Đọc từng <b>chữ</b>. Hỏi <a href='#'>con</a>, rồi</p><p>Bấm.</p><ul><li>Một</li></ul>"
    )

    assert plain(markup) == "Đọc từng chữ. Hỏi con, rồi. Bấm. Một."
