"""Notes and marked lessons: one's own, kept once, told late, gone with the person."""

import pytest
from django.utils import timezone

from backend.accounts.actions.erasure import erase_person
from courses.models import LessonNote
from tests.courses.learner import COURSE, Learner
from tests.factories.courses import make_course

pytestmark = pytest.mark.django_db


def note_to(learner, text, revision=0, marks=0, key="bai-mot"):
    body = {"text": text, "revision": revision, "marks": marks}
    return learner.http.put(f"{COURSE}lessons/{key}/note/", body, "json")


def test_a_note_is_its_writers_alone(tmp_path):
    make_course(tmp_path)
    writer, other = Learner(), Learner()

    assert note_to(writer, "Dặn bố không đọc mã OTP").json()["revision"] == 1
    assert note_to(writer, "Dặn bố mẹ", 1, 1).json() == {
        "text": "Dặn bố mẹ",
        "revision": 2,
        "marks": 1,
    }

    read = writer.http.get(f"{COURSE}lessons/bai-mot/note/").json()
    assert read["text"] == "Dặn bố mẹ"
    assert other.http.get(f"{COURSE}lessons/bai-mot/note/").json()["text"] == ""
    assert other.http.get("/api/v1/me/notes/").json() == []


def test_a_phone_that_was_offline_loses_nothing_and_deletes_nothing(tmp_path):
    make_course(tmp_path)
    learner = Learner()
    note_to(learner, "Từ máy tính")

    for _ in range(2):  # told twice
        late = note_to(learner, "Từ điện thoại", 0).json()

    assert late["text"] == "Từ máy tính\n\nTừ điện thoại"
    assert late["revision"] == 2


def test_notes_are_listed_in_the_order_of_lessons_and_as_a_text(tmp_path):
    make_course(tmp_path)
    learner = Learner()
    note_to(learner, "", marks=1, key="bai-ba")
    note_to(learner, "Nhớ ba bước", key="bai-mot")
    note_to(learner, "", marks=2, key="bai-hai")  # marked and unmarked again

    listed = learner.http.get("/api/v1/me/notes/").json()
    text = learner.http.get("/api/v1/me/notes/text/?course=khoa-thu").content.decode()

    assert [(one["lesson"]["key"], one["text"], one["is_marked"]) for one in listed] == [
        ("bai-mot", "Nhớ ba bước", False),
        ("bai-ba", "", True),
    ]
    assert "Khóa thử nghiệm\n===============\n" in text
    assert text.index("Nhớ ba bước") < text.index("★ ")
    assert learner.http.get("/api/v1/me/notes/?course=khoa-khac").json() == []


def test_lessons_that_are_not_there_take_no_note(tmp_path):
    make_course(tmp_path)

    assert note_to(Learner(), "x", key="bai-la").status_code == 404
    assert not LessonNote.objects.exists()


def test_notes_go_with_their_person(tmp_path):
    make_course(tmp_path)
    learner, other = Learner(), Learner()
    note_to(learner, "Riêng tư")
    note_to(other, "Của người khác")

    erase_person(learner.person, actor=None, now=timezone.now())

    assert list(LessonNote.objects.values_list("text", flat=True)) == ["Của người khác"]
