"""Files that no lesson shows any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry
from backend.files.models import StoredFile
from backend.files.storage import whole_path
from courses.actions.authoring import (
    NewCourse,
    add_lesson,
    create_course,
    save_lesson,
    save_outline,
)
from courses.actions.unused_file import KEPT, forget_unused_files
from courses.models import LessonVersion
from courses.queries.authoring import lesson_of
from tests.courses.api.test_course_exchange import stored
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def shows(purpose, file):
    return {"key": "a-1", "kind": purpose, "title": "Tệp", "file": file.digest}


def test_a_file_goes_a_month_after_nothing_shows_it_and_never_before():
    membership = MembershipFactory(trainer=True)
    owner = membership.user
    names = ("published", "drafted", "gone", "put-back")
    files = {name: stored(owner, "attachment", name.encode()) for name in names}
    other = stored(owner, "captions", b"published")  # the same words brought for another use
    course = create_course(NewCourse("Khóa", membership.organisation), actor=owner, now=NOW)
    said = {"parts": [shows("attachment", files["published"])]}
    LessonVersion.objects.create(course=course, key="cu", digest="ab" * 32, document=said)
    outline = {"modules": [{"key": "p", "title": "P", "lessons": []}]}
    save_outline(course.slug, outline, 1, actor=owner, now=NOW)
    key = add_lesson(course.slug, "p", "Bài", actor=owner, now=NOW)
    document = lesson_of(course, key)
    draft = {**document, "parts": [shows("attachment", files["drafted"])]}
    save_lesson(course.slug, key, draft, 1, actor=owner, now=NOW)

    assert forget_unused_files(now=NOW) == 0
    draft["parts"].append(shows("attachment", files["put-back"]) | {"key": "a-2"})
    save_lesson(course.slug, key, draft, 2, actor=owner, now=NOW)
    assert forget_unused_files(now=NOW + KEPT - DAY) == 0
    assert forget_unused_files(now=NOW + KEPT + DAY) == 2
    run_waiting_jobs()

    left = set(StoredFile.objects.values_list("digest", flat=True))
    assert left == {files[name].digest for name in ("published", "drafted", "put-back")}
    assert not StoredFile.objects.filter(pk=other.pk).exists()
    assert not whole_path(files["gone"].digest).exists()
    assert whole_path(files["published"].digest).exists()
    told = AuditEntry.objects.get(action="file.unused_removed").details
    assert told == {"files": 2, "bytes": len(b"gone") + len(b"published")}
    assert forget_unused_files(now=NOW + 2 * KEPT) == 0
