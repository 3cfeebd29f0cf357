"""How long the report of a cohort of twenty thousand learners and forty lessons takes."""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import uvloop

from backend.devstack.stack import Stack
from tests.load.http import request_bytes
from tests.load.own_rank import ask, percentile

LEARNERS = int(os.environ.get("COHORT_LEARNERS", "20000"))
LESSONS = 40
TIMES = 20
PARTS = (
    "people/",
    "people/?only=risk&order=seen&page=7",
    "people/?query=hoc%2019",
    "summary/",
    "lessons/",
)

_PEOPLE = """
INSERT INTO accounts_user (uuid, password, is_superuser, phone, full_name, name_sort_key,
    search_key, preferred_language, is_staff, is_active, date_joined)
SELECT gen_random_uuid(), '!', false, '+8470' || lpad(n::text, 7, '0'), 'Nguyễn Thị Học ' || n,
    'hoc ' || lpad(n::text, 6, '0'), 'nguyen thi hoc ' || n, 'vi', false, true, now()
FROM generate_series(1, %(learners)s) AS n
"""
_ENROLMENTS = """
INSERT INTO courses_enrolment (uuid, person_id, course_id, version_id, cohort_id, organisation_id,
    state, enrolled_at, place, lessons_done, seen_at)
SELECT gen_random_uuid(), id, %(course)s, %(version)s, %(cohort)s, %(organisation)s, 'active',
    now() - interval '20 days', 'bai-' || 1 + id %% %(lessons)s || '#text-1', id %% %(lessons)s,
    now() - (id %% 20) * interval '1 day'
FROM accounts_user WHERE phone LIKE '+8470%%'
"""
_PROGRESS = """
INSERT INTO courses_lessonprogress (enrolment_id, lesson, evidence, share, began_at, done_at,
    updated_at)
SELECT enrolment.id, 'bai-' || lesson, '{}', 1000, now(),
    CASE WHEN lesson <= lessons_done THEN now() + (enrolment.id %% 40) * interval '1 minute' END,
    now()
FROM courses_enrolment AS enrolment, generate_series(1, %(lessons)s) AS lesson
WHERE enrolment.cohort_id = %(cohort)s
"""


def measure(stack: Stack) -> dict[str, float]:
    """`cohort_report_ms` (goal: at most 500): the 95th percentile of the report's slowest part."""
    from tests.load import world

    [trainer] = world.make_trainers(1)
    cohort = fill_cohort(trainer.user)
    host = urlsplit(stack.web_url).netloc
    headers = {"Host": host, "Cookie": trainer.cookies}
    slowest = {}
    for part in PARTS:
        path = f"/api/v1/teaching/cohorts/{cohort}/{part}"
        waits = uvloop.run(ask(stack.web_url, [request_bytes("GET", path, headers)] * TIMES))
        slowest[part] = percentile(waits, 95) * 1000
        print(f"  {part}: {slowest[part]:.0f} ms", flush=True)
    return {"cohort_report_ms": max(slowest.values()), "cohort_learners": LEARNERS}


def fill_cohort(trainer: Any) -> str:
    """Its uuid. Every learner has opened every lesson: more than any real cohort has."""
    from django.db import connection
    from django.utils import timezone

    from courses.models import Cohort
    from tests.factories.cohorts import CourseFactory

    organisation = trainer.memberships.get().organisation
    course = CourseFactory(lessons=LESSONS, slug="khoa-rat-dong", title="Khóa rất đông")
    today = timezone.localdate()
    cohort = Cohort.objects.create(
        course=course,
        version=course.current,
        organisation=organisation,
        title="Lớp rất đông",
        opens_on=today - timedelta(days=20),
        closes_on=today + timedelta(days=20),
        code="RATDONG",
    )
    cohort.trainers.add(trainer)
    values = {
        "learners": LEARNERS,
        "lessons": LESSONS,
        "course": course.pk,
        "version": course.current_id,
        "cohort": cohort.pk,
        "organisation": organisation.pk,
    }
    with connection.cursor() as cursor:
        for statement in (_PEOPLE, _ENROLMENTS, _PROGRESS):
            cursor.execute(statement, values)
        cursor.execute("ANALYZE accounts_user, courses_enrolment, courses_lessonprogress")
    return str(cohort.uuid)
