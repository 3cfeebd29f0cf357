"""Who no longer counts, why, and what they had to say about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.anomaly import Anomaly
from quizzes.models.contest import Contest, Participant, Round


class Disqualification(models.Model):
    """A decision against a participant, for a round or (without one) for the whole contest.

    In force until it is lifted, by whoever decided or by somebody else after an appeal.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="disqualifications")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="disqualifications"
    )
    anomaly = models.ForeignKey(
        Anomaly, on_delete=models.PROTECT, null=True, related_name="disqualifications"
    )
    reason = models.TextField(help_text="For the committee's record.")
    notice = models.TextField(help_text="What the person reads.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    appeals_until = models.DateTimeField()
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, help_text="To the appeal.")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "round"],
                condition=Q(lifted_at__isnull=True),
                nulls_distinct=False,
                name="one_disqualification_in_force",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("decided_by")),
                name="appeal_answered_by_somebody_else",
            ),
        ]
        verbose_name = _("quyết định loại")
        verbose_name_plural = _("quyết định loại")

    def __str__(self) -> str:
        return f"{self.round_id or self.contest_id}: {self.participant_id}"
