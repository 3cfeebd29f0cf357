"""A course goes out as a zip that another installation imports."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from courses.actions.authoring import record_course
from courses.models import Course
from courses.queries.authoring import lessons_of
from courses.queries.course_export import exported_course
from quizzes.actions.item_sighting import note_sightings
from quizzes.formats.items import WRITERS
from quizzes.queries.item_export import Gathered, gather_items


@transaction.atomic
def export_course(course: Course, *, with_items: bool, actor: User, now: datetime) -> bytes:
    """The zip. The items of its quizzes travel along for those alone who read the bank."""
    codes = sorted(
        {
            code
            for lesson in lessons_of(course).values()
            for part in lesson["parts"]
            if part["kind"] == "quiz"
            for code in part["items"]
        }
    )
    gathered = Gathered()
    if with_items and codes:
        gather_items(codes, gathered)
    items = None
    if gathered.items:
        note_sightings(gathered.rows, "export", person=actor, now=now)
        items, _ = WRITERS["qti"].write(gathered.items)
    record_course(course, "exported", actor, now, items=len(gathered.items))
    return exported_course(course, timezone.localdate(now), items)
