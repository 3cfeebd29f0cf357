"""kill −9 of a worker while it prepares a video: nothing half is shown, the next one does it."""

import signal
import subprocess
import sys

import pytest

from backend.common.jobs import run_waiting_jobs
from backend.files.models import StoredFile
from backend.files.storage import prepared_folder
from tests.factories.organisations import MembershipFactory
from tests.files.sending import bring
from tests.files.test_media import make_video
from tests.other_process import environment, wait_until_forgotten
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db(transaction=True)
WORK = """
import sys, django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = sys.argv[1]
from backend.common.jobs import run_waiting_jobs
run_waiting_jobs()
"""


def test_a_killed_worker_leaves_nothing_half(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    trainer = Device(MembershipFactory(trainer=True).user)
    video = make_video(tmp_path / "a.mp4", seconds=2)
    address = bring(trainer, video.read_bytes(), "video")

    for place in ("file-after-rename", "file-before-publishing"):
        command = [sys.executable, "-c", WORK, str(settings.MEDIA_ROOT)]
        killed = subprocess.run(command, env=environment(HOCSO_FAILPOINT=place))
        assert killed.returncode == -signal.SIGKILL
        wait_until_forgotten()
        file = StoredFile.objects.get()
        assert file.state == "checking"
        if file.digest:
            assert not prepared_folder("video", file.digest).exists()

    run_waiting_jobs()

    ready = trainer.http.get(address).json()
    assert ready["state"] == "ready"
    folder = prepared_folder("video", ready["digest"])
    assert (folder / "index.m3u8").exists()
    assert not list((settings.MEDIA_ROOT / "prepared" / "bench").iterdir())
