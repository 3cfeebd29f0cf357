"""What anyone may learn from a certificate's code: the facts, with the name masked."""

from datetime import datetime
from typing import Any, TypedDict

from backend.certificates.enums import Verdict
from backend.certificates.models import Certificate
from backend.certificates.rules.code import canonical
from backend.common.text import masked_name

PUBLIC_FACTS = (
    "organisation",
    "contest",
    "round",
    "course",
    "lessons",
    "minutes",
    "award",
    "points",
    "max_points",
    "rank",
    "people",
    "issued_on",
    "issuer",
)
# Looked up when what was typed cannot be a code, so that it costs what an unknown code costs.
NO_CODE = ""


class Verification(TypedDict):
    """`facts` is empty for an unknown code."""

    state: str
    code: str | None
    revoked_at: datetime | None
    facts: dict[str, Any]


def verification(typed: str) -> Verification:
    """The verdict on a code as somebody typed it."""
    certificate = Certificate.objects.filter(code=canonical(typed) or NO_CODE).first()
    if certificate is None:
        return {"state": Verdict.UNKNOWN.value, "code": None, "revoked_at": None, "facts": {}}
    stated = certificate.facts
    facts = {name: stated[name] for name in PUBLIC_FACTS if stated.get(name) not in (None, "")}
    return {
        "state": (Verdict.REVOKED if certificate.revoked_at else Verdict.VALID).value,
        "code": certificate.code,
        "revoked_at": certificate.revoked_at,
        "facts": {"name": masked_name(stated["name"]), **facts},
    }
