"""A lesson that comes as a file of Markdown."""

from datetime import datetime

from backend.accounts.models import User
from backend.common.errors import NotVisible
from courses.actions.authoring import save_lesson
from courses.authoring_errors import CourseFileRefused
from courses.formats.lesson_file import read_lesson_file
from courses.formats.markdown import FileRefused
from courses.models import Course, LessonDraft
from courses.queries.authoring import lesson_of


def bring_lesson(
    slug: str, key: str, body: bytes, revision: int, *, actor: User, now: datetime
) -> LessonDraft:
    """The file takes the place of the lesson's draft; what it does not name stays.

    Raises CourseFileRefused line by line, DraftIsNewer as save_lesson does. The file is read
    before anything is locked.
    """
    try:
        read = read_lesson_file(body)
    except FileRefused as refused:
        told = [f"Dòng {one.line}: {one.text}" for one in refused.problems]
        raise CourseFileRefused("\n".join(told[:20]), errors={"file": told[:50]}) from refused
    course = Course.objects.select_related("current").filter(slug=slug).first()
    stored = lesson_of(course, key) if course else None
    if stored is None:
        raise NotVisible
    return save_lesson(slug, key, {**stored, **read}, revision, actor=actor, now=now)
