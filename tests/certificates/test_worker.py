"""A real Celery worker: stopped, or with its queue emptied, it only delays a print."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from backend.certificates.models import Certificate
from backend.certificates.storage import path_of
from backend.certificates.tasks import print_certificates
from tests.factories.certificates import CertificateFactory
from tests.other_process import environment


@contextmanager
def worker(media: Path, **more: str) -> Iterator[None]:
    command = ["-m", "celery", "-q", "-A", "backend", "worker", "-Q", "prints", "-c", "1"]
    process = subprocess.Popen(
        [sys.executable, *command, "--without-gossip", "--without-mingle"],
        env=environment(DATA_DIR=str(media.parent), **more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def printed(certificate: Certificate, seconds: float = 40) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        certificate.refresh_from_db()
        if certificate.file is not None:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.django_db(transaction=True)
def test_print_is_delayed_but_not_lost_by_a_stopped_worker_and_an_emptied_queue(media: Path):
    lost, kept = CertificateFactory.create_batch(2, print_due_at=timezone.now())
    print_certificates()
    with redis.Redis.from_url(settings.VALKEY_URL) as valkey:
        valkey.flushall()
    # the lease of the handed out certificates ends
    Certificate.objects.update(print_due_at=timezone.now())

    print_certificates()
    with worker(media):
        assert printed(lost)
        assert printed(kept)

    assert path_of(str(lost.file)).is_file()
    assert path_of(str(kept.file)).is_file()
    assert (lost.print_attempts, kept.print_attempts) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_ends_leaves_no_fonts_behind(media: Path, tmp_path: Path):
    loose = tmp_path / "loose"
    loose.mkdir()
    certificate = CertificateFactory(print_due_at=timezone.now())

    with worker(media, TMPDIR=str(loose)):
        print_certificates()
        assert printed(certificate)
        assert list(loose.glob("weasyprint-*"))

    assert not list(loose.glob("weasyprint-*"))
