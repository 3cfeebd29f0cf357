"""Long work of organisations, done by the jobs' worker."""

from typing import Any

from django.utils import timezone

from backend.common.jobs import Progress, work
from backend.common.models import Job
from backend.organisations.actions.people_import import apply_import


@work("people_import")
def import_people(job: Job, progress: Progress) -> dict[str, Any]:
    """Apply a checked workbook."""
    assert job.asked_by is not None
    found = apply_import(
        job.parameters["import"], actor=job.asked_by, now=timezone.now(), progress=progress
    )
    return {"organisations": found.report["organisations"], "people": found.report["people"]}
