"""The courses in the files: complete, readable on a phone, and asking what may be practised."""

import re

import pytest

from courses.formats.course_file import course_folders, read_course
from courses.formats.markdown import FileRefused
from courses.management.commands.load_courses import CONTENT
from quizzes.formats.competence_file import read_competence_files
from quizzes.formats.item_file import read_item_files
from quizzes.management.commands.load_demonstration import CONTENT as BANK

FOLDERS = course_folders(CONTENT)
FIGURE = re.compile(r"<[^>]+>")
ITEMS = {
    entry.code: (file, entry)
    for file in read_item_files(BANK / "ky-nang-so" / "items")
    for entry in file.items
}
LINES = {
    f"{file.framework}:{line.code}"
    for file in read_competence_files(BANK / "competences")
    for domain in file.domains
    for line in (domain, *domain.competences)
}


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def course(request):
    try:
        return read_course(request.param)
    except FileRefused as refused:
        pytest.fail(str(refused))


def words_of(lesson):
    texts = [getattr(part, "markup", "") for part in lesson.parts]
    texts += [" ".join(getattr(part, "steps", ())) for part in lesson.parts]
    return len(FIGURE.sub(" ", " ".join(texts)).split())


def test_every_lesson_asks_approved_items_to_practise_with(course):
    asked = {code for lesson in course.lessons.values() for code in lesson.items}

    assert asked <= ITEMS.keys()
    for code in asked:
        file, entry = ITEMS[code]
        assert (file.topic.use, entry.status) == ("practice", "approved"), code


def test_every_competence_is_in_a_framework(course):
    named = {line for lesson in course.lessons.values() for line in lesson.competences}

    assert named | set(course.outline.competences) <= LINES


def test_every_lesson_ends_with_a_quiz_and_says_where_its_facts_come_from(course):
    for key, lesson in course.lessons.items():
        assert lesson.parts[-1].kind == "quiz", key
        assert lesson.sources, key


def test_lessons_are_neither_stubs_nor_books(course):
    counts = {key: words_of(lesson) for key, lesson in course.lessons.items()}

    assert {key: count for key, count in counts.items() if not 400 <= count <= 1300} == {}


def test_every_module_has_something_to_do_and_something_to_see(course):
    for module in course.outline.modules:
        kinds = {part.kind for key in module.lessons for part in course.lessons[key].parts}
        assert {"checklist", "picture"} <= kinds, module.key


def test_the_final_quiz_has_more_to_draw_from_than_it_asks(course):
    rule = course.outline.completion.final_quiz
    pool = {code for lesson in course.lessons.values() for code in lesson.items}

    assert rule is None or len(pool) >= rule.items * 1.5
