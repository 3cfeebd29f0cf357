"""What is kept about certificates."""

from backend.certificates.models.certificate import Certificate, PausedPrinting
from backend.certificates.models.template import (
    CertificateTemplate,
    OwnLayout,
    TemplatePicture,
    TemplateUse,
    TemplateVersion,
)

__all__ = [
    "Certificate",
    "CertificateTemplate",
    "OwnLayout",
    "PausedPrinting",
    "TemplatePicture",
    "TemplateUse",
    "TemplateVersion",
]
