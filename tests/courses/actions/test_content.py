"""Loading courses: what is new becomes a version, what is unknown is refused."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from backend.common.models import AuditEntry
from courses.actions.content import load_course
from courses.errors import ContentRefused
from courses.formats.course_file import read_course
from courses.models import Course, CourseVersion, Diagram, LessonVersion
from quizzes.models import Item
from tests.factories.courses import make_course, make_practice_items, write_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def load_again(folder):
    return load_course(read_course(folder / "khoa-thu"), now=timezone.now())


def test_a_course_is_published_with_its_lessons_and_diagrams(course):
    assert (course.title, course.status) == ("Khóa thử nghiệm", "published")
    assert course.current.number == 1
    assert set(course.current.lessons.values_list("key", flat=True)) == {
        "bai-mot",
        "bai-hai",
        "bai-ba",
    }
    assert Diagram.objects.get().width == 480
    assert " khoa thu nghiem hoc de thu " in course.search
    assert AuditEntry.objects.get(action="course.published").details == {"version": 1}


def test_what_is_unchanged_makes_no_version(course, tmp_path):
    again = load_again(tmp_path)

    assert again == course.current
    assert CourseVersion.objects.count() == 1
    assert LessonVersion.objects.count() == 3
    assert AuditEntry.objects.filter(action="course.published").count() == 1


def test_a_changed_lesson_makes_a_version_that_shares_the_others(course, tmp_path):
    path = tmp_path / "khoa-thu" / "di-xa" / "bai-ba.md"
    path.write_text(path.read_text().replace("Đừng vội.", "Hãy dừng lại."))

    version = load_again(tmp_path)

    assert version.number == 2
    assert LessonVersion.objects.count() == 4
    course.refresh_from_db()
    assert course.current == version
    first = course.versions.get(number=1)
    assert "Đừng vội" in str(first.lessons.get(key="bai-ba").document)


@pytest.mark.parametrize(
    "change", [{"use": "contest"}, {"status": "retired"}, {"current": None}, {"code": "ABC-001"}]
)
def test_items_must_be_approved_and_for_practice(tmp_path, change):
    make_practice_items()
    Item.objects.filter(code="TST-005").update(**change)

    with pytest.raises(ContentRefused) as refused:
        load_course(read_course(write_course(tmp_path)), now=timezone.now())

    assert refused.value.facts["unknown"] == ["TST-005 (bai-hai)"]
    assert not Course.objects.exists()


def test_competences_must_be_of_a_framework(tmp_path):
    make_practice_items()
    folder = write_course(tmp_path)
    path = folder / "course.yaml"
    path.write_text(path.read_text() + '\ncompetences: ["tt02:99"]\n')

    with pytest.raises(ContentRefused, match="content_refused") as refused:
        load_course(read_course(folder), now=timezone.now())

    assert refused.value.facts["unknown"] == ["tt02:99"]


def test_the_command_loads_what_it_can_and_names_what_it_cannot(tmp_path, capsys):
    make_practice_items()
    folder = write_course(tmp_path)
    broken = tmp_path / "hong"
    broken.mkdir()
    (broken / "course.yaml").write_text("slug: hong\n")

    with pytest.raises(CommandError, match="1 courses"):
        call_command("load_courses", folder=folder.parent)

    told = capsys.readouterr()
    assert "khoa-thu: version 1, 3 lessons" in told.out
    assert "hong/course.yaml:1: title: chưa có." in told.err
