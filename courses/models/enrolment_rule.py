"""People who belong into a cohort because of where they belong."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.organisations.models import Organisation
from courses.models.cohort import Cohort


class EnrolmentRule(models.Model):
    """Who is to be in the cohort: asked when it is made, and every day for newcomers."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="rules")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="With all below it."
    )
    kinds = ArrayField(
        models.CharField(max_length=16), default=list, blank=True, help_text="None: all kinds."
    )
    roles = ArrayField(
        models.CharField(max_length=24), default=list, blank=True, help_text="None: everybody."
    )
    least_age = models.PositiveSmallIntegerField(null=True, blank=True)
    most_age = models.PositiveSmallIntegerField(null=True, blank=True)
    enrolled = models.PositiveIntegerField(default=0, help_text="How many came in by it.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at"]
        verbose_name = _("quy tắc ghi danh")
        verbose_name_plural = _("quy tắc ghi danh")

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.organisation_id}"
