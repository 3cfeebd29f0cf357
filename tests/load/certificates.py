"""Certificates per second of one core: rendered and written, recorded by nobody else."""

import os
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

CERTIFICATES = 60
IN_BULK = 5_000
WARM_UP = 5
AT = datetime(2026, 12, 2, tzinfo=UTC)
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


def measure(count: int = CERTIFICATES, in_bulk: int = IN_BULK) -> dict[str, float]:
    """By processor time: `certificates_per_core_s` (at least 8) where each page is laid out whole,
    `bulk_certificates_per_core_s` (at least 200) where they share one layout,
    `bulk_signed_certificates_per_core_s` (at least 200) where each also bears its signature.
    `prints_mib` is the memory of this process after some 10,000 prints (at most 400)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings.test")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()

    from django.test import override_settings

    from backend.certificates.pdf_keys import make_pdf_key

    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(MEDIA_ROOT=folder, IDENTITY_KEYS_DIR=Path(folder) / "keys"),
    ):
        make_pdf_key(Path(folder) / "keys", now=AT)
        return {
            "certificates_per_core_s": per_core_second(print_alone, count),
            "bulk_certificates_per_core_s": per_core_second(print_one, in_bulk),
            "bulk_signed_certificates_per_core_s": per_core_second(print_signed, in_bulk),
            "prints_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def per_core_second(printing: Callable[[int], None], count: int) -> float:
    for number in range(WARM_UP):
        printing(number)
    started = time.process_time()
    for number in range(count):
        printing(number)
    return count / (time.process_time() - started)


def print_alone(number: int) -> None:
    from backend.certificates.printing.certificate import forget_plates

    forget_plates()
    print_one(number)


def print_signed(number: int) -> None:
    from backend.certificates.pdf_signature import seal

    print_one(number, seal(now=AT))


def print_one(number: int, seal: Any = None) -> None:
    """A name and a code of its own each, as in a real run."""
    from backend.certificates.printing.certificate import certificate_pdf
    from backend.certificates.rules.code import encode
    from backend.certificates.storage import store

    code = encode(number << 96)
    facts: Any = {**FACTS, "name": f"Nguyễn Thị Diễm Phượng {number}", "points": number % 21}
    content = certificate_pdf(
        code=code,
        facts=facts,
        issued_at=AT,
        proof={"statement": {"version": 1, "code": code, "facts": facts}},
        seal=seal,
    )
    store(f"{number:040x}.pdf", content)


if __name__ == "__main__":
    for figure, value in measure().items():
        print(f"{figure}: {value:.1f}")
