"""Long work: asked for as a row, done by a worker, seen while it runs, done again if it dies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

import structlog
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from backend.common.errors import DomainError
from backend.common.models import Job
from backend.common.models.job import JobState

MAX_TRIES = 3
_LOCKS = 0x6A6F62  # class of advisory locks that say "a living worker has this job"
_ONE_SLOW = 0  # among them: "a living worker does slow work"; no job has this id
UNFINISHED = (JobState.WAITING, JobState.RUNNING)

log = structlog.get_logger(__name__)


class NotYet(Exception):
    """Work waits for what others have in hand: it is taken up again later, and this was no try."""


class Progress(Protocol):
    """Tells whoever waits how far the work is; visible at once, whatever transaction runs."""

    def __call__(self, done: int, total: int | None = None, step: str = "") -> None: ...


def no_progress(done: int, total: int | None = None, step: str = "") -> None:
    """For those who do not wait."""


Work = Callable[[Job, Progress], dict[str, Any] | None]
_WORK: dict[str, Work] = {}
_SLOW: set[str] = set()
Watch = Callable[[Any, str], bool]
_WATCHES: dict[str, Watch] = {}


def work(kind: str, *, is_slow: bool = False) -> Callable[[Work], Work]:
    """Name the function that does jobs of a kind. It must be safe to repeat from the start.

    Of slow kinds one job at a time is done, behind all others: a video must not hold up a ranking.
    """

    def register(function: Work) -> Work:
        _WORK[kind] = function
        if is_slow:
            _SLOW.add(kind)
        return function

    return register


def watch(noun: str) -> Callable[[Watch], Watch]:
    """Name the function that says who else sees work on subjects "noun:name": (user, name)."""

    def register(function: Watch) -> Watch:
        _WATCHES[noun] = function
        return function

    return register


def may_see_job(user: Any, job: Job) -> bool:
    """Whoever asked for it, staff, and those who answer for what it works on."""
    if not user.is_authenticated:
        return False
    if user.is_staff or job.asked_by_id == user.pk:
        return True
    noun, _, name = job.subject.partition(":")
    watches = _WATCHES.get(noun)
    return watches is not None and watches(user, name)


@transaction.atomic
def start_job(
    kind: str,
    subject: str,
    *,
    now: datetime,
    asked_by: Any = None,
    parameters: dict[str, Any] | None = None,
) -> Job:
    """The job that will do this. One that waits or runs for the same subject is returned."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{kind} {subject}"])
    return unfinished_job(kind, subject) or Job.objects.create(
        kind=kind,
        subject=subject,
        parameters=parameters or {},
        asked_by=asked_by,
        asked_at=now,
    )


def unfinished_job(kind: str, subject: str) -> Job | None:
    """The job that waits or runs for this subject."""
    return Job.objects.filter(kind=kind, subject=subject, state__in=UNFINISHED).first()


def run_waiting_jobs(*, limit: int = 10) -> int:
    """Do up to `limit` jobs that nobody else is doing; how many. Outside of transactions only."""
    todo = Job.objects.filter(state__in=UNFINISHED).order_by("asked_at")
    quick, slow = todo.exclude(kind__in=_SLOW), todo.filter(kind__in=_SLOW)
    ids = [pk for some in (quick, slow) for pk in some.values_list("pk", flat=True)[:limit]]
    return sum(run_job(pk) for pk in ids[:limit])


def run_job(pk: int) -> bool:
    """Do one job, unless a living worker already does or it must wait; whether it was done here."""
    with _kept(pk) as cursor:
        if cursor is None:
            return False
        job = Job.objects.get(pk=pk)
        if job.state not in UNFINISHED or (job.kind in _SLOW and not _locks(cursor, _ONE_SLOW)):
            return False
        _begin(job)
        try:
            if job.tries > MAX_TRIES:
                raise DomainError("Việc này đã dừng giữa chừng nhiều lần.")
            job.result = _WORK[job.kind](job, _progress(cursor, pk))
            job.state = JobState.DONE
        except NotYet:
            job.state, job.tries = JobState.WAITING, job.tries - 1
            job.save(update_fields=["state", "tries"])
            return False
        except DomainError as refused:
            job.state, job.failure = JobState.FAILED, refused.detail
        except Exception as error:
            log.exception("job_failed", kind=job.kind, job=str(job.uuid))
            job.state = JobState.FAILED if job.tries >= MAX_TRIES else JobState.WAITING
            job.failure = type(error).__name__
        job.ended_at = timezone.now()
        job.save(update_fields=["state", "result", "failure", "ended_at"])
        return True


def _begin(job: Job) -> None:
    job.state, job.tries, job.failure = JobState.RUNNING, job.tries + 1, ""
    job.begun_at = timezone.now()
    job.save(update_fields=["state", "tries", "failure", "begun_at"])


@contextmanager
def _kept(pk: int) -> Iterator[CursorWrapper | None]:
    """A connection of its own that holds the job: when the worker dies, so does the hold."""
    keeper = connection.copy()
    try:
        with keeper.cursor() as cursor:
            yield cursor if _locks(cursor, pk) else None
    finally:
        keeper.close()


def _locks(cursor: CursorWrapper, name: int) -> bool:
    """Whether the keeper has the lock now; it goes with its connection."""
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, name])
    return bool(cursor.fetchone()[0])


def _progress(cursor: CursorWrapper, pk: int) -> Progress:
    def report(done: int, total: int | None = None, step: str = "") -> None:
        cursor.execute(
            "UPDATE common_job SET done = %s, total = coalesce(%s, total),"
            " step = CASE WHEN %s = '' THEN step ELSE %s END WHERE id = %s",
            [done, total, step, step, pk],
        )

    return report
