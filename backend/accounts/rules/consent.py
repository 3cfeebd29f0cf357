"""What people are asked to agree to, each purpose on its own; only taking part is needed. Pure."""

import hashlib
from collections.abc import Mapping
from typing import ClassVar, Final

from backend.common.errors import DomainError

TAKING_PART: Final = "taking_part"
CONSENT_TEXTS: Final[Mapping[str, str]] = {
    TAKING_PART: (
        "Tôi đồng ý để ban tổ chức xử lý họ tên, ngày sinh, số điện thoại hoặc thư điện tử và đơn"
        " vị của tôi nhằm tổ chức cuộc thi, tính kết quả và cấp giấy chứng nhận."
    ),
    "publish_name": "Tôi đồng ý công bố họ tên và đơn vị của tôi trong danh sách kết quả.",
    "photos": "Tôi đồng ý để ban tổ chức sử dụng hình ảnh của tôi chụp tại cuộc thi.",
    "messages": "Tôi đồng ý nhận tin nhắn về các cuộc thi và khóa học tiếp theo.",
}


class ConsentRequired(DomainError):
    """Nobody takes part without agreeing to the processing that taking part needs."""

    code: ClassVar[str] = "consent_required"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Cần đồng ý xử lý dữ liệu để tham gia cuộc thi."


def check_consents(consents: Mapping[str, bool]) -> None:
    """Refuse what lacks the one necessary consent; the others are free."""
    if consents.get(TAKING_PART) is not True:
        raise ConsentRequired


def text_hash(text: str) -> str:
    """What proves later which words were agreed to."""
    return hashlib.sha256(text.encode()).hexdigest()
