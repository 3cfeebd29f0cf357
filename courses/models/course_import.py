"""A course that came as a file, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import CourseImportState
from courses.models.course import Course


class CourseImport(models.Model):
    """One zip of one person. The same zip again is the same import; nothing is done twice."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    name = models.CharField(_("tên tệp"), max_length=200)
    state = models.CharField(max_length=10, choices=CourseImportState)
    report = models.JSONField(default=dict, help_text="What it would make; what is wrong in it.")
    course = models.ForeignKey(
        Course, on_delete=models.SET_NULL, null=True, related_name="+", help_text="What it made."
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["-brought_at"]
        constraints = [
            models.UniqueConstraint(fields=["brought_by", "digest"], name="one_course_import")
        ]
        verbose_name = _("tệp khóa học")
        verbose_name_plural = _("tệp khóa học")

    def __str__(self) -> str:
        return self.name
