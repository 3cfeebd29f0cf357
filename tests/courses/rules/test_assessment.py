"""Where somebody is, and what to learn next."""

from hypothesis import given
from hypothesis import strategies as st

from courses.rules.assessment import (
    RECOMMENDED,
    TOP,
    WHOLE,
    Asked,
    Taught,
    is_finished,
    recommended,
    shares,
)

ASKED = [
    Asked("tim", "tt02:1", ("digcomp3:1.1", "tt02:1")),
    Asked("kiem", "tt02:1", ("digcomp3:1.2", "tt02:1")),
    Asked("otp", "tt02:4", ("digcomp3:4.2", "tt02:4")),
]
BROAD = Taught("khoa", "tong-quan", ("tt02:1", "tt02:4"), nearness=1)
CHECKING = Taught("khoa", "kiem-chung", ("tt02:1", "digcomp3:1.2"), nearness=1)
OWN = Taught("khoa-cua-toi", "tong-quan", ("tt02:1", "tt02:4", "tt02:2"), nearness=0)


def pairs(answers, *taught):
    return [(one.key, lesson.lesson) for one, lesson in recommended(ASKED, answers, taught)]


def test_a_domain_is_measured_by_what_was_answered_of_it():
    assert shares(ASKED, {"tim": 3, "kiem": 0}) == {"tt02:1": 500}
    assert shares(ASKED, {"tim": 1}) == {"tt02:1": 333}
    assert not is_finished(ASKED, {"tim": 1})


def test_what_is_known_least_comes_first_and_by_its_closest_tag():
    answers = {"tim": 2, "kiem": 0, "otp": 1}

    assert pairs(answers, BROAD, CHECKING) == [("kiem", "kiem-chung"), ("otp", "tong-quan")]


def test_a_course_that_one_is_in_suits_best():
    [(_, lesson)] = recommended(ASKED, {"otp": 0}, [BROAD, OWN])

    assert lesson is OWN


def test_nothing_is_recommended_to_who_knows_it_all_or_has_said_nothing():
    assert pairs({one.key: TOP for one in ASKED}, BROAD, CHECKING) == []
    assert pairs({}, BROAD) == []


@given(
    st.dictionaries(st.sampled_from([one.key for one in ASKED]), st.integers(0, TOP)),
    st.lists(st.sampled_from([BROAD, CHECKING, OWN])),
)
def test_shares_stay_within_bounds_and_no_lesson_comes_twice(answers, taught):
    found = recommended(ASKED, answers, taught)

    assert all(0 <= share <= WHOLE for share in shares(ASKED, answers).values())
    lessons = [(lesson.course, lesson.lesson) for _, lesson in found]
    assert len(set(lessons)) == len(lessons) <= RECOMMENDED
    assert all(answers[one.key] < TOP for one, _ in found)
