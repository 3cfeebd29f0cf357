"""Certificates to hand over: asked for by organisation, made by a worker, forgotten after days."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.certificates.actions.bundle import bundle_certificates, record_bundle
from backend.certificates.errors import NothingPrinted
from backend.common.jobs import Progress, start_job
from backend.common.models import Job
from backend.organisations.models import Organisation
from quizzes.models import Contest, Round
from quizzes.queries.certificate_bundle import (
    BUNDLE,
    KEPT,
    bundle_folder,
    bundle_path,
    bundle_subject,
    bundled_certificates,
)
from quizzes.queries.certificate_list import Scope


def ask_for_bundle(
    contest: Contest,
    scope: Scope | None,
    organisation: Organisation | None,
    *,
    form: str,
    actor: User,
    now: datetime,
) -> Job:
    """Have the printed certificates of an organisation and all below it put into one file.

    `form` is "zip" or "pdf". The same wish, while it is worked on, is one.
    """
    if not bundled_certificates(contest, scope, organisation).exists():
        raise NothingPrinted
    parameters = {
        "contest": str(contest.uuid),
        "round": str(scope.round.uuid) if scope and scope.round else None,
        "round_title": scope.title if scope else "",
        "organisation": str(organisation.uuid) if organisation else None,
        "organisation_name": organisation.name if organisation else "",
        "form": form,
    }
    about = scope.round.number if scope and scope.round else "all"
    whose = organisation.pk if organisation else "all"
    subject = f"{bundle_subject(contest)}{about}/{whose}/{form}"
    return start_job(BUNDLE, subject, now=now, asked_by=actor, parameters=parameters)


def write_bundle(job: Job, progress: Progress, *, clock: Callable[[], datetime]) -> dict[str, Any]:
    """Write the file of a job. Safe to repeat: it is made from the start."""
    asked, path = job.parameters, bundle_path(job)
    contest = Contest.objects.get(uuid=asked["contest"])
    round_ = Round.objects.filter(uuid=asked["round"]).first() if asked["round"] else None
    scope = Scope(contest, round_) if round_ else None
    organisation = Organisation.objects.filter(uuid=asked["organisation"]).first()
    if asked["organisation"] and organisation is None:
        raise NothingPrinted
    chosen = bundled_certificates(contest, scope, organisation)
    count = bundle_certificates(path, chosen, form=asked["form"], now=clock(), progress=progress)
    record_bundle(
        f"contest:{contest.uuid}",
        certificates=count,
        actor=job.asked_by.uuid if job.asked_by else None,
        now=clock(),
        **({"organisation": asked["organisation"]} if organisation else {}),
    )
    return {"certificates": count, "bytes": path.stat().st_size}


def forget_bundles(*, now: datetime) -> int:
    """Remove files older than some days, and what killed workers left; how many. Safe to repeat."""
    folder = bundle_folder()
    if not folder.is_dir():
        return 0
    jobs = Job.objects.filter(kind=BUNDLE, asked_at__gt=now - KEPT)
    kept = {str(uuid) for uuid in jobs.values_list("uuid", flat=True)}
    old = [path for path in folder.iterdir() if path.name.partition(".")[0] not in kept]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def withdraw_bundles(contests: Iterable[Contest]) -> None:
    """Remove every file of these contests, once the transaction is through: a name is in it."""
    for contest in contests:
        for job in Job.objects.filter(kind=BUNDLE, subject__startswith=bundle_subject(contest)):
            transaction.on_commit(partial(bundle_path(job).unlink, missing_ok=True))
