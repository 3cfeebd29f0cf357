"""Where printed certificates lie: a private folder that only the API reads from."""

import os
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from backend.certificates.models import Certificate
from backend.common.failpoints import failpoint


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "certificates"


def file_name(certificate: Certificate) -> str:
    """Always the same for a certificate, so that a repeated print leaves one file; unguessable."""
    digest = salted_hmac("certificates.file", str(certificate.uuid), algorithm="sha256")
    return f"{digest.hexdigest()[:40]}.pdf"


def path_of(name: str) -> Path:
    """Spread over 256 folders by the first letters."""
    return folder() / name[:2] / name


def store(name: str, content: bytes) -> None:
    """Whole or not at all: written aside, forced to the disk, then renamed."""
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    failpoint("certificate-before-write")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            failpoint("certificate-before-fsync")
            os.fsync(file.fileno())
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    failpoint("certificate-before-rename")
    aside.rename(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
