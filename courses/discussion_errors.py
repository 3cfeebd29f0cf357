"""Refusals of discussions."""

from django.utils.translation import gettext_noop as _

from backend.common.errors import DomainError


class PostTooOld(DomainError):
    code = "post_too_old"
    title = _("Chỉ sửa được trong 15 phút sau khi gửi")


class PostGone(DomainError):
    """It was withdrawn or hidden."""

    code = "post_gone"
    title = _("Bài viết này đã được rút hoặc bị ẩn")
