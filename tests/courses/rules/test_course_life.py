"""Which step may follow which."""

import pytest

from courses.enums import CourseStatus
from courses.rules.course_life import (
    APPROVE,
    NEXT,
    RETIRE,
    RETURN,
    SUBMIT,
    WITHDRAW,
    WRITE,
    may_judge,
    next_status,
)


def test_every_status_has_its_steps():
    assert set(NEXT) == set(CourseStatus.values)


@pytest.mark.parametrize(
    ("status", "steps"),
    [
        ("draft", {WRITE, SUBMIT, RETIRE}),
        ("needs_review", {WITHDRAW, APPROVE, RETURN}),
        ("published", {WRITE, RETIRE}),
        ("retired", set()),
    ],
)
def test_steps_of_a_status(status, steps):
    every = {WRITE, SUBMIT, WITHDRAW, APPROVE, RETURN, RETIRE}

    assert {step for step in every if next_status(status, step)} == steps


def test_nobody_judges_own_words():
    assert not may_judge(3, [1, 3])
    assert may_judge(2, [1, 3])
