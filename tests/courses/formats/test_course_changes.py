"""What a reviewer is shown of what changed."""

from hypothesis import given
from hypothesis import strategies as st

from courses.formats.course_changes import Run, course_changes, word_runs
from courses.formats.course_draft import EMPTY_LESSON, EMPTY_OUTLINE, clean_lesson, clean_outline

WORDS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn"]), max_size=12).map(" ".join)


def outline(*modules):
    return clean_outline(
        {
            **EMPTY_OUTLINE,
            "title": "Khóa",
            "modules": [
                {"key": key, "title": key, "summary": "", "lessons": lessons}
                for key, lessons in modules
            ],
        }
    )


def lesson(title, *parts):
    return clean_lesson({**EMPTY_LESSON, "title": title, "parts": list(parts)})


def text(key, markup):
    return {"key": key, "kind": "text", "markup": markup}


def told(changes):
    return [(one.of, one.key, one.what) for one in changes]


def test_words_come_and_go():
    assert word_runs("một hai ba", "một hai bốn ba") == [
        Run("same", "một hai "),
        Run("added", "bốn "),
        Run("same", "ba"),
    ]


@given(WORDS, WORDS)
def test_what_stayed_with_what_came_is_the_new_text(old, new):
    runs = word_runs(old, new)

    assert " ".join(run.text for run in runs if run.kind != "removed").split() == new.split()
    assert " ".join(run.text for run in runs if run.kind != "added").split() == old.split()


def test_lessons_come_go_and_move():
    lessons = {key: lesson(key, text("text-1", "<p>Một.</p>")) for key in "abcd"}
    old = (outline(("dau", ["a", "b"]), ("sau", ["c"])), lessons)
    new = (outline(("dau", ["b"]), ("sau", ["c", "a", "d"])), lessons)

    assert told(course_changes(old, new)) == [("lesson", "a", "moved"), ("lesson", "d", "added")]
    assert told(course_changes(new, old)) == [("lesson", "a", "moved"), ("lesson", "d", "removed")]
    assert course_changes(old, old) == []


def test_a_lesson_tells_its_parts():
    one = (
        outline(("dau", ["a"])),
        {"a": lesson("a", text("x", "<p>Một hai.</p>"), text("y", "<p>Y.</p>"))},
    )
    other = (
        outline(("dau", ["a"])),
        {
            "a": lesson(
                "a",
                text("y", "<p>Y.</p>"),
                text("x", "<p>Một <strong>ba</strong> hai.</p>"),
                text("z", "<p>Z.</p>"),
            )
        },
    )

    [change] = course_changes(one, other)

    assert (change.what, change.runs) == ("changed", ())
    assert [(part.key, part.what) for part in change.inside] == [
        ("y", "moved"),
        ("x", "changed"),
        ("z", "added"),
    ]
    assert [run for run in change.inside[1].runs if run.kind != "same"] == [Run("added", "ba ")]


def test_a_rule_that_changed_is_a_change_of_the_outline():
    plain = (outline(("dau", ["a"])), {"a": lesson("a")})
    strict = ({**plain[0], "order": "in_order"}, plain[1])

    [change] = course_changes(plain, strict)

    assert (change.of, [run.kind for run in change.runs if run.kind != "same"]) == (
        "outline",
        ["removed", "added"],
    )
