"""The closed lists of messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By what way a message reaches somebody. In the app it is there at once."""

    APP = "app", _("trong ứng dụng")
    EMAIL = "email", _("thư điện tử")
    SMS = "sms", _("tin nhắn SMS")
    ZALO = "zalo", _("Zalo")


class MessageKind(models.TextChoices):
    """What a message is about."""

    COHORT = "cohort", _("tin của lớp")
    PERSONAL = "personal", _("tin riêng")
    REMINDER = "reminder", _("nhắc việc")
    CERTIFICATE = "certificate", _("giấy chứng nhận")
    ASSIGNMENT = "assignment", _("bài tập")
    DISCUSSION = "discussion", _("thảo luận")


class DeliveryState(models.TextChoices):
    """Where one message to one person by one channel stands."""

    WAITING = "waiting", _("chờ gửi")
    SENDING = "sending", _("đang gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")
    UNSURE = "unsure", _("không rõ đã gửi chưa")
