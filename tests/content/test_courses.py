"""The real courses: what editors must keep true of courses/content."""

import unicodedata
from pathlib import Path

import pytest

from courses.formats.course_file import CourseFile, course_folders, read_course
from quizzes.formats.competence_file import read_competence_files
from quizzes.formats.item_file import read_item_files

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "courses" / "content"
BANK = ROOT / "quizzes" / "content"
APPROVED = {
    item.code
    for file in read_item_files(BANK / "ky-nang-so" / "items")
    for item in file.items
    if item.status == "approved"
}
LINES = {
    f"{framework.framework}:{line.code}"
    for framework in read_competence_files(BANK / "competences")
    for domain in framework.domains
    for line in (domain, *domain.competences)
}


@pytest.fixture(scope="module", params=course_folders(CONTENT), ids=lambda folder: folder.name)
def folder(request) -> Path:
    return request.param


@pytest.fixture(scope="module")
def course(folder) -> CourseFile:
    return read_course(folder)


def test_lessons_name_their_sources_and_end_with_a_quiz(course):
    endings = {key: lesson.parts[-1].kind for key, lesson in course.lessons.items()}

    assert [key for key, lesson in course.lessons.items() if not lesson.sources] == []
    assert set(endings.values()) == {"quiz"}


def test_quizzes_ask_approved_items_for_practice(course):
    asked = {code for lesson in course.lessons.values() for code in lesson.items}

    assert asked - APPROVED == set()


def test_the_final_quiz_has_twice_the_items_that_it_draws(course):
    asked = {code for lesson in course.lessons.values() for code in lesson.items}

    assert len(asked) >= 2 * course.outline.completion.final_quiz.items


def test_competences_exist(course):
    named = {line for lesson in course.lessons.values() for line in lesson.competences}

    assert named | set(course.outline.competences) <= LINES


def test_every_module_has_a_checklist_and_a_diagram(course):
    poor = [
        module.key
        for module in course.outline.modules
        if not {"checklist", "picture"}
        <= {part.kind for key in module.lessons for part in course.lessons[key].parts}
    ]

    assert poor == []


def test_every_diagram_of_the_folder_is_shown(folder):
    texts = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*/*.md"))

    assert [path.name for path in folder.glob("*/*.svg") if f"]({path.name} " not in texts] == []


def test_files_are_composed_unicode(folder):
    loose = [
        path.name
        for path in folder.rglob("*.*")
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]

    assert loose == []
