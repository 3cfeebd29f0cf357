"""Keep what a learner notes for themselves."""

from datetime import datetime

from django.db import transaction

from backend.accounts.models import User
from courses.errors import NoteIsTooLong
from courses.models import LessonNote
from courses.queries.enrolment import find_enrolment
from courses.queries.note import as_rule, notable_course
from courses.rules.note import Note, NoteTooLong, noted


@transaction.atomic
def keep_note(person: User, slug: str, lesson: str, told: Note, *, now: datetime) -> Note:
    """The note with this in it; what is told twice changes nothing.

    Raises NotVisible, NoteIsTooLong.
    """
    course = notable_course(slug, lesson, find_enrolment(person, slug))
    LessonNote.objects.get_or_create(
        person=person, course=course, lesson=lesson, defaults={"updated_at": now}
    )
    row = LessonNote.objects.select_for_update().get(person=person, course=course, lesson=lesson)
    kept = as_rule(row)
    try:
        after = noted(kept, told)
    except NoteTooLong as error:
        raise NoteIsTooLong from error
    if after != kept:
        row.text, row.revision, row.marks = after.text, after.revision, after.marks
        row.updated_at = now
        row.save(update_fields=["text", "revision", "marks", "updated_at"])
    return after
