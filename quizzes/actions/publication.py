"""What follows a publication: Excel file, recount bundle and bulletin, written by a job."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from backend.common import audit
from backend.common.jobs import Progress, no_progress, start_job
from backend.common.models import Job
from backend.common.models.job import JobState
from quizzes.actions.bulletin import draw_share_picture, keep_leading_units, print_bulletin
from quizzes.actions.bundle import write_bundle
from quizzes.actions.ranking_file import write_file
from quizzes.models import Ranking
from quizzes.queries.publication import incomplete_rankings, published_rankings

JOB = "publication"
# What failed is tried again after a while: the disk may have been full.
PRINTING = _("In thông báo kết quả")
PAUSE = timedelta(minutes=15)


def ask_for_missing_files(*, now: datetime) -> int:
    """A job for each published ranking that lacks a file; how many were asked for."""
    recent = Job.objects.filter(kind=JOB, state=JobState.FAILED, ended_at__gt=now - PAUSE)
    failed = set(recent.values_list("subject", flat=True))
    subjects = [f"ranking:{one.uuid}" for one in incomplete_rankings()]
    todo = [subject for subject in subjects if subject not in failed]
    for subject in todo:
        start_job(JOB, subject, now=now)
    return len(todo)


def publish_as_asked(job: Job, progress: Progress, *, now: datetime) -> dict[str, Any]:
    """Do what the job asks for."""
    uuid = UUID(job.subject.removeprefix("ranking:"))
    ranking = published_rankings().get(uuid=uuid)
    write_publication(ranking, progress=progress, now=now)
    return {"digest": ranking.bundle_digest}


def write_publication(ranking: Ranking, *, progress: Progress = no_progress, now: datetime) -> None:
    """Write what is missing; each file stands whole before its row names it."""
    if not ranking.leading_units:
        keep_leading_units(ranking)
    if not ranking.file:
        write_file(ranking)
    if not ranking.bundle:
        write_bundle(ranking, progress=progress)
        audit.record(
            "bundle.written",
            f"ranking:{ranking.uuid}",
            actor=None,
            now=now,
            digest=ranking.bundle_digest,
            root=ranking.bundle_root,
        )
    progress(ranking.people, ranking.people, PRINTING)
    draw_share_picture(ranking)
    print_bulletin(ranking)
