"""Refusals of packages. Each names what was refused; clients switch on `code`."""

from django.utils.translation import gettext_noop as _

from backend.common.errors import DomainError


class PackageRefused(DomainError):
    """The file is no package that can be played; `detail` says why."""

    code = "package_refused"
    status = 400
    title = _("Gói học liệu này không dùng được")


class PackageMissing(DomainError):
    """The lesson names a package that is not in this installation."""

    code = "package_missing"
    title = _("Gói học liệu chưa có trên máy chủ này")


class InvalidRun(DomainError):
    """What the package told does not fit its format; `element` names it."""

    code = "invalid_run"
    status = 422
    title = _("Gói học liệu gửi tiến độ không đúng chuẩn")
