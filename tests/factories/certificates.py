"""Certificates. `printed=True` also leaves a file."""

from datetime import UTC, datetime
from typing import Any

import factory

from backend.certificates.models import Certificate
from backend.certificates.rules.code import encode
from backend.certificates.storage import file_name, store
from tests.factories.accounts import UserFactory

ISSUED_AT = datetime(2026, 12, 2, 3, 15, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "name": "Nguyễn Thị Diễm Phượng",
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
}


class CertificateFactory(factory.django.DjangoModelFactory[Certificate]):
    """Issued and waiting for its print."""

    class Meta:
        model = Certificate
        skip_postgeneration_save = True

    class Params:
        failed = factory.Trait(print_due_at=None, print_attempts=3, print_error="OSError: full")
        revoked = factory.Trait(revoked_at=ISSUED_AT, revoked_reason="Cấp nhầm")

    user = factory.SubFactory(UserFactory)
    code = factory.Sequence(lambda number: encode((number + 1) << 96))
    source = factory.Sequence(lambda number: f"round:test:participant:{number}")
    kind = "threshold"
    facts = factory.LazyFunction(lambda: dict(FACTS))
    issued_at = ISSUED_AT
    print_due_at = ISSUED_AT

    @factory.post_generation
    def printed(self: Any, create: bool, content: Any, **kwargs: Any) -> None:
        if content:
            self.file = file_name(self)
            self.printed_at = ISSUED_AT
            self.print_due_at = None
            self.save()
            store(self.file, b"%PDF-1.7 printed")
