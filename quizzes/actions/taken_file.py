"""Files with the names of many people: whoever takes one is written down."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from backend.accounts.models import User
from backend.common import audit
from backend.common.errors import NotVisible
from backend.common.models import Job
from quizzes.formats.certificate_workbook import write_certificate_workbook
from quizzes.formats.handover_workbook import write_handover_workbook
from quizzes.models import Contest, Round
from quizzes.queries.certificate_bundle import bundle_path
from quizzes.queries.certificate_desk import certificates_of_contest, workbook_rows
from quizzes.queries.winner_desk import handover_rows


@transaction.atomic
def take_bundle(contest: Contest, job: Job, *, actor: User, now: datetime) -> Path:
    """Where the file of a job lies. Raises NotVisible until it is written, and once forgotten."""
    path, asked = bundle_path(job), job.parameters
    if not path.is_file():
        raise NotVisible
    audit.record(
        "certificates.bundle_taken",
        f"contest:{contest.uuid}",
        actor=actor.uuid,
        now=now,
        format=asked["form"],
        certificates=(job.result or {}).get("certificates"),
        job=str(job.uuid),
        **{key: asked[key] for key in ("round", "organisation") if asked[key]},
    )
    return path


def take_list(contest: Contest, *, actor: User, now: datetime) -> BinaryIO:
    """All certificates of the contest, as Excel."""
    file = BytesIO()
    write_certificate_workbook(file, contest.title, workbook_rows(contest))
    file.seek(0)
    with transaction.atomic():  # only now: whoever else is written down waits until it ends
        audit.record(
            "certificates.list_taken",
            f"contest:{contest.uuid}",
            actor=actor.uuid,
            now=now,
            certificates=certificates_of_contest(contest).count(),
        )
    return file


def take_handover(
    contest: Contest, round_: Round | None, *, actor: User, now: datetime
) -> BinaryIO:
    """The list upon which those who are handed a prize sign, as Excel."""
    file, rows = BytesIO(), handover_rows(contest, round_)
    of_round = f", {round_.title}" if round_ else ""
    write_handover_workbook(file, f"Danh sách trao giải: {contest.title}{of_round}", rows)
    file.seek(0)
    with transaction.atomic():
        audit.record(
            "prize.list_taken",
            f"contest:{contest.uuid}",
            actor=actor.uuid,
            now=now,
            prizes=len(rows),
            round=round_.number if round_ else None,
        )
    return file
