"""What completes a course, and where to go on."""

import pytest

from courses.rules.completion import is_completed, lessons_wanted, next_lesson

LESSONS = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("done", "wanted", "asks", "passed", "complete"),
    [
        ({"a", "b", "c"}, None, False, False, True),
        ({"a", "b"}, None, False, False, False),
        ({"a", "b"}, 2, False, False, True),
        ({"a", "x"}, 2, False, False, False),
        ({"a", "b", "c"}, None, True, False, False),
        ({"a", "b", "c"}, None, True, True, True),
        ({"a"}, None, True, True, False),
        (set(), 9, False, True, False),
    ],
)
def test_a_course_is_completed_by_its_rule(done, wanted, asks, passed, complete):
    assert is_completed(done, LESSONS, wanted, asks_final_quiz=asks, has_passed=passed) is complete


def test_no_more_lessons_are_wanted_than_there_are():
    assert [lessons_wanted(3, wanted) for wanted in (None, 2, 9)] == [3, 2, 3]


@pytest.mark.parametrize(
    ("done", "last", "expected"),
    [
        (set(), "", "a"),
        ({"a"}, "a", "b"),
        ({"a"}, "c", "c"),
        ({"a", "c"}, "c", "b"),
        ({"b"}, "gone", "a"),
        ({"a", "b", "c"}, "c", None),
    ],
)
def test_one_goes_on_where_one_stopped(done, last, expected):
    assert next_lesson(done, LESSONS, last) == expected
