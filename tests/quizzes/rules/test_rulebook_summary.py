"""A rulebook in plain words."""

import pytest

from quizzes.formats.rulebook import read_rulebook
from quizzes.rules.ranking import TIE_BREAKS
from quizzes.rules.rulebook_phrases import PHRASES, TIE_WORDS
from quizzes.rules.rulebook_summary import changes, summarise
from tests.factories.quizzes import rulebook_document


def written(items=4, **parts):
    return read_rulebook(rulebook_document(items, **parts)).model_dump(mode="json")


def lines(code, language="vi", **parts):
    sections = {one.code: one.lines for one in summarise(written(**parts), language)}
    return sections.get(code, ())


@pytest.mark.parametrize(
    ("parts", "code", "line"),
    [
        (
            {"attempts": {"per_day": 3, "per_week": 10}},
            "attempts",
            "Mỗi người thi tối đa 3 lượt mỗi ngày và 10 lượt mỗi tuần (từ thứ Hai).",
        ),
        (
            {"attempts": {"per_contest": 1}},
            "attempts",
            "Mỗi người thi tối đa 1 lượt trong cả cuộc thi.",
        ),
        ({"attempts": {}}, "attempts", "Mỗi người được thi nhiều lượt, không giới hạn."),
        (
            {
                "opening_hours": [
                    {"weekdays": [1, 2, 3, 4, 5, 7], "opens": "07:30", "closes": "21:00"}
                ]
            },
            "hours",
            "Chỉ bắt đầu bài thi trong giờ: 7 giờ 30 đến 21 giờ thứ Hai đến thứ Sáu và Chủ nhật."
            " Bài đang làm vẫn được làm tiếp.",
        ),
        (
            {"ranking": ["score", "time_used", "handed_in_at"], "ties": "draw"},
            "ranking",
            "Xếp theo điểm cao hơn; nếu bằng nhau thì lần lượt xét: thời gian làm bài ngắn hơn,"
            " rồi nộp bài sớm hơn.",
        ),
        (
            {"ties": "draw"},
            "ranking",
            "Bằng nhau ở mọi tiêu chí thì bốc thăm công khai.",
        ),
        (
            {"eligibility": {"minimum_age": 16, "maximum_age": 30}},
            "eligibility",
            "Người từ 16 đến 30 tuổi.",
        ),
        (
            {
                "prizes": {
                    "people": [
                        {
                            "code": "nhat",
                            "title": "Giải Nhất",
                            "count": 1,
                            "value": "5.000.000 đồng",
                        }
                    ]
                }
            },
            "prizes",
            "Giải Nhất: 1 giải mỗi vòng, mỗi giải 5.000.000 đồng.",
        ),
        (
            {"feedback": {"key": "never"}},
            "feedback",
            "Đáp án và giải thích: không thông báo cho thí sinh.",
        ),
        (
            {"certificate": {"threshold_percent": 80}, "feedback": {"score": "after_close"}},
            "certificate",
            "Đạt từ 80% số điểm của một vòng được cấp giấy chứng nhận điện tử,"
            " sau khi công bố kết quả.",
        ),
        (
            {"board": {"freeze_minutes": 60}},
            "results",
            "Bảng xếp hạng công khai dừng cập nhật 60 phút trước khi vòng thi đóng.",
        ),
    ],
)
def test_what_a_rule_reads_like(parts, code, line):
    assert line in lines(code, **parts)


def test_it_reads_as_well_in_english():
    assert lines("attempts", "en", attempts={"per_day": 3, "per_week": 1}) == (
        "Everyone has at most 3 attempts a day and 1 attempt a week (from Monday).",
        "The best attempt of a round counts.",
    )


def test_what_has_nothing_to_say_is_left_out():
    codes = [
        one.code for one in summarise(written(prediction={"target": "none"}, certificate=None))
    ]

    assert not {"prediction", "certificate", "hours", "rounds", "prizes"} & set(codes)


def test_changes_name_only_the_lines_that_differ():
    before = written(attempts={"per_day": 3})
    after = written(attempts={"per_day": 1}, prediction={"target": "none"})

    found = {one.code: one for one in changes(before, after)}

    assert set(found) == {"attempts", "prediction"}
    assert found["attempts"].before == ("Mỗi người thi tối đa 3 lượt mỗi ngày.",)
    assert found["attempts"].after == ("Mỗi người thi tối đa 1 lượt mỗi ngày.",)
    assert found["prediction"].after == ()


def test_the_same_rulebook_has_no_changes():
    assert changes(written(), written()) == []


def test_every_key_of_the_ranking_has_words():
    assert set(TIE_WORDS) == set(TIE_BREAKS)


def test_every_phrase_has_the_same_blanks_in_both_languages():
    for vietnamese, english in PHRASES.values():
        blanks = [
            {part.split("}")[0] for part in text.split("{")[1:]} for text in (vietnamese, english)
        ]
        assert blanks[0] == blanks[1]


def test_points_that_differ_are_said():
    rows = [
        {"topic": "a", "difficulty": "easy", "items": 15},
        {"topic": "a", "difficulty": "hard", "items": 5, "points": 2},
    ]
    paper = {"minutes": 15, "points_per_item": 1, "blueprint": rows}
    document = read_rulebook(rulebook_document(paper=paper)).model_dump(mode="json")

    [line] = summarise(document)[0].lines

    assert line == (
        "Mỗi bài 20 câu, làm trong 15 phút; 15 câu mỗi câu 1 điểm và 5 câu mỗi câu 2 điểm;"
        " tối đa 25 điểm."
    )
