"""Items into files: asked for, written by a worker for who asked, forgotten after a week."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_noop as _

from backend.accounts.models import User
from backend.certificates.printing.availability import certificates_available
from backend.common.audit import record
from backend.common.files import written_whole
from backend.common.jobs import Progress, start_job
from backend.common.models import Job
from quizzes.actions.form_print import CannotPrint
from quizzes.actions.item_sighting import note_sightings
from quizzes.formats.items import WRITERS
from quizzes.item_errors import ExportRefused
from quizzes.queries.item_export import (
    EXPORT,
    KEPT,
    Gathered,
    export_folder,
    export_path,
    gather_items,
    remarks_of,
)

MOST_ITEMS: Final = 5_000
LOT: Final = 250
GATHERING, WRITING = _("Đang lấy câu hỏi"), _("Đang ghi tệp")


@transaction.atomic
def ask_for_export(format_: str, codes: Sequence[str], *, actor: User, now: datetime) -> Job:
    """Have the items written into a file that only this person is given."""
    if not codes:
        raise ExportRefused("Không có câu nào để xuất.")
    if len(codes) > MOST_ITEMS:
        raise ExportRefused(f"Mỗi tệp chứa nhiều nhất {MOST_ITEMS:n} câu; hãy lọc bớt.")
    if format_ == "pdf" and not certificates_available():
        raise CannotPrint
    subject = f"{EXPORT}:{uuid4()}"
    record("items.exported", subject, actor=actor.uuid, now=now, format=format_, items=len(codes))
    parameters = {"format": format_, "codes": list(codes)}
    return start_job(EXPORT, subject, now=now, asked_by=actor, parameters=parameters)


def write_export(job: Job, progress: Progress, *, now: datetime) -> dict[str, Any]:
    """Write the file of a job. Safe to repeat: it is the same file again."""
    codes, person = job.parameters["codes"], job.asked_by
    assert person is not None
    gathered = Gathered()
    for start in range(0, len(codes), LOT):
        progress(start, len(codes), GATHERING)
        gather_items(codes[start : start + LOT], gathered)
    if not gathered.items:
        raise ExportRefused("Không có câu nào hoàn chỉnh để xuất.")
    note_sightings(gathered.rows, "export", person=person, now=now)
    progress(len(codes), len(codes), WRITING)
    body, notes = WRITERS[job.parameters["format"]].write(gathered.items)
    with written_whole(export_path(job)) as aside:
        aside.write_bytes(body)
    remarks = remarks_of([*gathered.notes, *notes])
    missing = {code for one in remarks if one["level"] == "error" for code in one["codes"]}
    return {"written": len(codes) - len(missing), "bytes": len(body), "remarks": remarks}


def forget_exports(*, now: datetime) -> int:
    """Remove files older than a week; how many. Safe to repeat."""
    folder = export_folder()
    if not folder.is_dir():
        return 0
    kept = {str(uuid) for uuid in _kept(now)}
    old = [path for path in folder.iterdir() if path.name.partition(".")[0] not in kept]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _kept(now: datetime) -> list[UUID]:
    jobs = Job.objects.filter(kind=EXPORT, asked_at__gt=now - KEPT)
    return list(jobs.values_list("uuid", flat=True))
