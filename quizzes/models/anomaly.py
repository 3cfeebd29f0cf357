"""What looked odd in a round: evidence that waits for a person's judgement."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import AnomalyKind, AnomalyState
from quizzes.models.attempt import Attempt
from quizzes.models.contest import Participant, Round


class Anomaly(models.Model):
    """One observation about one or several people, and what was decided about it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="anomalies", db_index=False
    )
    kind = models.CharField(max_length=20, choices=AnomalyKind)
    fingerprint = models.CharField(
        max_length=32, help_text="Names the observation: a second scan finds this row again."
    )
    weight = models.PositiveSmallIntegerField(help_text="0 to 100: how far from ordinary.")
    evidence = models.JSONField(help_text="Counted facts, without names.")
    state = models.CharField(max_length=20, choices=AnomalyState, default=AnomalyState.OPEN)
    reason = models.TextField(blank=True, help_text="Of the decision.")
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When a scan saw it last.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    people_when_decided = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "fingerprint"], name="one_anomaly")]
        indexes = [models.Index(fields=["round", "state", "-weight"], name="anomaly_queue")]
        verbose_name = _("dấu hiệu bất thường")
        verbose_name_plural = _("dấu hiệu bất thường")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.kind}"


class AnomalyPerson(models.Model):
    """Somebody whom an observation is about, with the facts that are theirs."""

    anomaly = models.ForeignKey(
        Anomaly, on_delete=models.CASCADE, related_name="people", db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["anomaly", "participant"], name="one_anomaly_person")
        ]

    def __str__(self) -> str:
        return f"{self.anomaly_id}: {self.participant_id}"
