"""What lessons are told by: how many have done each, how long it takes, how its quizzes go.

Of everybody up to a thousand people; of a larger cohort a thousand of them, drawn by their random
names, the same ones each time: it takes as long for a thousand as for twenty thousand.
"""

from typing import Any

from django.db import connection
from django.db.models import Count, Q

from courses.enums import SEATED
from courses.models import LessonProgress
from courses.queries.cohort_report import Asked, version_lessons

SAMPLE = 1000
_MINUTES = """
    SELECT lesson,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM done_at - began_at)) / 60
    FROM courses_lessonprogress
    WHERE enrolment_id = ANY(%s) AND done_at IS NOT NULL
    GROUP BY lesson
"""
_FIRST_ANSWERS = """
    SELECT lesson, avg(CASE WHEN is_right THEN 100 ELSE 0 END)
    FROM (
        SELECT DISTINCT ON (enrolment_id, lesson, part, version_id) lesson, is_right
        FROM courses_quizanswer
        WHERE enrolment_id = ANY(%s)
        ORDER BY enrolment_id, lesson, part, version_id, at, id
    ) first
    GROUP BY lesson
"""


def lesson_report(asked: Asked) -> dict[str, Any]:
    """Every lesson in its order; `sample` people stand behind the figures."""
    drawn = asked.people.filter(state__in=SEATED).order_by("uuid")
    sample = list(drawn.values_list("pk", flat=True)[:SAMPLE])
    progress = LessonProgress.objects.filter(enrolment__in=sample)
    counts = {
        one["lesson"]: one
        for one in progress.values("lesson").annotate(
            began=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False))
        )
    }
    minutes, first_right = _by_lesson(_MINUTES, sample), _by_lesson(_FIRST_ANSWERS, sample)
    return {
        "sample": len(sample),
        "lessons": [
            {
                "key": key,
                "title": title,
                "began": counts[key]["began"] if key in counts else 0,
                "done": counts[key]["done"] if key in counts else 0,
                "minutes": minutes.get(key),
                "first_right_percent": first_right.get(key),
            }
            for key, title in version_lessons(asked.cohort.version)
        ],
    }


def _by_lesson(statement: str, sample: list[int]) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [sample])
        return {lesson: round(float(value), 1) for lesson, value in cursor.fetchall()}
