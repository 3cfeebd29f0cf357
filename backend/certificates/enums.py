"""Words for where a certificate stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateKind(models.TextChoices):
    """What a certificate is for."""

    THRESHOLD = "threshold", _("đạt mức điểm")
    PARTICIPATION = "participation", _("tham gia")
    PRIZE = "prize", _("đạt giải")
    ORGANISATION_PRIZE = "organisation_prize", _("giải tập thể")
    COURSE = "course", _("hoàn thành khóa học")


class PrintState(models.TextChoices):
    """What its owner can do with it."""

    WAITING = "waiting", _("đang in")
    READY = "ready", _("đã có bản in")
    FAILED = "failed", _("chưa in được")
    REVOKED = "revoked", _("đã thu hồi")


class Verdict(models.TextChoices):
    """What its code is worth."""

    VALID = "valid", _("có thật")
    REVOKED = "revoked", _("đã bị thu hồi")
    ALTERED = "altered", _("dữ liệu không khớp chữ ký")
    ERASED = "erased", _("đã xóa theo yêu cầu")
    UNKNOWN = "unknown", _("không tìm thấy")
