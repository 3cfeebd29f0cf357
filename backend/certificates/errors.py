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


class CannotPrintHere(DomainError):
    """The system's Pango is missing."""

    code: ClassVar[str] = "cannot_print"
    title: ClassVar[str] = _("Máy chủ chưa in được PDF")


class CertificateErased(DomainError):
    """Its person had themself erased: nothing of it is issued anew."""

    code: ClassVar[str] = "certificate_erased"
    title: ClassVar[str] = _("Thông tin trên chứng nhận này đã được xóa theo yêu cầu.")


class DesignRefused(DomainError):
    """The document of a template says something that cannot be printed."""

    code: ClassVar[str] = "certificate_design_refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = _("Mẫu chứng nhận có chỗ chưa dùng được.")


class TemplateInUse(DomainError):
    """A contest or course prints its certificates with it."""

    code: ClassVar[str] = "certificate_template_in_use"
    title: ClassVar[str] = _("Mẫu này đang được dùng. Hãy chọn mẫu khác ở nơi đang dùng rồi cất.")


class StorageFull(DomainError):
    """Nothing half was left; asked for again it is made again."""

    code: ClassVar[str] = "storage_full"
    title: ClassVar[str] = _("Máy chủ đã hết chỗ lưu. Hãy báo người quản trị, rồi làm lại.")


class FilesLost(DomainError):
    """Some printed files are not on the disk any more; they are printed again."""

    code: ClassVar[str] = "files_lost"
    title: ClassVar[str] = _(
        "Một số tệp không còn trên máy chủ và đang được in lại. Hãy tạo lại gói sau ít phút."
    )


class NothingPrinted(DomainError):
    """No printed certificate stands there."""

    code: ClassVar[str] = "nothing_printed"
    title: ClassVar[str] = _("Chưa có chứng nhận nào đã in trong phạm vi này.")
