"""How long the certificate still holds that signs files: told to who watches the installation."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from prometheus_client import Gauge

from backend.certificates.pdf_signature import certificates
from backend.common import health, metrics
from backend.common.vault import KeysMissing

EARLY: Final = timedelta(days=60)
_EXPIRES: Final = Gauge(
    "hocso_signing_certificate_expires_seconds",
    "When the certificate runs out that signs printed files, as Unix time; 0 without one.",
    multiprocess_mode="mostrecent",
)


def expires_at() -> datetime | None:
    """None where there is no certificate."""
    try:
        return certificates()[0].not_valid_after_utc
    except KeysMissing:
        return None


def state(now: datetime) -> str:
    """One of ok, expires (within two months), expired, missing."""
    at = expires_at()
    if at is None:
        return "missing"
    if at <= now:
        return "expired"
    return "expires" if at <= now + EARLY else health.OK


def measure() -> None:
    """Set the figure for those who collect figures."""
    at = expires_at()
    _EXPIRES.set(at.timestamp() if at else 0)


health.reported["signing_certificate"] = lambda: state(timezone.now())
metrics.measured.append(measure)
