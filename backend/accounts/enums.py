"""The closed lists of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a person agrees to, each on its own."""

    TAKING_PART = "taking_part", _("tham gia cuộc thi")
    PUBLISH_NAME = "publish_name", _("công bố họ tên")
    PHOTOS = "photos", _("sử dụng hình ảnh")
    MESSAGES = "messages", _("nhận tin nhắn")


class Channel(models.TextChoices):
    """Where a consent was given."""

    WEB = "web", _("trang web")
    IMPORT = "import", _("nhập danh sách")
    PAPER = "paper", _("bản giấy")
