"""Checks on writing: what each finds, and what it leaves alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.item_checks import Checked, findings, position_bias

TODAY = date(2026, 11, 20)
OPTIONS = ["Bộ Chính trị", "Quốc hội khoá XV", "Chính phủ", "Ban Bí thư"]


def item(**changes):
    """An item against which nothing speaks, with `changes`."""
    parts = {
        "kind": "single",
        "stem": "Nghị quyết số 57 do cơ quan nào ban hành?",
        "today": TODAY,
        "options": OPTIONS,
        "key": [0],
        "explanation": "Vì vậy.",
    }
    return Checked(**{**parts, **changes})


def codes(checked):
    return [one.code for one in findings(checked)]


def test_nothing_speaks_against_a_plain_item():
    assert findings(item()) == []


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("Tất cả các phương án trên", "all_of_above"),
        ("Tất cả các đáp án trên đều đúng.", "all_of_above"),
        ("Cả 3 đáp án trên", "all_of_above"),
        ("Cả ba ý trên đều đúng", "all_of_above"),
        ("Tất cả đều đúng", "all_of_above"),
        ("Các phương án trên đều đúng", "all_of_above"),
        ("Tất cả", "all_of_above"),
        ("All of the above", "all_of_above"),
        ("Both answers are correct", "all_of_above"),
        ("Không có phương án nào đúng", "none_of_above"),
        ("Không đáp án nào", "none_of_above"),
        ("Cả ba phương án đều sai", "none_of_above"),
        ("None of the above", "none_of_above"),
        ("Cả A và B", "names_letters"),
        ("A, B và C đều đúng", "names_letters"),
        ("Phương án A và C", "names_letters"),
        ("Both A and B are correct", "names_letters"),
    ],
)
def test_options_about_other_options_are_named(option, code):
    found = findings(item(options=[*OPTIONS[:3], option]))

    assert [one.code for one in found] == [code]
    assert found[0].field == "options"


@pytest.mark.parametrize(
    "option",
    [
        "Tất cả công dân từ đủ 14 tuổi",
        "Cả nước",
        "Vitamin A và B",
        "Không được chia sẻ mật khẩu",
        "Các bộ, ngành trung ương",
        "All government agencies",
    ],
)
def test_options_that_merely_begin_so_are_left_alone(option):
    assert codes(item(options=[*OPTIONS[:3], option])) == []


def test_letters_hinder_because_options_are_shuffled():
    [found] = findings(item(options=[*OPTIONS[:3], "Cả A và B"]))

    assert found.level == "error"


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("Hành vi nào sau đây không được làm?", "không"),
        ("Đâu không phải là dữ liệu cá nhân nhạy cảm?", "không phải"),
        ("Phát biểu nào sau đây là sai?", "sai"),
        ("Mọi việc sau đều đúng, ngoại trừ việc nào?", "ngoại trừ"),
        ("Which of these is not a browser?", "not"),
        ("Anh A có mạng. Việc nào anh không nên làm?", "không"),
    ],
)
def test_a_negative_stem_is_named_with_its_word(stem, word):
    [found] = findings(item(stem=stem))

    assert (found.code, found.field, found.facts) == ("negative_stem", "stem", {"word": word})


@pytest.mark.parametrize(
    "stem",
    [
        "Hành vi nào sau đây KHÔNG được làm?",
        "Phát biểu nào sau đây là SAI?",
        "Người dân có phải trả phí hay không?",
        "An toàn không gian mạng là gì?",
        "Mạng không dây dùng chuẩn nào?",
        "Sai số cho phép là bao nhiêu?",
        "Câu này đúng hay sai?",
        "Anh A không có mạng. Anh nên làm gì?",
        "Nộp hồ sơ không quá bao nhiêu ngày?",
    ],
)
def test_an_emphasised_or_harmless_word_is_left_alone(stem):
    assert codes(item(stem=stem)) == []


def test_a_word_in_bold_is_emphasised():
    stem = "Hành vi nào không được làm?"
    bold = "<p>Hành vi nào <strong>không</strong> được làm?</p>"

    assert codes(item(stem=stem, stem_markup=bold)) == []
    assert codes(item(stem=stem, stem_markup="<p><b>Hành vi</b> nào không?</p>")) == [
        "negative_stem"
    ]


def test_a_key_that_is_much_longer_than_the_rest_gives_itself_away():
    long = "Hội nghị Trung ương lần thứ tám của nhiệm kỳ, họp tại Hà Nội"

    [found] = findings(item(options=[long, *OPTIONS[1:]]))

    assert found.code == "longest_is_key"
    assert found.facts["ratio"] > 3
    assert codes(item(options=[long, *OPTIONS[1:]], key=[1])) == []


def test_a_word_of_the_stem_in_the_key_alone_gives_it_away():
    stem = "Chữ ký số dùng để làm gì?"
    options = [
        "Xác nhận bằng chữ ký số",
        "Gửi thư cho người nhận",
        "Lưu ảnh vào máy",
        "Chơi trò chơi",
    ]

    [found] = findings(item(stem=stem, options=options))

    assert (found.code, found.facts) == ("stem_echo", {"words": "chữ ký"})
    assert codes(item(stem=stem, options=options, key=[1])) == []
    everywhere = [f"{option} chữ ký số" for option in options]
    assert "stem_echo" not in codes(item(stem=stem, options=everywhere))


def test_options_that_differ_by_signs_alone_are_equal():
    [found] = findings(item(options=["Bộ Chính trị", "bộ chính trị.", *OPTIONS[2:]]))

    assert (found.code, found.level) == ("options_equal", "error")
    assert codes(item(options=["Ma", "Má", "Mà", "Mã"])) == []


def test_an_option_within_another_is_named():
    [found] = findings(item(options=["Chính phủ", "Văn phòng Chính phủ", *OPTIONS[3:]], key=[2]))

    assert (found.code, found.facts["left"]) == ("options_contained", "Chính phủ")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Từ 14 đến 18 tuổi", "Trên 16 tuổi"),
        ("14 - 18 tuổi", "18-20 tuổi"),
        ("Từ đủ 16 tuổi trở lên", "Từ đủ 18 tuổi trở lên"),
        ("Dưới 10 ngày", "5 ngày"),
        ("Ít nhất 1.000 đồng", "2.500 đồng"),
        ("At least 3 days", "Up to 5 days"),
        ("Không quá 30 ngày", "Từ 30 ngày trở lên"),
    ],
)
def test_spans_that_share_a_number_overlap(left, right):
    assert codes(item(options=[left, right, "Không quy định"], key=[2])) == ["ranges_overlap"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Dưới 14 tuổi", "Từ 14 đến 18 tuổi"),
        ("5 ngày", "5 giờ"),
        ("Dưới 10 ngày", "Trên 10 ngày"),
        ("Năm 2025", "Năm 2030"),
        ("10 ngày", "15 ngày"),
        ("Điều 5", "Từ 3 đến 7 ngày"),
    ],
)
def test_spans_that_do_not_meet_are_left_alone(left, right):
    assert codes(item(options=[left, right, "Không quy định"], key=[2])) == []


def test_reading_takes_no_more_than_two_thirds_of_the_time():
    long = item(stem=" ".join(["từ"] * 120) + "?", seconds=45)

    [found] = findings(long)

    assert found.code == "long_reading"
    assert found.facts["seconds"] == 45
    assert codes(item(stem=long.stem, seconds=90)) == []


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"has_source": False}, "missing_source", "error"),
        ({"has_source": False, "use": "practice"}, "missing_source", "warning"),
        ({"ends_on": TODAY - timedelta(days=1)}, "expired_source", "warning"),
        ({"ends_on": TODAY + timedelta(days=60)}, "expiring_source", "warning"),
        ({"explanation": " "}, "missing_explanation", "warning"),
    ],
)
def test_source_and_explanation_are_asked_for(changes, code, level):
    [found] = findings(item(**changes))

    assert (found.code, found.level) == (code, level)


def test_a_source_that_holds_for_long_is_good():
    assert codes(item(ends_on=TODAY + timedelta(days=61))) == []


def test_errors_stand_before_warnings():
    found = findings(item(has_source=False, stem="Đâu là sai?", explanation=""))

    assert [one.level for one in found] == ["error", "warning", "warning"]


def test_keys_that_stand_in_one_place_too_often_are_beyond_chance():
    [even] = position_bias({4: [26, 24, 25, 25]})
    [uneven] = position_bias({4: [55, 15, 15, 15]})

    assert not even.is_beyond_chance
    assert uneven.is_beyond_chance


@pytest.mark.parametrize(
    # tables of the chi-square distribution: 3.841 for one degree, 7.815 for three, at 5 percent
    ("counts", "chance"),
    [([50 + 9.8, 50 - 9.8], 0.05), ([25 + 9.88, 25 - 9.88, 25, 25], 0.05)],
)
def test_the_tail_of_chi_square_agrees_with_tables(counts, chance):
    [bias] = position_bias({len(counts): counts})

    assert bias.chance == pytest.approx(chance, abs=0.006)


def test_too_few_items_say_nothing_about_positions():
    assert position_bias({4: [15, 0, 0, 0]}) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=6), st.integers(-2, 8))
def test_no_text_is_too_odd_to_be_looked_at(stem, options, key):
    for finding in findings(item(stem=stem, options=options, key=[key])):
        assert finding.field in {"stem", "options"}
