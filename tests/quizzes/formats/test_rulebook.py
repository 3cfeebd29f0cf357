"""The document: it survives being written and read, and says what is wrong with it."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quizzes.formats import rulebook_parts as parts
from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.formats.rulebook_errors import problems_of
from quizzes.rules.ranking import TIE_BREAKS
from quizzes.rules.rulebook_summary import summarise
from tests.factories.quizzes import rulebook_document

small = st.integers(1, 5)
maybe = st.none() | small
codes = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)
papers = st.builds(
    parts.Paper,
    minutes=st.integers(1, 240),
    blueprint=st.lists(
        st.builds(
            parts.Cell,
            topic=codes,
            difficulty=st.sampled_from(["easy", "hard"]),
            items=small,
            kind=st.none() | st.sampled_from(["single", "essay"]),
            points=st.none() | st.integers(2, 10),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda cell: cell.key,
    ),
    points_per_item=st.integers(2, 10),
)
hours = st.builds(
    parts.Hours,
    weekdays=st.lists(st.integers(1, 7), min_size=1, max_size=7, unique=True),
    opens=st.times(max_value=time(11)),
    closes=st.times(min_value=time(12)),
)
prizes = st.builds(
    parts.Prizes,
    people=st.lists(
        st.builds(
            parts.Prize,
            code=codes,
            title=st.text(min_size=1, max_size=9),
            count=small,
            audience=st.just(""),
        ),
        max_size=3,
        unique_by=lambda prize: prize.code,
    ),
    organisations=st.just(()),
    spreading=st.just(()),
)
rulebooks = st.builds(
    Rulebook,
    paper=papers,
    scoring=st.builds(
        parts.Scoring, wrong_points=st.integers(-3, 0), speed_bonus_points=st.just(0)
    ),
    attempts=st.builds(
        parts.Attempts, per_day=maybe, per_week=maybe, per_round=maybe, per_contest=maybe
    ),
    opening_hours=st.lists(hours, max_size=2),
    rounds=st.just(parts.Rounds())
    | st.builds(lambda best: parts.Rounds(combine="best_n", best=best), small),
    prediction=st.builds(parts.Prediction),
    ranking=st.permutations(sorted(set(TIE_BREAKS) - {"score"})).map(
        lambda keys: ("score", *keys[:4])
    ),
    feedback=st.builds(parts.Feedback),
    certificate=st.none() | st.builds(parts.Certificate),
    eligibility=st.builds(parts.Eligibility, minimum_age=st.integers(0, 20), maximum_age=st.none()),
    audiences=st.just(()),
    prizes=prizes,
    board=st.builds(parts.Board),
    results=st.builds(parts.Results),
    essays=st.builds(parts.Essays),
)


@given(rulebooks)
def test_a_rulebook_survives_being_written_and_read(rulebook):
    assert read_rulebook(rulebook.model_dump(mode="json")) == rulebook


@given(rulebooks, st.sampled_from(["vi", "en"]))
def test_any_rulebook_can_be_said(rulebook, language):
    sections = summarise(rulebook.model_dump(mode="json"), language)

    assert all(section.lines and section.title for section in sections)


def test_the_schema_names_every_part_and_every_key():
    schema = Rulebook.model_json_schema()

    assert set(schema["properties"]) == set(Rulebook.model_fields)
    assert schema["properties"]["ranking"]["items"]["enum"] == list(TIE_BREAKS)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"attempts": {"per_day": 0}}, "attempts.per_day", "Phải từ 1 trở lên."),
        ({"attempts": {"per_day": "ba"}}, "attempts.per_day", "Cần một số nguyên."),
        ({"ties": "dice"}, "ties", "Hãy chọn một trong các lựa chọn đã cho."),
        ({"colour": "red"}, "colour", "Thể lệ không có mục này."),
        ({"paper": {"minutes": 10}}, "paper.blueprint", "Thiếu mục này."),
        (
            {"opening_hours": [{"weekdays": [1], "opens": "21:00", "closes": "07:00"}]},
            "opening_hours.0",
            "Giờ đóng phải sau giờ mở.",
        ),
        (
            {"eligibility": {"minimum_age": 30, "maximum_age": 20}},
            "eligibility",
            "Tuổi cao nhất không được dưới tuổi thấp nhất.",
        ),
        (
            {"prizes": {"people": [{"code": "a", "title": "A", "count": 1, "audience": "x"}]}},
            "",
            "Có giải dành cho một nhóm chưa được mô tả.",
        ),
        (
            {"prizes": {"people": [{"code": "a", "title": "", "count": 1}]}},
            "prizes.people.0.title",
            "Không được để trống.",
        ),
        (
            {"ranking": ["time_used"]},
            "",
            "Xếp hạng bắt đầu bằng điểm, mỗi tiêu chí một lần.",
        ),
    ],
)
def test_what_is_wrong_is_said_by_field(change, field, problem):
    with pytest.raises(ValidationError) as refused:
        read_rulebook(rulebook_document(**change))

    assert problems_of(refused.value)[field] == [problem]


def test_rows_may_be_worth_different_points():
    row = {"topic": "a", "difficulty": "easy", "items": 3}
    rows = [row, {**row, "kind": "multiple", "items": 2, "points": 4}]
    paper = {"minutes": 15, "points_per_item": 2, "blueprint": rows}

    book = read_rulebook(rulebook_document(paper=paper))

    assert book.max_points == 3 * 2 + 2 * 4
    assert book.blueprint == {("a", "easy"): 3, ("a", "easy", "multiple"): 2}
    assert book.scoring_policy.weights == {("a", "easy"): 2, ("a", "easy", "multiple"): 4}
    with pytest.raises(ValidationError):
        read_rulebook(rulebook_document(paper={**paper, "blueprint": [row, row]}))
