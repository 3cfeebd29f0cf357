"""kill −9 of a worker while it prepares a video: nothing half is shown, the next one does it."""

import pytest

from backend.common.jobs import run_waiting_jobs
from backend.files.models import StoredFile
from backend.files.storage import prepared_folder
from tests.factories.organisations import MembershipFactory
from tests.files.killing import PLACES, kill_at
from tests.files.sending import bring
from tests.files.test_media import make_video
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_killed_worker_leaves_nothing_half(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    trainer = Device(MembershipFactory(trainer=True).user)
    video = make_video(tmp_path / "a.mp4", seconds=2)
    address = bring(trainer, video.read_bytes(), "video")

    for place in PLACES:
        kill_at(place, settings.MEDIA_ROOT)
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
