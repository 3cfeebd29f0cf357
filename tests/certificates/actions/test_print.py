"""Printing: once, whole, and again after any fault."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, transaction

from backend.certificates.actions.print import (
    DIED,
    LEASE,
    MOST_IN_HAND,
    hand_out,
    print_again,
    print_certificate,
)
from backend.certificates.models import Certificate
from backend.certificates.storage import path_of
from tests.factories.certificates import FACTS, ISSUED_AT, CertificateFactory
from tests.other_process import environment, wait_until_forgotten

LATER = ISSUED_AT + timedelta(hours=1)
PRINT_ONE = (
    "import django, sys; django.setup(); "
    "from django.utils import timezone; "
    "from backend.certificates.actions.print import print_certificate; "
    "print_certificate(int(sys.argv[1]), now=timezone.now())"
)


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_print_leaves_a_private_file_and_a_row_that_names_it(media: Path) -> None:
    certificate = CertificateFactory()

    assert print_certificate(certificate.pk, now=LATER)

    certificate.refresh_from_db()
    assert certificate.file is not None
    assert (certificate.printed_at, certificate.print_due_at) == (LATER, None)
    assert files(media) == [path_of(certificate.file)]
    assert path_of(certificate.file).read_bytes().startswith(b"%PDF-")
    assert path_of(certificate.file).parent.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_printing_again_changes_nothing(media: Path) -> None:
    certificate = CertificateFactory()
    print_certificate(certificate.pk, now=LATER)
    before = files(media)[0].stat().st_mtime_ns

    assert not print_certificate(certificate.pk, now=LATER + LEASE)

    certificate.refresh_from_db()
    assert certificate.printed_at == LATER
    assert files(media)[0].stat().st_mtime_ns == before


@pytest.mark.django_db
def test_revoked_certificate_is_not_printed(media: Path) -> None:
    certificate = CertificateFactory(revoked=True)

    assert hand_out(now=LATER) == []
    assert not print_certificate(certificate.pk, now=LATER)
    assert files(media) == []


@pytest.mark.django_db
def test_failure_is_tried_three_times_and_then_kept_for_a_person() -> None:
    broken = CertificateFactory(facts={**FACTS, "issued_on": "not a day"})
    now, tries = LATER, 0

    while broken.print_due_at is not None and tries < 10:
        for certificate_id in hand_out(now=now):
            print_certificate(certificate_id, now=now)
            tries += 1
        broken.refresh_from_db()
        now += LEASE + timedelta(minutes=1)

    assert tries == 3
    assert broken.print_attempts == 3
    assert broken.print_error.startswith("ValueError")
    assert broken.file is None


@pytest.mark.django_db
def test_failure_does_not_hold_up_the_others() -> None:
    CertificateFactory(facts={**FACTS, "issued_on": "not a day"})
    sound = CertificateFactory()

    for certificate_id in hand_out(now=LATER):
        print_certificate(certificate_id, now=LATER)

    sound.refresh_from_db()
    assert sound.file is not None


@pytest.mark.django_db
def test_page_that_kills_its_worker_is_given_up() -> None:
    deadly = CertificateFactory(print_attempts=3)

    assert not print_certificate(deadly.pk, now=LATER)

    deadly.refresh_from_db()
    assert (deadly.print_due_at, deadly.print_error, deadly.print_attempts) == (None, DIED, 3)


@pytest.mark.django_db
def test_certificate_is_handed_out_once_within_its_lease() -> None:
    certificate = CertificateFactory()

    first, second = hand_out(now=LATER), hand_out(now=LATER + LEASE / 2)
    after_lease = hand_out(now=LATER + LEASE)

    assert (first, second, after_lease) == ([certificate.pk], [], [certificate.pk])


@pytest.mark.django_db
def test_no_more_is_handed_out_than_can_be_printed() -> None:
    CertificateFactory.create_batch(3)
    CertificateFactory.create_batch(2, print_due_at=LATER + LEASE)

    assert len(hand_out(now=LATER, limit=2)) == 2
    assert MOST_IN_HAND >= 200


@pytest.mark.django_db
def test_printing_anew_forgets_file_and_failures() -> None:
    failed = CertificateFactory(failed=True)

    print_again(failed.pk, now=LATER)

    assert print_certificate(failed.pk, now=LATER)
    failed.refresh_from_db()
    assert (failed.print_attempts, failed.print_error) == (1, "")


@pytest.mark.django_db(transaction=True)
def test_locked_certificate_is_left_to_whoever_prints_it(media: Path) -> None:
    certificate = CertificateFactory()

    def in_another_connection() -> bool:
        try:
            return print_certificate(certificate.pk, now=LATER)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Certificate.objects.select_for_update().get(pk=certificate.pk)
        printed = pool.submit(in_another_connection).result(timeout=20)

    assert not printed
    assert files(media) == []


@pytest.mark.django_db(transaction=True)
def test_printing_at_the_same_time_leaves_one_file(media: Path) -> None:
    certificate = CertificateFactory()
    start = Barrier(4)

    def race(_: int) -> bool:
        start.wait()
        try:
            return print_certificate(certificate.pk, now=LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(race, range(4)))

    certificate.refresh_from_db()
    assert results.count(True) <= 1
    print_certificate(certificate.pk, now=LATER + LEASE)
    assert len(files(media)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "place",
    [
        "certificate-before-write",
        "certificate-before-fsync",
        "certificate-before-rename",
        "certificate-before-row",
    ],
)
def test_worker_killed_at_any_step_leaves_one_certificate_and_one_file(
    place: str, media: Path
) -> None:
    certificate = CertificateFactory()

    killed = subprocess.run(
        [sys.executable, "-c", PRINT_ONE, str(certificate.pk)],
        env=environment(DATA_DIR=str(media.parent), HOCSO_FAILPOINT=place),
        timeout=60,
    )

    assert killed.returncode == -signal.SIGKILL
    wait_until_forgotten()
    certificate.refresh_from_db()
    assert (certificate.file, certificate.print_attempts) == (None, 1)
    assert certificate.print_due_at is not None
    after = certificate.print_due_at
    assert hand_out(now=after) == [certificate.pk]
    assert print_certificate(certificate.pk, now=after)
    assert Certificate.objects.count() == 1
    certificate.refresh_from_db()
    assert certificate.file is not None
    assert files(media) == [path_of(certificate.file)]
