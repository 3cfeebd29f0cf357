"""Packages of others (SCORM, cmi5), and how far each learner is in them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.cohort import Enrolment


class Package(models.Model):
    """One file that was looked through; never changed. Its bytes lie in the data folder."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the file.")
    name = models.CharField(_("tên tệp"), max_length=200)
    format = models.CharField(max_length=20)
    title = models.CharField(_("tên"), max_length=200)
    units = models.PositiveSmallIntegerField(help_text="How many tell that they are completed.")
    bytes = models.PositiveIntegerField()
    reading = models.JSONField(help_text="As formats/packages/reading.py has it.")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    brought_at = models.DateTimeField()

    class Meta:
        verbose_name = _("gói học liệu")
        verbose_name_plural = _("gói học liệu")

    def __str__(self) -> str:
        return f"{self.title} ({self.digest[:12]})"


class PackageRun(models.Model):
    """What a package has told of one learner. For learning alone: no contest ever reads it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="package_runs")
    lesson = models.SlugField(max_length=100, help_text="The lesson's key.")
    part = models.CharField(max_length=40, help_text="The part's key within the lesson.")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="runs")
    launch = models.PositiveIntegerField(default=0, help_text="Counts launches; the last one wins.")
    unit = models.PositiveSmallIntegerField(default=0, help_text="What that launch opened.")
    sequence = models.PositiveIntegerField(default=0, help_text="Of the launch's last commit.")
    state = models.JSONField(default=dict, help_text="By place of the unit: what it told.")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "part", "package"], name="one_package_run"
            )
        ]
        verbose_name = _("lượt học gói học liệu")
        verbose_name_plural = _("lượt học gói học liệu")

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.lesson}/{self.part}"
