"""Choices of stored files."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The kind of job that checks and prepares a file.
PREPARE: Final = "files.prepare"
# The kind of job that takes the bytes of removed files away.
REMOVE: Final = "files.remove"


class FileState(TextChoices):
    RECEIVING = "receiving", _("Đang nhận")
    CHECKING = "checking", _("Đang kiểm tra")
    READY = "ready", _("Dùng được")
    REFUSED = "refused", _("Không nhận")
