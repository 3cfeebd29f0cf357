"""What people say of themselves. Theirs alone: it is never ranked, and shown to nobody else."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Assessment(models.Model):
    """One self-assessment of a person; while it is not finished, it can be gone on with."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assessments"
    )
    slug = models.CharField(max_length=100, help_text="Of its file.")
    audience = models.CharField(max_length=20, blank=True, help_text="What one says one is.")
    answers = models.JSONField(default=dict, help_text="By statement: a level, 0 to 3.")
    shares = models.JSONField(default=dict, help_text="By domain, as rules/assessment.py has it.")
    began_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-began_at", "-pk"]
        indexes = [models.Index(fields=["person", "-began_at"], name="assessment_latest")]
        verbose_name = _("tự đánh giá")
        verbose_name_plural = _("tự đánh giá")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.slug}"
