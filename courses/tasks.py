"""Long work of courses, done by the jobs' worker."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from backend.common.jobs import Progress, work
from backend.common.models import Job
from courses.actions.enrolment_import import APPLY, apply_enrolments
from courses.actions.enrolment_rule import APPLY as APPLY_RULE
from courses.actions.enrolment_rule import apply_rule, ask_for_rules
from courses.actions.reminder import remind
from courses.actions.unused_file import forget_unused_files as forget_unused
from courses.actions.work_file import forget_loose_files as forget_loose


@work(APPLY)
def enrol_people(job: Job, progress: Progress) -> dict[str, Any]:
    """Apply a checked workbook of a cohort."""
    assert job.asked_by is not None
    found = apply_enrolments(
        job.parameters["import"], actor=job.asked_by, now=timezone.now(), progress=progress
    )
    names = ("enrolled", "waiting", "known", "elsewhere", "full", "accounts")
    return {name: found.report[name] for name in names}


@work(APPLY_RULE)
def enrol_by_rule(job: Job, progress: Progress) -> dict[str, Any]:
    """Enrol the newcomers of a rule."""
    return dict(apply_rule(job.parameters["rule"], now=timezone.now(), progress=progress))


@shared_task(ignore_result=True)
def enrol_by_rules() -> None:
    """Every day: have every rule look for newcomers."""
    ask_for_rules(now=timezone.now())


@shared_task(ignore_result=True)
def remind_learners() -> None:
    """Every half hour by day: write what was not written yet."""
    remind(now=timezone.now())


@shared_task(ignore_result=True)
def forget_loose_files() -> None:
    """Every day: files that were brought for an assignment and never handed in."""
    forget_loose(now=timezone.now())


@shared_task(ignore_result=True)
def forget_unused_files() -> None:
    """Every day: files that no lesson has shown for a month."""
    forget_unused(now=timezone.now())
