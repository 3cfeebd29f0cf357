"""Files that a worker reads for authors."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from backend.common.jobs import no_progress
from backend.common.models import Job
from courses import tasks
from courses.actions.brought_file import DOCUMENT, LOOK, PACKAGE
from tests.quizzes.device import Device

WORK = {
    PACKAGE: tasks.look_through_package,
    LOOK: tasks.look_at_document,
    DOCUMENT: tasks.add_document,
}


def brought(device: Device, address: str, body: bytes, name: str, **more: str) -> dict[str, Any]:
    """What the worker tells of the file; what it refuses is raised."""
    form = {"file": SimpleUploadedFile(name, body), **more}
    answer = device.http.post(address, form, format="multipart")
    assert answer.status_code == 202, answer.content
    job = Job.objects.get(uuid=answer.json()["uuid"])
    return WORK[job.kind](job, no_progress)
