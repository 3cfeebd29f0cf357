"""Why a certificate cannot be had now."""

from typing import ClassVar

from django.utils.translation import gettext_noop as _

from backend.common.errors import DomainError


class CertificateNotReady(DomainError):
    """Issued, but there is no file yet."""

    code: ClassVar[str] = "certificate_not_ready"
    title: ClassVar[str] = _("Chứng nhận đang được in, bạn hãy thử lại sau ít phút.")


class CertificateRevoked(DomainError):
    """It was taken back; its file is no longer given out."""

    code: ClassVar[str] = "certificate_revoked"
    title: ClassVar[str] = _("Chứng nhận này đã bị thu hồi.")


class CertificateNotProven(DomainError):
    """Its facts are not those that were signed, or are gone: nothing is vouched for."""

    code: ClassVar[str] = "certificate_not_proven"
    title: ClassVar[str] = _("Nội dung chứng nhận không còn như lúc ký, nên không xác nhận được.")
