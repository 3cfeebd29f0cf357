"""A workbook of organisations and people that somebody brought, and what became of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.organisations.models.organisation import Organisation


class ImportState(models.TextChoices):
    CHECKED = "checked", _("Đã kiểm tra")
    REFUSED = "refused", _("Có lỗi")
    APPLIED = "applied", _("Đã nhập")
    UNDONE = "undone", _("Đã hoàn tác")


class PeopleImport(models.Model):
    """One workbook for one subtree. The same workbook again is the same import."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="imports")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    body = models.BinaryField()
    state = models.CharField(max_length=10, choices=ImportState)
    report = models.JSONField(default=dict, help_text="Counts, and what is wrong by row.")
    made = models.JSONField(default=dict, help_text="What it made and changed, to undo it.")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["PeopleImport"]] = models.Manager()

    class Meta:
        ordering = ["-brought_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="one_import_per_file")
        ]

    def __str__(self) -> str:
        return self.name
