"""Lessons and courses in English: written beside the Vietnamese, shown where all of it is there."""

from datetime import date

import pytest
from django.utils import timezone

from courses.actions.authoring import NewCourse, create_course, save_lesson, save_outline
from courses.actions.content import publish_version
from courses.formats import course_zip
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.formats.translation import places_of, states_of
from courses.models import Course
from courses.queries.authoring import lesson_of, lessons_of, outline_of
from courses.queries.course_export import exported_course
from tests.factories.courses import make_course
from tests.factories.organisations import MembershipFactory
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
NOTHING_LEFT = {"outdated": 0, "missing": 0}
ENGLISH = {"HTTP_COOKIE": "django_language=en"}


@pytest.fixture
def author():
    return MembershipFactory(trainer=True).user


@pytest.fixture
def course(author, tmp_path):
    """A copy of a published course, with English for all of its first lesson."""
    new = NewCourse("Bản xã", author.memberships.get().organisation, make_course(tmp_path))
    course = create_course(new, actor=author, now=timezone.now())
    lesson = lesson_of(course, "bai-mot")
    places = {
        place: {"words": said_in_english(words)} for place, words in places_of(lesson).items()
    }
    document = {**lesson, "translations": {"en": places}}
    save_lesson(course.slug, "bai-mot", document, 1, actor=author, now=timezone.now())
    return course


def in_english(course):
    """The course's outline with English for all that it says of itself."""
    outline = outline_of(course)
    places = {
        place: {"words": said_in_english(words)} for place, words in places_of(outline).items()
    }
    return {**outline, "translations": {"en": places}}


def said_in_english(words):
    return {
        name: [f"English {n}" for n, _ in enumerate(said)] if isinstance(said, list) else "English"
        for name, said in words.items()
    }


def publish(course):
    course = Course.objects.get(pk=course.pk)
    lessons = {key: Lesson.model_validate(one) for key, one in lessons_of(course).items()}
    outline = Outline.model_validate(outline_of(course))
    publish_version(course, outline, lessons, actor=None, now=timezone.now())


def test_who_reads_english_gets_it_where_all_of_it_is_there(course):
    publish(course)
    visitor, root = Device(), f"/api/v1/courses/{course.slug}/"

    english = visitor.http.get(f"{root}lessons/bai-mot/", **ENGLISH).json()
    vietnamese = visitor.http.get(f"{root}lessons/bai-mot/").json()
    second = visitor.http.get(f"{root}lessons/bai-hai/", **ENGLISH).json()
    outline = visitor.http.get(root, **ENGLISH).json()

    assert (english["language"], english["title"]) == ("en", "English")
    assert (vietnamese["language"], vietnamese["title"]) == ("vi", "Bài bai-mot")
    assert (second["language"], second["title"]) == ("vi", "Bài bai-hai")
    assert second["previous"]["title"] == "English"
    assert "translations" not in english | vietnamese
    assert [one["key"] for one in english["parts"]] == [one["key"] for one in vietnamese["parts"]]
    assert [one["title"] for one in outline["modules"][0]["lessons"]] == ["English", "Bài bai-hai"]


def test_a_course_is_named_in_the_language_of_who_looks(course, author):
    save_outline(course.slug, in_english(course), 1, actor=author, now=timezone.now())
    publish(course)
    visitor, root = Device(), f"/api/v1/courses/{course.slug}/"

    english = visitor.http.get(root, **ENGLISH).json()
    vietnamese = visitor.http.get(root).json()
    listed = visitor.http.get("/api/v1/courses/", **ENGLISH).json()
    lesson = visitor.http.get(f"{root}lessons/bai-hai/", **ENGLISH).json()
    page = visitor.http.get(f"/khoa-hoc/{course.slug}/", **ENGLISH).content.decode()

    assert (english["title"], english["modules"][0]["title"]) == ("English", "English")
    assert (vietnamese["title"], vietnamese["modules"][0]["title"]) != ("English", "English")
    assert vietnamese["modules"][0]["title"] == outline_of(course)["modules"][0]["title"]
    assert "English" in [one["title"] for one in listed]
    assert (lesson["course"]["title"], lesson["module"]["title"]) == ("English", "English")
    assert '<h1 id="ten">English</h1>' in page


def test_a_course_whose_words_changed_since_is_named_in_vietnamese(course, author):
    device, root = Device(author), f"/api/v1/authoring/courses/{course.slug}/"
    save_outline(course.slug, in_english(course), 1, actor=author, now=timezone.now())
    stored = device.http.get(root).json()
    changed = {**stored["outline"], "summary": "Nay dạy khác."}
    device.http.put(f"{root}outline/", {"revision": 2, "document": changed}, "json")

    found = device.http.get(root).json()
    publish(course)
    shown = Device().http.get(f"/api/v1/courses/{course.slug}/", **ENGLISH).json()

    assert stored["translation"] == {"done": len(places_of(stored["outline"])), **NOTHING_LEFT}
    assert (found["outdated"], found["translation"]["outdated"]) == ([""], 1)
    assert (shown["summary"], shown["title"]) == ("Nay dạy khác.", stored["outline"]["title"])


def test_authors_see_what_is_missing_and_what_has_changed_since(course, author):
    device, root = Device(author), f"/api/v1/authoring/courses/{course.slug}/"
    stored = device.http.get(f"{root}lessons/bai-mot/").json()
    places = len(places_of(stored["document"]))
    document = {**stored["document"], "title": "Bài một, sửa"}

    sent = {"revision": stored["revision"], "document": document}
    device.http.put(f"{root}lessons/bai-mot/", sent, "json")

    assert stored["outdated"] == []
    assert device.http.get(f"{root}lessons/bai-mot/").json()["outdated"] == [""]
    rows = {one["key"]: one for one in device.http.get(root).json()["lesson_rows"]}
    assert rows["bai-mot"]["translation"] == {"done": places - 1, "outdated": 1, "missing": 0}
    assert rows["bai-hai"]["translation"]["done"] == 0
    [change] = [one for one in device.http.get(f"{root}changes/").json() if one["key"] == "bai-mot"]
    assert [one["key"] for one in change["inside"] if one["of"] == "translation-en"] == list(
        places_of(document)
    )


def test_translations_travel_with_the_course(course, author):
    save_outline(course.slug, in_english(course), 1, actor=author, now=timezone.now())
    body = exported_course(course, date(2026, 11, 22))

    read = course_zip._read(body)
    told = read["lessons"]

    assert told["bai-mot"]["translations"] == lessons_of(course)["bai-mot"]["translations"]
    assert set(states_of(told["bai-mot"], "en").values()) == {"done"}
    assert "translations" not in told["bai-hai"]
    assert set(states_of(read["outline"], "en").values()) == {"done"}
