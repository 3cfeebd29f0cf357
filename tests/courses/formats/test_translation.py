"""Translations: what is done, out of date or missing, and that they stay with their lesson."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.formats.course_draft import clean_lesson
from courses.formats.lesson import Lesson
from courses.formats.markdown import FileRefused
from courses.formats.translation import (
    DONE,
    HEAD,
    MISSING,
    OUTDATED,
    outdated_places,
    states_of,
    translated,
)
from courses.formats.translation_file import read_translations, written_translations

RUBRIC = [
    {"title": "Rõ", "levels": [{"title": "Chưa", "points": 0}, {"title": "Đạt", "points": 2}]}
]
LESSON = clean_lesson(
    {
        "title": "Mật khẩu",
        "summary": "Đặt mật khẩu mạnh.",
        "minutes": 5,
        "sources": [{"title": "Luật"}],
        "parts": [
            {"kind": "text", "markup": "<p>Dài và riêng.</p>"},
            {"kind": "checklist", "title": "Làm thử", "steps": ["Mở máy", "Đổi mật khẩu"]},
            {"kind": "assignment", "title": "Nộp", "markup": "<p>Kể</p>", "criteria": RUBRIC},
        ],
    }
)
ENGLISH = {
    HEAD: {"words": {"title": "Passwords", "summary": "Choose a strong one."}},
    "text-1": {"words": {"markup": "<p>Long and unique.</p>"}},
    "checklist-1": {"words": {"title": "Try it", "steps": ["Open the phone", "Change it"]}},
    "assignment-1": {
        "words": {
            "title": "Hand in",
            "markup": "<p>Tell</p>",
            "criteria": ["Clear", "Not yet", "Met"],
        }
    },
}


def lesson(places=ENGLISH, **changed):
    return clean_lesson({**LESSON, **changed, "translations": {"en": places}})


def test_a_lesson_whose_every_place_is_said_is_shown_in_english():
    written = lesson()

    shown = translated(written, "en")

    assert set(states_of(written, "en").values()) == {DONE}
    assert (shown["title"], shown["minutes"]) == ("Passwords", 5)
    assert shown["parts"][1]["steps"] == ["Open the phone", "Change it"]
    assert shown["parts"][2]["criteria"] == [
        {
            "title": "Clear",
            "levels": [{"title": "Not yet", "points": 0}, {"title": "Met", "points": 2}],
        }
    ]
    assert translated(written, "vi") is None


def test_what_changed_since_is_out_of_date_until_somebody_looks_at_it():
    stored = lesson()
    text = {**stored["parts"][0], "markup": "<p>Dài từ 12 ký tự.</p>"}

    changed = clean_lesson({**stored, "parts": [text, *stored["parts"][1:]]})
    place = {"words": changed["translations"]["en"]["text-1"]["words"]}
    looked = clean_lesson(
        {**changed, "translations": {"en": {**changed["translations"]["en"], "text-1": place}}}
    )

    assert outdated_places(changed) == ["text-1"]
    assert states_of(changed, "en")["text-1"] == OUTDATED
    assert translated(changed, "en") is None
    assert translated(looked, "en")["parts"][0]["markup"] == "<p>Long and unique.</p>"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (HEAD, {"title": "Passwords"}),
        ("text-1", {"markup": "<p> </p>"}),
        ("checklist-1", {"title": "Try it", "steps": ["Open the phone"]}),
        ("checklist-1", {"title": "Try it", "steps": "Open"}),
    ],
)
def test_a_place_that_is_half_said_keeps_the_lesson_vietnamese(place, words):
    written = lesson({**ENGLISH, place: {"words": words}})

    assert states_of(written, "en")[place] == MISSING
    assert translated(written, "en") is None


def test_scripts_strange_places_and_fields_are_not_kept():
    hostile = {
        "text-1": {"words": {"markup": "<p>Hi<script>x</script></p>", "src": "/x"}},
        "strange": {"words": {"markup": "<p>x</p>"}},
    }

    kept = lesson(hostile)["translations"]["en"]

    assert list(kept) == ["text-1"]
    assert kept["text-1"]["words"] == {"markup": "<p>Hi</p>"}


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=9,
)
PLACE = st.fixed_dictionaries(
    {},
    optional={
        "of": JSON,
        "words": JSON
        | st.fixed_dictionaries({}, optional={"title": JSON, "steps": JSON, "markup": JSON}),
    },
)


@given(
    JSON | st.fixed_dictionaries({"en": st.dictionaries(st.sampled_from([*ENGLISH, "x"]), PLACE)})
)
def test_whatever_is_sent_gets_a_shape_that_stays_and_can_be_published(translations):
    once = clean_lesson({**LESSON, "translations": translations})

    assert clean_lesson(once) == once
    assert Lesson.model_validate({**once, "parts": once["parts"][:2]})


def test_a_lesson_without_translations_is_written_as_before():
    document = {**LESSON, "parts": LESSON["parts"][:2]}

    assert Lesson.model_validate(document).model_dump(mode="json") == document


def test_files_find_their_places_again_when_keys_are_others(tmp_path):
    written = lesson()
    for name, said in written_translations("mat-khau", written):
        (tmp_path / name).write_text(said, encoding="utf-8")
    renamed = [{**part, "key": f"{part['kind']}-7"} for part in LESSON["parts"]]
    elsewhere = {**LESSON, "parts": renamed}

    found = read_translations(tmp_path / "mat-khau.md", "mat-khau.md", elsewhere)

    shown = translated({**elsewhere, "translations": found}, "en")
    assert shown["parts"][0] == {**renamed[0], "markup": "<p>Long and unique.</p>"}


@pytest.mark.parametrize("said", ["[", "1", "- {place: [1]}", "- a"])
def test_a_file_that_cannot_be_read_is_named(said, tmp_path: Path):
    (tmp_path / "bai.en.yaml").write_text(said)

    with pytest.raises(FileRefused) as refused:
        read_translations(tmp_path / "bai.md", "khoa/bai.md", LESSON)

    assert refused.value.problems[0].file == "khoa/bai.en.yaml"
