"""Refusals of files. `code` is stable; clients switch on it."""

from typing import ClassVar

from backend.common.errors import DomainError


class FileRefused(DomainError):
    """The file is not what its purpose takes, or cannot be read; `detail` says so to people."""

    code: ClassVar[str] = "file_refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Không nhận được tệp này"


class FileTooLarge(DomainError):
    code: ClassVar[str] = "file_too_large"
    status: ClassVar[int] = 413
    title: ClassVar[str] = "Tệp quá lớn"


class QuotaSpent(DomainError):
    """The owner's files of this purpose take all the room there is; `left` bytes remain."""

    code: ClassVar[str] = "file_quota_spent"
    status: ClassVar[int] = 413
    title: ClassVar[str] = "Bạn đã dùng hết dung lượng dành cho tệp loại này"


class TooManyUploads(DomainError):
    code: ClassVar[str] = "too_many_uploads"
    status: ClassVar[int] = 409
    title: ClassVar[str] = "Đang có quá nhiều tệp tải lên dở dang, hãy xong hoặc bỏ bớt"


class DiskFull(DomainError):
    code: ClassVar[str] = "disk_full"
    status: ClassVar[int] = 507
    title: ClassVar[str] = "Máy chủ sắp hết chỗ, hãy báo người quản trị"


class MalformedUpload(DomainError):
    """A header of the upload protocol is missing or cannot be read."""

    code: ClassVar[str] = "malformed_upload"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Không đọc được yêu cầu"


class OtherProtocol(DomainError):
    code: ClassVar[str] = "other_upload_protocol"
    status: ClassVar[int] = 412
    title: ClassVar[str] = "Phiên bản tải tệp không được hỗ trợ"


class OffsetDiffers(DomainError):
    """The piece does not begin where what came before ends; `offset` is where that is."""

    code: ClassVar[str] = "offset_differs"
    status: ClassVar[int] = 409
    title: ClassVar[str] = "Phần gửi lên không nối tiếp phần đã nhận"


class UploadBusy(DomainError):
    """Another request is writing this upload at the moment."""

    code: ClassVar[str] = "upload_busy"
    status: ClassVar[int] = 423
    title: ClassVar[str] = "Tệp này đang được gửi lên ở nơi khác"


class ChecksumDiffers(DomainError):
    """The piece was harmed on its way and was thrown away; send it again."""

    code: ClassVar[str] = "checksum_differs"
    status: ClassVar[int] = 460
    title: ClassVar[str] = "Phần gửi lên bị hỏng trên đường truyền"


class UploadGone(DomainError):
    """The half upload was forgotten; begin again."""

    code: ClassVar[str] = "upload_gone"
    status: ClassVar[int] = 410
    title: ClassVar[str] = "Tệp dở dang đã bị bỏ, hãy tải lại từ đầu"
