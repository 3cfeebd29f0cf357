"""A workbook of people for a cohort, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.organisations.models import ImportState
from courses.models.cohort import Cohort


class EnrolmentImport(models.Model):
    """One workbook for one cohort. The same workbook again is the same import."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="imports")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    body = models.BinaryField(help_text="Empty once it was applied.")
    makes_accounts = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ImportState)
    report = models.JSONField(default=dict, help_text="Counts, and what is wrong by row.")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-brought_at"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "digest"], name="one_enrolment_import")
        ]
        verbose_name = _("tệp ghi danh")
        verbose_name_plural = _("tệp ghi danh")

    def __str__(self) -> str:
        return self.name
