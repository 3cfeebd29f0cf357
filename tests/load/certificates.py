"""Certificates per second of one core: rendered, written and recorded by nobody else."""

import os
import tempfile
import time
from datetime import UTC, datetime
from typing import Any

CERTIFICATES = 60
WARM_UP = 5
FACTS: dict[str, Any] = {
    "organisation": "Tổ công nghệ số cộng đồng, xã Thượng Tân",
    "contest": "Tìm hiểu Nghị quyết 57-NQ/TW và chuyển đổi số",
    "round": "Vòng 3",
    "points": 19,
    "max_points": 20,
    "issued_on": "2026-12-02",
    "issuer": "Ban Tổ chức Cuộc thi tỉnh Tuyên Quang",
    "place": "Tuyên Quang",
    "signing_for": "TM. BAN TỔ CHỨC",
    "signatory": "Nông Văn Thắng",
    "signatory_title": "Trưởng ban",
    "national_header": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"],
}


def measure(count: int = CERTIFICATES) -> float:
    """`certificates_per_core_s` (goal: at least 8), by processor time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings.test")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()

    from django.test import override_settings

    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        for number in range(WARM_UP):
            print_one(number)
        started = time.process_time()
        for number in range(count):
            print_one(number)
        return count / (time.process_time() - started)


def print_one(number: int) -> None:
    """A name and a code of its own each, as in a real run."""
    from backend.certificates.printing.certificate import certificate_pdf
    from backend.certificates.rules.code import encode
    from backend.certificates.storage import store

    facts: Any = {**FACTS, "name": f"Nguyễn Thị Diễm Phượng {number}"}
    content = certificate_pdf(
        code=encode(number << 96), facts=facts, issued_at=datetime(2026, 12, 2, tzinfo=UTC)
    )
    store(f"{number:040x}.pdf", content)


if __name__ == "__main__":
    print(f"certificates_per_core_s: {measure():.1f}")
