"""Long work of courses, done by the jobs' worker."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from backend.common.jobs import Progress, work
from backend.common.models import Job
from courses.actions.brought_file import DOCUMENT, LOOK, PACKAGE, brought_body, forget_brought
from courses.actions.course_document import bring_document, read_document, told_document
from courses.actions.enrolment_import import APPLY, apply_enrolments
from courses.actions.enrolment_rule import APPLY as APPLY_RULE
from courses.actions.enrolment_rule import apply_rule, ask_for_rules
from courses.actions.package import bring_package
from courses.actions.reminder import remind
from courses.actions.unused_file import forget_unused_files as forget_unused
from courses.actions.work_file import forget_loose_files as forget_loose
from courses.formats.course_document import CourseDocument
from courses.models import Course


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


@work(PACKAGE)
def look_through_package(job: Job, progress: Progress) -> dict[str, Any]:
    """Look through a package of others, and keep it."""
    progress(0, step="Đang xem từng tệp trong gói")
    assert job.asked_by is not None
    asked, course = job.parameters, Course.objects.get(slug=job.parameters["course"])
    by: dict[str, Any] = {"actor": job.asked_by, "now": timezone.now()}
    return {"package": bring_package(course, asked["name"], brought_body(asked), **by).digest}


@work(LOOK)
def look_at_document(job: Job, progress: Progress) -> dict[str, Any]:
    """Tell what a document of several lessons would make."""
    return told_document(_document(job, progress))


@work(DOCUMENT)
def add_document(job: Job, progress: Progress) -> dict[str, Any]:
    """Add the lessons of a document to the course."""
    document = _document(job, progress)
    progress(1, 2, step="Đang thêm bài vào khóa học")
    assert job.asked_by is not None
    by: dict[str, Any] = {"actor": job.asked_by, "now": timezone.now()}
    bring_document(job.parameters["course"], document, str(job.uuid), **by)
    return told_document(document)


def _document(job: Job, progress: Progress) -> CourseDocument:
    progress(0, 2, step="Đang đọc tài liệu")
    assert job.asked_by is not None
    return read_document(brought_body(job.parameters), actor=job.asked_by, now=timezone.now())


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
    """Every day: files that no lesson has shown for a month, and those that workers have read."""
    forget_unused(now=timezone.now())
    forget_brought(now=timezone.now())
