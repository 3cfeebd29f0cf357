"""Groups with prizes of their own."""

from dataclasses import dataclass

import pytest

from quizzes.rules.audience import audience_of


@dataclass(frozen=True)
class Group:
    code: str
    organisation_kinds: tuple[str, ...] = ()
    minimum_age: int = 0
    maximum_age: int | None = None


GROUPS = (
    Group("hoc-sinh", ("school",), maximum_age=18),
    Group("thanh-nien", minimum_age=16, maximum_age=30),
    Group("khac"),
)


@pytest.mark.parametrize(
    ("age", "kinds", "code"),
    [
        (15, {"school", "commune"}, "hoc-sinh"),
        (18, {"school"}, "hoc-sinh"),
        (19, {"school"}, "thanh-nien"),
        (15, {"commune"}, "khac"),
        (31, set(), "khac"),
        (None, {"school"}, "khac"),
    ],
)
def test_a_person_belongs_to_the_first_group_that_fits(age, kinds, code):
    assert audience_of(age, kinds, GROUPS) == code


def test_whoever_fits_nowhere_belongs_to_none():
    assert audience_of(40, (), GROUPS[:2]) == ""
