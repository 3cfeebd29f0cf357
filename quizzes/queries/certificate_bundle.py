"""Bundles of certificates that organisers asked for."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from backend.certificates.models import Certificate
from backend.common.errors import NotVisible
from backend.common.models import Job
from backend.organisations.models import Organisation
from quizzes.models import Contest
from quizzes.queries.certificate_desk import COUNTS, certificates_of_contest
from quizzes.queries.certificate_list import Scope

BUNDLE: Final = "certificate_bundle"
KEPT: Final = timedelta(days=3)
MOST_SHOWN: Final = 20


def bundled_certificates(
    contest: Contest, scope: Scope | None, organisation: Organisation | None
) -> QuerySet[Certificate]:
    """Those that stand and are printed: of a round or all, of a subtree or all."""
    found = certificates_of_contest(contest).filter(COUNTS["printed"], erased_at__isnull=True)
    if scope is not None:
        found = found.filter(source__startswith=scope.source)
    if organisation is not None:
        path = organisation.path
        found = found.filter(
            Q(organisation__path__startswith=path)
            | Q(organisation__merged_into__path__startswith=path)
        )
    return found


def bundle_subject(contest: Contest) -> str:
    """How the subjects of a contest's bundles begin."""
    return f"certificates:{contest.uuid}/bundle/"


def bundle_folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "certificate-bundles"


def bundle_path(job: Job) -> Path:
    """Where the file of a job is, or will be."""
    return bundle_folder() / f"{job.uuid}.{job.parameters['form']}"


def bundles_of(contest: Contest, now: datetime) -> list[dict[str, Any]]:
    """Those that are still kept, newest first."""
    return [told_bundle(job) for job in _kept(contest, now).order_by("-asked_at")[:MOST_SHOWN]]


def find_bundle(contest: Contest, uuid: UUID, now: datetime) -> Job:
    """Raises NotVisible for those of other contests, and once it is forgotten."""
    job = _kept(contest, now).filter(uuid=uuid).first()
    if job is None:
        raise NotVisible
    return job


def told_bundle(job: Job) -> dict[str, Any]:
    result = job.result or {}
    return {
        "uuid": job.uuid,
        "form": job.parameters["form"],
        "organisation": job.parameters["organisation_name"],
        "round": job.parameters["round_title"],
        "asked_at": job.asked_at,
        "kept_until": job.asked_at + KEPT,
        "certificates": result.get("certificates"),
        "size": result.get("bytes"),
        "is_there": bundle_path(job).is_file(),
        "job": job,
    }


def _kept(contest: Contest, now: datetime) -> QuerySet[Job]:
    return Job.objects.filter(
        kind=BUNDLE, subject__startswith=bundle_subject(contest), asked_at__gt=now - KEPT
    )
