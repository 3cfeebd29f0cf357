"""What packages may tell, and when a unit is done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules import xapi
from courses.rules.package_run import RunRefused, is_completed, next_launch, read_values

ELEMENTS = ("cmi.suspend_data", "cmi.core.lesson_location", "cmi.core.session_time")
REGISTRATION = "0a1b2c3d-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    "values",
    [
        {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "87.5"},
        {"cmi.suspend_data": "x" * 64_000},
        {"cmi.interactions.3.correct_responses.0.pattern": "a", "cmi.interactions.3.result": "0.5"},
        {},
    ],
)
def test_what_scorm_12_says_is_read(values):
    assert read_values("scorm12", values) == values


@pytest.mark.parametrize(
    "sent",
    [
        "cmi",
        {"cmi.core.lesson_status": "done"},
        {"cmi.core.lesson_status": None},
        {"cmi.core.student_name": "Ai"},
        {"cmi.suspend_data": "x" * 64_001},
        {"cmi.core.score.raw": "NaN"},
        {"cmi.core.score.raw": "1e400"},
        {"cmi.interactions.9999.id": "a"},
        {"cmi.completion_status": "completed"},
        {"__proto__": "x"},
        {f"cmi.interactions.{n}.id": "x" * 1_000 for n in range(300)},
    ],
)
def test_what_scorm_12_does_not_know_is_refused(sent):
    with pytest.raises(RunRefused):
        read_values("scorm12", sent)


@pytest.mark.parametrize(
    ("kind", "values", "mastery", "done"),
    [
        ("scorm12", {}, None, False),
        ("scorm12", {"cmi.core.lesson_status": "completed"}, None, True),
        ("scorm12", {"cmi.core.lesson_status": "completed"}, 80, True),
        ("scorm12", {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "79"}, 80, False),
        ("scorm12", {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "80"}, 80, True),
        ("scorm12", {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "1"}, 80, True),
        ("scorm12", {"cmi.core.lesson_status": "failed"}, None, False),
        ("scorm2004", {"cmi.completion_status": "completed"}, None, True),
        ("scorm2004", {"cmi.completion_status": "completed", "cmi.success_status": "failed"},
         None, False),
        ("scorm2004", {"cmi.success_status": "passed"}, 0.9, True),
        ("scorm2004", {"cmi.completion_status": "completed", "cmi.score.scaled": "0.4"}, 0.5,
         False),
    ],
)  # fmt: skip
def test_a_unit_is_done_when_it_says_so_with_the_score_it_asks_for(kind, values, mastery, done):
    assert is_completed(kind, values, mastery) is done


def test_a_new_launch_adds_up_the_time_and_goes_on():
    first = {
        "cmi.core.session_time": "0000:10:30.00",
        "cmi.core.exit": "suspend",
        "cmi.suspend_data": "trang=7",
    }

    second = next_launch("scorm12", first)
    third = next_launch("scorm12", second | {"cmi.core.session_time": "00:00:30"})

    assert second == {
        "cmi.core.total_time": "0000:10:30.00",
        "cmi.core.entry": "resume",
        "cmi.suspend_data": "trang=7",
    }
    assert third["cmi.core.total_time"] == "0000:11:00.00"
    assert next_launch("scorm2004", {}) == {"cmi.entry": "ab-initio"}


@given(st.dictionaries(st.sampled_from(ELEMENTS), st.text(max_size=30)))
def test_whatever_was_read_can_be_read_again_after_a_new_launch(sent):
    try:
        values = read_values("scorm12", sent)
    except RunRefused:
        return
    again = next_launch("scorm12", values)
    assert read_values("scorm12", again) == again


def statement(verb="completed", **more):
    return {
        "actor": {"account": {"homePage": "https://a.test", "name": "x"}},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": "https://thu.test/au/1"},
        "context": {"registration": REGISTRATION},
        **more,
    }


def test_statements_give_their_verb_and_score():
    scored = statement("passed", result={"score": {"scaled": 0.8}})

    assert xapi.read_statement(scored, REGISTRATION) == ("passed", 0.8)
    assert xapi.read_statement(statement("bookmarked"), REGISTRATION) == ("other", None)


@pytest.mark.parametrize(
    "sent",
    [
        [],
        {},
        statement(context={"registration": "0a1b2c3d-0000-4000-8000-00000000ffff"}),
        statement(id="1"),
        statement(actor="ai"),
        statement(result={"score": {"scaled": 7}}),
        statement(result={"score": {"scaled": float("nan")}}),
    ],
)
def test_strange_statements_are_refused(sent):
    with pytest.raises(xapi.StatementRefused):
        xapi.read_statement(sent, REGISTRATION)


@pytest.mark.parametrize(
    ("rule", "verbs", "done"),
    [
        ("CompletedAndPassed", {"completed"}, False),
        ("CompletedAndPassed", {"completed", "passed", "initialized"}, True),
        ("CompletedOrPassed", {"passed"}, True),
        ("Passed", {"completed", "failed"}, False),
        ("NotApplicable", set(), False),
        ("NotApplicable", {"initialized"}, True),
    ],
)
def test_what_moves_a_learner_on(rule, verbs, done):
    assert xapi.is_completed(rule, frozenset(verbs)) is done
