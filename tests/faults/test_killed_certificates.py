"""kill −9 while certificates are issued, printed or bundled: one number and one file a person."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.utils import timezone
from pypdf import PdfReader

from backend.certificates import tasks as certificate_tasks  # noqa: F401 - registers the work
from backend.certificates.actions.print import LEASE, hand_out, print_certificate
from backend.certificates.actions.print_list import PRINT_LIST
from backend.certificates.enums import CertificateKind
from backend.certificates.models import Certificate
from backend.certificates.pdf_keys import make_pdf_key
from backend.certificates.pdf_signature import is_ours
from backend.certificates.signing import make_signing_key
from backend.certificates.storage import path_of
from backend.common.files import digest_of
from backend.common.jobs import MAX_TRIES, run_waiting_jobs
from backend.common.models import AuditEntry, Job
from quizzes.actions.certificate_bundle import ask_for_bundle
from quizzes.actions.certificate_list import ask_for_certificates
from quizzes.actions.round import close_due_rounds
from quizzes.queries.certificate_bundle import bundle_path
from quizzes.queries.certificate_list import Scope
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.faults.test_killed_jobs import kill_half_way

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 5
IN_THE_SECOND_LOT = """
from quizzes.actions import certificate_list
certificate_list.AT_ONCE = 2
issue, lots = certificate_list.issue_certificates, []
def stall(grants, **options):
    lots.append(issue(grants, **options))
    if len(lots) == 2:
        stand_still()
    return lots[-1]
certificate_list.issue_certificates = stall
"""
BEFORE_TAKING_BACK = """
from quizzes.actions import certificate_list
certificate_list._take_back = lambda *arguments: stand_still()
"""
BEHIND_SOME_FILES = """
from backend.certificates.actions import bundle
for kind in (bundle._Zip, bundle._Paper):
    def stall(self, *arguments, written=kind.certificate, seen=[]):
        written(self, *arguments)
        seen.append(1)
        if len(seen) == 2:
            stand_still()
    kind.certificate = stall
"""
BEFORE_THE_LIST = """
from backend.certificates.actions import bundle
bundle.signing_list = lambda *arguments: stand_still()
"""
BETWEEN_FILE_AND_ROW = """
from quizzes.actions import certificate_bundle
certificate_bundle.record_bundle = lambda *arguments, **facts: stand_still()
"""
# In the third print, at a place between the layout and the row that names its file.
IN_THE_THIRD_PRINT = """
from backend.certificates import storage, tasks
from backend.certificates.actions import print as printing
reached = []
def stall(place):
    reached.append(place)
    if reached.count("{place}") == 3:
        stand_still()
storage.failpoint = printing.failpoint = stall
"""


@pytest.fixture
def scope(settings, tmp_path) -> Scope:
    """A published round of some people."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IDENTITY_KEYS_DIR = tmp_path / "keys"
    make_signing_key(tmp_path / "keys")
    make_pdf_key(tmp_path / "keys", now=timezone.now())
    now = timezone.now()
    round_ = make_round(
        opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1), certificate=None
    )
    for wrong in range(PEOPLE):
        attempt = make_attempt(round_, now=now - timedelta(days=2))
        hand_in(attempt, wrong=wrong % 3)
    close_due_rounds(now=now)
    while run_waiting_jobs():
        pass
    return Scope(round_.contest, round_)


def ask(scope: Scope) -> None:
    ask_for_certificates(
        scope, CertificateKind.PARTICIPATION, actor=UserFactory(staff=True), now=timezone.now()
    )


def codes() -> set[str]:
    return set(Certificate.objects.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("change", "stand"), [(IN_THE_SECOND_LOT, 2), (BEFORE_TAKING_BACK, PEOPLE)]
)
def test_everybody_has_one_number_whenever_the_worker_dies(scope, tmp_path, change, stand):
    ask(scope)
    before: set[str] = set()

    def only_whole_lots() -> None:
        before.update(codes())
        assert len(before) == stand

    kill_half_way(change, tmp_path, only_whole_lots)
    assert codes() == before
    assert run_waiting_jobs()

    people = Certificate.objects.values_list("user", flat=True)
    assert len(codes()) == len(set(people)) == PEOPLE
    assert before <= codes()
    assert all(Certificate.objects.values_list("signature", flat=True))
    assert Job.objects.get(kind="certificate_list").tries == 2
    ask(scope)
    while run_waiting_jobs():
        pass
    assert len(codes()) == PEOPLE


@pytest.mark.parametrize(
    ("place", "halves", "whole"),
    [
        ("certificate-before-write", 0, 2),
        ("certificate-before-fsync", 1, 2),
        ("certificate-before-row", 0, 3),
    ],
)
def test_a_list_of_prints_leaves_one_signed_file_for_each_number(
    scope, tmp_path, place, halves, whole
):
    ask(scope)
    run_waiting_jobs()
    before, media = codes(), tmp_path / "media" / "certificates"

    def what_is_whole_is_signed() -> None:
        assert len(list(media.rglob("*.part"))) == halves
        assert [is_ours(path.read_bytes()) for path in media.rglob("*.pdf")] == [True] * whole
        assert Certificate.objects.filter(file__isnull=False).count() == 2

    kill_half_way(IN_THE_THIRD_PRINT.format(place=place), tmp_path, what_is_whole_is_signed)
    first = {path: path.read_bytes() for path in map(path_of, printed_files())}
    # what the dead worker had in hand is nobody's until its lease ends: the list is not done
    assert [run_waiting_jobs() for _ in range(MAX_TRIES)] == [0] * MAX_TRIES
    assert how_far() == ("waiting", 2, PEOPLE, None)
    let_leases_end()
    assert run_waiting_jobs() == 1
    assert how_far() == ("done", PEOPLE, PEOPLE, {"left": 0, "failed": 0})

    assert codes() == before
    assert {path: path.read_bytes() for path in first} == first
    rows = Certificate.objects.values_list("file", "file_digest")
    assert {digest_of(path_of(name)) for name, _ in rows} == {digest for _, digest in rows}
    found = [path for path in media.rglob("*") if path.is_file()]
    assert sorted(found) == sorted(map(path_of, printed_files()))
    assert [is_ours(path.read_bytes()) for path in found] == [True] * PEOPLE
    assert hand_out(now=timezone.now() + LEASE) == []


def how_far() -> tuple[object, ...]:
    """The list of prints as the organiser is told of it."""
    return Job.objects.values_list("state", "done", "total", "result").get(kind=PRINT_LIST)


def let_leases_end() -> None:
    Certificate.objects.update(print_due_at=F("print_due_at") - LEASE)


def printed_files() -> list[str]:
    return [
        str(name) for name in Certificate.objects.exclude(file=None).values_list("file", flat=True)
    ]


@pytest.mark.parametrize(
    ("form", "change", "stands"),
    [
        ("zip", BEHIND_SOME_FILES, False),
        ("pdf", BEHIND_SOME_FILES, False),
        ("zip", BEFORE_THE_LIST, False),
        ("zip", BETWEEN_FILE_AND_ROW, True),
    ],
)
def test_a_bundle_is_there_whole_or_not_at_all(scope, tmp_path, form, change, stands):
    ask(scope)
    while run_waiting_jobs():
        pass
    for certificate in hand_out(now=timezone.now()):
        print_certificate(certificate, now=timezone.now())
    person = UserFactory(staff=True)
    job = ask_for_bundle(scope.contest, scope, None, form=form, actor=person, now=timezone.now())
    place: Path = bundle_path(job)

    kill_half_way(change, tmp_path, lambda: None)
    assert place.exists() == stands
    assert run_waiting_jobs()

    job.refresh_from_db()
    assert (job.state, job.tries, job.result["certificates"]) == ("done", 2, PEOPLE)
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    assert parts_of(place) == PEOPLE + 1
    assert AuditEntry.objects.filter(action="certificates.bundled").count() == 1


def parts_of(place: Path) -> int:
    """Certificates and lists in a bundle that is sound; they have one page each."""
    if place.suffix == ".pdf":
        return len(PdfReader(place, strict=True).pages)
    with zipfile.ZipFile(place) as bundle:
        assert bundle.testzip() is None
        return len(bundle.namelist())
