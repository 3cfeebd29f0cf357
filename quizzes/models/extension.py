"""Time that was added or held back while a round was open, and why."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.contest import Participant, Round


class Extension(models.Model):
    """More time for everybody in a round, or (with a participant) for one person in it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, related_name="extensions"
    )
    added = models.DurationField()
    reason = models.TextField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["-granted_at"]
        verbose_name = _("gia hạn")
        verbose_name_plural = _("gia hạn")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.added}"


class Pause(models.Model):
    """The clocks of a round stood still from `paused_at` to `resumed_at`."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pauses")
    reason = models.TextField()
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    paused_at = models.DateTimeField()
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    resumed_at = models.DateTimeField(null=True)
    moves_close = models.BooleanField(
        default=False, help_text="Whether the round closes later by as much."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(resumed_at__isnull=True),
                name="one_pause_at_a_time",
            )
        ]
        verbose_name = _("lần tạm dừng")
        verbose_name_plural = _("lần tạm dừng")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.paused_at}"
