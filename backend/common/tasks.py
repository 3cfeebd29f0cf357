"""Wake-ups for work that any app may have asked for."""

from celery import shared_task

from backend.common.jobs import run_waiting_jobs


@shared_task(ignore_result=True)
def run_jobs() -> None:
    """Do the jobs that wait."""
    run_waiting_jobs()
