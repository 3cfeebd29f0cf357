"""What goes out from a certificate's page: its card on other sites, and uses for its owner."""

from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from backend.certificates.models import Certificate
from backend.certificates.printing.page import verification_url
from backend.certificates.printing.share_picture import alternative
from backend.certificates.printing.wording import told
from backend.certificates.queries.credential import Form
from backend.certificates.rules.facts import title_of

LINKEDIN: Final = "https://www.linkedin.com/profile/add"


def card(certificate: Certificate) -> dict[str, str]:
    """Title and words of the card that other sites show; nothing of them names the person."""
    facts, url = certificate.facts, verification_url(certificate.code)
    return {
        "title": alternative(facts),
        "description": told(facts, certificate.kind),
        "url": url,
        "picture": f"{url}anh.png",
    }


def own_uses(person: Any, certificate: Certificate) -> dict[str, Any] | None:
    """For its owner alone: the certificate's name in the API, and the link to LinkedIn."""
    if not person.is_authenticated or certificate.user_id != person.pk:
        return None
    jwt = reverse("certificate-credential", args=[certificate.uuid, Form.JWT])
    return {"uuid": certificate.uuid, "linkedin": linkedin(certificate), "jwt": jwt}


def public_credentials(certificate: Certificate) -> dict[str, str]:
    """Where anybody has the credential, by form."""
    return {
        form.value: reverse("certificate-public-credential", args=[certificate.code, form])
        for form in Form
    }


def linkedin(certificate: Certificate) -> str:
    """Opens LinkedIn's own form, filled in; we send nothing ourselves."""
    facts, issued_on = certificate.facts, str(certificate.facts.get("issued_on") or "")
    asked = {
        "startTask": "CERTIFICATION_NAME",
        "name": " · ".join(filter(None, (facts.get("award"), facts.get("round"), title_of(facts)))),
        "organizationName": facts.get("issuer") or "",
        "issueYear": issued_on[:4],
        "issueMonth": issued_on[5:7].lstrip("0"),
        "certId": certificate.code,
        "certUrl": verification_url(certificate.code),
    }
    return f"{LINKEDIN}?{urlencode({name: value for name, value in asked.items() if value})}"
