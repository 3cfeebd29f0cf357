"""The sweep, and a machine without Pango."""

import builtins
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from backend.celery import app
from backend.certificates.printing.availability import certificates_available
from backend.certificates.tasks import print_certificates, print_some
from tests.factories.certificates import CertificateFactory


@pytest.fixture
def at_once() -> Iterator[None]:
    """Tasks run where they are sent, without a broker."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.django_db
@pytest.mark.usefixtures("at_once")
def test_sweep_prints_what_is_due() -> None:
    certificate = CertificateFactory(print_due_at=timezone.now())

    print_certificates()

    certificate.refresh_from_db()
    assert certificate.file is not None


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As `import weasyprint` behaves where the system library is missing."""

    found = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return found(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    certificates_available.cache_clear()
    yield
    certificates_available.cache_clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("at_once", "without_pango")
def test_without_pango_certificates_wait_and_the_log_says_what_to_install(
    caplog: pytest.LogCaptureFixture, media: Path
) -> None:
    certificate = CertificateFactory(print_due_at=timezone.now())

    with caplog.at_level(logging.WARNING):
        print_certificates()
        print_some([certificate.pk])

    certificate.refresh_from_db()
    assert (certificate.file, certificate.print_attempts) == (None, 0)
    assert certificate.print_due_at is not None
    assert "apt-get install libpango-1.0-0" in caplog.text
