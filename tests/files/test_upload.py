"""What was acknowledged is on the disk; what is wrong is refused and changes nothing."""

import errno
import os
import signal
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.utils import timezone

from backend.common.jobs import run_waiting_jobs
from backend.files.actions.preparation import refuse_stuck
from backend.files.actions.upload import Wish, begin_upload, forget_halves, receive_piece
from backend.files.errors import OffsetDiffers, QuotaSpent, TooManyUploads
from backend.files.models import StoredFile
from backend.files.purposes import Purpose, register_purpose
from backend.files.rules.kinds import PDF, PNG, TEXT
from backend.files.storage import half_path, whole_path
from tests.factories.accounts import UserFactory
from tests.files.sending import TUS, begin, bring, piece
from tests.other_process import environment, wait_until_forgotten
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
BODY = b"Xin ch\xc3\xa0o, \xc4\x91\xc3\xa2y l\xc3\xa0 m\xe1\xbb\x99t t\xe1\xbb\x87p." * 100
TRIAL = Purpose(
    name="trial",
    media_types=frozenset({TEXT, PDF, PNG}),
    most_bytes=1_000_000,
    quota_bytes=1_500_000,
    wanted="văn bản",
    may_upload=lambda person: person.is_authenticated,
)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    register_purpose(TRIAL)


@pytest.fixture
def device():
    person = UserFactory()
    device = Device(person)
    device.person = person
    return device


def head(device, place):
    return device.http.head(place, headers=TUS)


@pytest.mark.django_db(transaction=True)
def test_a_file_comes_in_pieces_and_is_made_ready(device):
    place = begin(device, len(BODY), "trial", filename="../../đơn.txt")["Location"]
    assert piece(device, place, 0, BODY[:1000])["Upload-Offset"] == "1000"
    assert head(device, place)["Upload-Offset"] == "1000"
    assert piece(device, place, 1000, BODY[1000:])["Upload-Offset"] == str(len(BODY))
    address = place.replace("/uploads/", "/")
    waiting = device.http.get(address).json()
    assert (waiting["state"], waiting["name"]) == ("checking", "đơn.txt")
    assert device.http.get(f"/api/v1/jobs/{waiting['job']}/").json()["state"] == "waiting"

    run_waiting_jobs()

    ready = device.http.get(address).json()
    assert (ready["state"], ready["media_type"]) == ("ready", "text/plain")
    assert ready["digest"] == sha256(BODY).hexdigest()
    assert whole_path(ready["digest"]).read_bytes() == BODY
    assert not half_path(ready["uuid"]).exists()


def test_the_protocol_is_announced_and_asked_for(device):
    told = device.http.options("/api/v1/files/uploads/")
    assert (told.status_code, told["Tus-Version"]) == (204, "1.0.0")
    assert "checksum" in told["Tus-Extension"]

    refused = device.http.post("/api/v1/files/uploads/", headers={"Tus-Resumable": "0.2.2"})
    assert problem_of(refused) == (412, "other_upload_protocol")


def test_a_piece_that_does_not_fit_changes_nothing(device):
    place = begin(device, len(BODY), "trial")["Location"]
    piece(device, place, 0, BODY[:500])
    wrong = f"sha1 {b64encode(b'x' * 20).decode()}"
    right = f"sha256 {b64encode(sha256(BODY[500:600]).digest()).decode()}"

    assert problem_of(piece(device, place, 0, BODY[:500])) == (409, "offset_differs")
    harmed = piece(device, place, 500, BODY[500:600], **{"Upload-Checksum": wrong})
    assert problem_of(harmed) == (460, "checksum_differs")
    assert problem_of(piece(device, place, 500, BODY)) == (413, "file_too_large")
    assert head(device, place)["Upload-Offset"] == "500"

    kept = piece(device, place, 500, BODY[500:600], **{"Upload-Checksum": right})
    assert kept["Upload-Offset"] == "600"


class BrokenLine(BytesIO):
    """Brings 700 bytes and breaks."""

    def read(self, size=-1):
        if self.tell() >= 700:
            raise OSError
        return super().read(min(size, 700))


def test_a_broken_line_keeps_what_came(device):
    file = begin_upload(device.person, Wish("trial", "a.txt", len(BODY)), now=timezone.now())

    receive_piece(file, 0, BrokenLine(BODY), None, now=timezone.now())

    file.refresh_from_db()
    assert file.received == 700
    assert half_path(file.uuid).read_bytes() == BODY[:700]


def test_bytes_that_were_never_acknowledged_are_dropped(device):
    file = begin_upload(device.person, Wish("trial", "a.txt", len(BODY)), now=timezone.now())
    receive_piece(file, 0, BytesIO(BODY[:300]), None, now=timezone.now())
    with half_path(file.uuid).open("ab") as half:
        half.write(b"torn")

    receive_piece(file, 300, BytesIO(BODY[300:]), None, now=timezone.now())

    assert half_path(file.uuid).read_bytes() == BODY


RECEIVE = """
import sys, django
django.setup()
from io import BytesIO
from django.utils import timezone
from backend.files.actions.upload import receive_piece
from backend.files.models import StoredFile
from django.conf import settings
settings.MEDIA_ROOT = sys.argv[2]
file = StoredFile.objects.get(uuid=sys.argv[1])
receive_piece(file, 1000, BytesIO(sys.stdin.buffer.read()), None, now=timezone.now())
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", ["upload-before-fsync", "upload-before-acknowledging"])
def test_a_killed_server_loses_no_acknowledged_byte(device, settings, tmp_path, place):
    file = begin_upload(device.person, Wish("trial", "a.txt", len(BODY)), now=timezone.now())
    receive_piece(file, 0, BytesIO(BODY[:1000]), None, now=timezone.now())

    killed = subprocess.run(
        [sys.executable, "-c", RECEIVE, str(file.uuid), str(tmp_path)],
        input=BODY[1000:],
        env=environment(HOCSO_FAILPOINT=place),
    )

    assert killed.returncode == -signal.SIGKILL
    wait_until_forgotten()
    address = f"/api/v1/files/uploads/{file.uuid}/"
    assert head(device, address)["Upload-Offset"] == "1000"
    assert piece(device, address, 1000, BODY[1000:]).status_code == 204
    run_waiting_jobs()
    file.refresh_from_db()
    assert (file.state, file.digest) == ("ready", sha256(BODY).hexdigest())


def test_nobody_takes_more_than_their_share(device):
    person, now = device.person, timezone.now()
    assert problem_of(begin(device, 0, "trial")) == (400, "file_refused")
    assert problem_of(begin(device, 1_000_001, "trial")) == (413, "file_too_large")
    assert problem_of(begin(device, 10, "unheard-of")) == (404, "not_found")
    begin_upload(person, Wish("trial", "a", 900_000), now=now)

    with pytest.raises(QuotaSpent):
        begin_upload(person, Wish("trial", "a", 900_000), now=now)
    for _ in range(9):
        begin_upload(person, Wish("trial", "a", 1), now=now)
    with pytest.raises(TooManyUploads):
        begin_upload(person, Wish("trial", "a", 1), now=now)


def test_what_is_given_up_goes(device):
    now = timezone.now()
    file = begin_upload(device.person, Wish("trial", "a.txt", 9), now=now)
    receive_piece(file, 0, BytesIO(b"half"), None, now=now)

    assert forget_halves(now=now + timedelta(days=2)) == 0
    assert forget_halves(now=now + timedelta(days=4)) == 1
    assert not StoredFile.objects.exists()
    assert not half_path(file.uuid).exists()


def test_files_are_nobody_elses(device):
    place = begin(device, 9, "trial")["Location"]
    other = Device(UserFactory())

    assert problem_of(piece(other, place, 0, b"x")) == (404, "not_found")
    assert head(other, place).status_code == 404
    assert other.http.delete(place, headers=TUS).status_code == 404
    assert other.http.get(place.replace("/uploads/", "/")).status_code == 404
    assert other.http.get("/api/v1/files/").json() == []
    assert device.http.delete(place, headers=TUS).status_code == 204
    assert head(device, place).status_code == 404


HOSTILE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "zip": b"PK\x03\x04 no archive",
    "machine code": b"\x7fELF" + bytes(100),
    "playlist": b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/passwd\n",
}


@pytest.mark.django_db(transaction=True)
def test_what_is_not_wanted_is_refused_by_its_content(device):
    register_purpose(replace(TRIAL, media_types=frozenset({PDF, PNG})))
    brought = {
        name: bring(device, body, "trial", filename="bao-cao.pdf") for name, body in HOSTILE.items()
    }

    run_waiting_jobs()

    for name, address in brought.items():
        refused = device.http.get(address).json()
        said = (refused["state"], refused["reason"])
        assert said == ("refused", "Tệp này không phải là văn bản."), name
        assert not whole_path(sha256(HOSTILE[name]).hexdigest()).exists()
        assert device.http.get(f"{address}content/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_file_other_than_promised_is_refused(device):
    address = bring(device, BODY, "trial", sha256="0" * 64)

    run_waiting_jobs()

    assert device.http.get(address).json()["state"] == "refused"


@pytest.mark.django_db(transaction=True)
def test_a_file_that_no_worker_could_prepare_is_refused(device):
    def fall_over(*arguments):
        raise RuntimeError

    register_purpose(replace(TRIAL, prepare=fall_over))
    address = bring(device, BODY, "trial")

    for _ in range(3):
        run_waiting_jobs()
    refuse_stuck(now=timezone.now())

    assert device.http.get(address).json()["state"] == "refused"


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_as_one_and_leaves_nothing(device, settings):
    def write_much(file, body, bench, progress):
        (bench / "a.bin").write_bytes(BODY)
        with open("/dev/full", "wb") as full:
            full.write(BODY)

    register_purpose(replace(TRIAL, prepare=write_much))
    address = bring(device, BODY, "trial")
    run_waiting_jobs()

    told = device.http.get(address).json()
    assert (told["state"], "hết chỗ chứa" in told["reason"]) == ("refused", True)
    assert not list((settings.MEDIA_ROOT / "prepared" / "bench").iterdir())
    assert not (settings.MEDIA_ROOT / "prepared" / "trial").exists()

    register_purpose(TRIAL)
    again = bring(device, BODY, "trial")
    run_waiting_jobs()
    assert device.http.get(again).json()["state"] == "ready"


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fills_while_pieces_come_keeps_what_was_acknowledged(device, monkeypatch):
    place = begin(device, len(BODY), "trial")["Location"]
    assert piece(device, place, 0, BODY[:300]).status_code == 204
    half = half_path(place.rstrip("/").rpartition("/")[2])

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        refused = piece(device, place, 300, BODY[300:])

    assert problem_of(refused) == (507, "disk_full")
    assert head(device, place)["Upload-Offset"] == "300"
    assert half.read_bytes() == BODY[:300]
    assert piece(device, place, 300, BODY[300:]).status_code == 204
    run_waiting_jobs()
    assert device.http.get(place.replace("/uploads/", "/")).json()["state"] == "ready"


@pytest.mark.django_db(transaction=True)
def test_a_file_is_read_whole_or_in_part_and_does_nothing(device):
    address = f"{bring(device, BODY, 'trial')}content/"
    run_waiting_jobs()

    whole = device.http.get(address)
    assert b"".join(whole.streaming_content) == BODY
    assert whole["Content-Disposition"] == 'attachment; filename="tep.bin"'
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in whole["Content-Security-Policy"]

    part = device.http.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, BODY[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(BODY)}"
    last = device.http.get(address, headers={"Range": "bytes=-5"})
    assert b"".join(last.streaming_content) == BODY[-5:]
    beyond = device.http.get(address, headers={"Range": f"bytes={len(BODY)}-"})
    assert beyond.status_code == 416


def test_a_file_that_is_whole_takes_no_more(device):
    address = bring(device, BODY, "trial")
    file = StoredFile.objects.get()

    with pytest.raises(OffsetDiffers):
        receive_piece(file, len(BODY), BytesIO(b"x"), None, now=timezone.now())
    assert device.http.delete(address.replace("files/", "files/uploads/"), headers=TUS)
    assert StoredFile.objects.exists()
