"""kill −9 of a worker in the middle of its job: done once by the next one, nothing half-done."""

import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from backend.accounts.models import User
from backend.common.files import digest_of
from backend.common.jobs import run_waiting_jobs, start_job
from backend.common.models import AuditEntry, Job
from backend.organisations import tasks as organisation_tasks  # noqa: F401 - registers the work
from backend.organisations.actions.people_import import TOGETHER, check_import
from backend.organisations.models import Membership, Organisation, PeopleImport
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.bundle import bundle_path, receipts_path, write_bundle
from quizzes.actions.publication import ask_for_missing_files
from quizzes.actions.round import close_round
from quizzes.models import Ranking
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_round
from tests.organisations.actions.test_people_import import workbook
from tests.other_process import environment, wait_until_forgotten

# A worker like any other, but that it stands still where `change` says, after "half" is told.
WORKER = """
import time
import django
django.setup()
from backend.common.jobs import run_waiting_jobs
from backend.organisations import tasks
from quizzes import tasks
def stand_still():
    print("half", flush=True)
    time.sleep(60)
{change}
run_waiting_jobs()
"""
AFTER_SOME_PEOPLE = """
from backend.organisations.actions import people_import
known, asked = people_import.known_identifiers, []
def stall(lines):
    asked.append(lines[0])
    if lines[0] is not asked[0]:
        stand_still()
    return known(lines)
people_import.known_identifiers = stall
"""
AFTER_SOME_ROWS = """
from quizzes.actions import bundle
written = bundle._Rows.written
def stall(self, *arguments):
    for number, row in enumerate(written(self, *arguments)):
        if number == 2:
            stand_still()
        yield row
bundle._Rows.written = stall
"""
BETWEEN_BYTES_AND_NAME = """
from quizzes.actions import bundle
digest_of = bundle.digest_of
def stall(path):
    stand_still()
    return digest_of(path)
bundle.digest_of = stall
"""
BETWEEN_FILE_AND_ROW = """
from quizzes.actions import bundle
save = bundle.Ranking.save
def stall(self, *arguments, **fields):
    if "bundle" in (fields.get("update_fields") or ()):
        stand_still()
    save(self, *arguments, **fields)
bundle.Ranking.save = stall
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def kill_half_way(change: str, folder: Path, meanwhile: Callable[[], None]) -> None:
    """Let a worker begin, look at what is there while it stands in the middle, kill it."""
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", WORKER.format(change=change)],
        env=environment(DATA_DIR=str(folder)),
        stdout=subprocess.PIPE,
    )
    assert worker.stdout is not None
    try:
        assert worker.stdout.readline() == b"half\n"
        assert run_waiting_jobs() == 0  # a living worker has it
        meanwhile()
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=10)
        worker.stdout.close()
        wait_until_forgotten()


def test_an_import_is_done_whole_or_not_at_all(tmp_path):
    province = OrganisationFactory(name="Tỉnh Thử", code="TINH")
    commune = OrganisationFactory(parent=province, name="Xã Một", code="XA-1")
    admin = MembershipFactory(organisation=commune, administrator=True).user
    count = TOGETHER + 20
    hamlets = [(f"THON-{n}", f"Thôn {n}", "Thôn, chi hội", "XA-1", "120") for n in range(3)]
    people = [(f"Người Thử {n}", f"09120{n:05}", "", f"THON-{n % 3}") for n in range(count)]
    now = timezone.now()
    found = check_import(commune, "nguoi.xlsx", workbook(hamlets, people), actor=admin, now=now)
    assert found.state == "checked", found.report
    before = (Organisation.objects.count(), User.objects.count(), Membership.objects.count())
    start_job(
        "people_import",
        f"import:{found.uuid}",
        now=now,
        asked_by=admin,
        parameters={"import": found.pk},
    )

    def nothing_is_there() -> None:
        assert PeopleImport.objects.get().state == "checked"
        assert before == (
            Organisation.objects.count(),
            User.objects.count(),
            Membership.objects.count(),
        )

    def told_half() -> None:
        nothing_is_there()
        assert 0 < Job.objects.get().done < Job.objects.get().total

    kill_half_way(AFTER_SOME_PEOPLE, tmp_path, told_half)
    nothing_is_there()
    assert run_waiting_jobs()

    job = Job.objects.get()
    assert (job.state, job.tries, job.result) == ("done", 2, {"organisations": 3, "people": count})
    assert Organisation.objects.count() == before[0] + 3
    assert User.objects.count() == before[1] + count
    assert Membership.objects.count() == before[2] + count
    commune.refresh_from_db()
    assert commune.numchild == 3
    assert AuditEntry.objects.filter(action="import.applied").count() == 1
    assert run_waiting_jobs() == 0


def digest_without_a_kill(ranking: Ranking) -> str:
    """Of the bundle as a worker writes it that nobody disturbs; nothing of it is left."""
    write_bundle(ranking)
    digest = ranking.bundle_digest
    bundle_path(ranking).unlink()
    receipts_path(ranking).unlink()
    ranking.bundle = ranking.bundle_digest = ranking.bundle_root = ""
    ranking.save(update_fields=["bundle", "bundle_digest", "bundle_root"])
    return digest


@pytest.mark.parametrize(
    ("change", "stands"),
    [(AFTER_SOME_ROWS, False), (BETWEEN_BYTES_AND_NAME, False), (BETWEEN_FILE_AND_ROW, True)],
)
def test_a_bundle_is_there_whole_or_not_at_all(tmp_path, media, change, stands):
    round_ = make_round(pool=4)
    for wrong in (0, 1, 2, 3, 1):
        hand_in(make_attempt(round_), wrong=wrong)
    close_round(round_.pk, now=CLOSES_AT + timedelta(minutes=5))
    ranking = Ranking.objects.get(round=round_)
    undisturbed = digest_without_a_kill(ranking)
    assert ask_for_missing_files(now=timezone.now()) == 1
    place = bundle_path(ranking)
    told: list[str] = []

    def no_half_file() -> None:
        ranking.refresh_from_db()
        assert ranking.bundle == ""
        assert (place.exists(), receipts_path(ranking).exists()) == (stands, stands)
        if stands:
            told.append(digest_of(place))

    kill_half_way(change, tmp_path, no_half_file)
    no_half_file()
    assert run_waiting_jobs()

    ranking.refresh_from_db()
    job = Job.objects.get(kind="publication")
    assert (job.state, job.tries) == ("done", 2)
    assert ranking.bundle_digest == digest_of(place) == undisturbed
    assert all(digest == ranking.bundle_digest for digest in told)
    with zipfile.ZipFile(place) as archive:
        assert archive.testzip() is None
        assert len(archive.read("attempts.jsonl").splitlines()) == 5
    assert list(media.rglob("*.part")) == []
    assert AuditEntry.objects.filter(action="bundle.written").count() == 1
    assert ask_for_missing_files(now=timezone.now()) == 0
