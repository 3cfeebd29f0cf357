"""One run of one person through a paper, the answers in it, and its scores."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import AttemptState, GradingState, VoidPolicy
from quizzes.models.contest import Contest, Participant, Round, RulebookVersion
from quizzes.models.item import ItemVersion
from quizzes.rules.attempt import time_used


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def with_round(self) -> Self:
        """Round, contest and rulebook along, without the long texts that no paper shows."""
        return self.select_related("round__contest", "rulebook").defer(
            *(f"round__contest__{text}" for text in Contest.LONG_TEXTS)
        )


class Attempt(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="attempts", db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="attempts")
    rulebook = models.ForeignKey(
        RulebookVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    client_key = models.UUIDField(help_text="Names the start; repeating it changes nothing.")
    epoch = models.PositiveIntegerField(default=1, help_text="Raised when a device takes over.")
    state = models.CharField(max_length=20, choices=AttemptState, default=AttemptState.IN_PROGRESS)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    sealed_after = models.DateTimeField(help_text="The deadline and the transport grace.")
    handed_in_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True, help_text="Its clock stands still since then.")
    paused_for = models.DurationField(
        default=timedelta,
        db_default=timedelta(),
        help_text="How long its clock stood still; the deadline has moved by it.",
    )
    extra_time = models.DurationField(
        default=timedelta,
        db_default=timedelta(),
        help_text="Given to this person beyond the rulebook's limit.",
    )
    paper = models.JSONField(help_text="[[item version, [option positions as shown]], …]")
    network = models.CharField(
        max_length=22,
        blank=True,
        help_text="A keyed hash of the network it came from, for 90 days.",
    )
    device = models.CharField(
        max_length=22, blank=True, help_text="A keyed hash of the device's cookie, for 90 days."
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt thi")
        verbose_name_plural = _("lượt thi")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "participant"],
                condition=models.Q(state="in_progress"),
                name="one_active_attempt",
            ),
            models.UniqueConstraint(
                fields=["round", "participant", "number"], name="one_attempt_number"
            ),
            models.CheckConstraint(
                condition=models.Q(deadline_at__gt=models.F("started_at")),
                name="attempt_deadline_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(state="in_progress", handed_in_at__isnull=True)
                | models.Q(handed_in_at__isnull=False)
                | models.Q(state="voided"),
                name="attempt_handed_in_unless_in_progress",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sealed_after"],
                condition=models.Q(state="in_progress"),
                name="attempts_to_seal",
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=["submitted", "expired"]),
                name="attempts_to_score",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def time_used(self) -> timedelta:
        """Time on the paper, of an attempt that was handed in."""
        assert self.handed_in_at is not None
        return time_used(self.started_at, self.handed_in_at, self.deadline_at, self.paused_for)

    def clock_at(self, now: datetime) -> datetime:
        """What this attempt's clock shows: it stands still while the round is paused."""
        return self.paused_at or now

    def is_over(self, now: datetime) -> bool:
        """Whether nothing more can come, even over a slow network."""
        return self.clock_at(now) > self.sealed_after


class Response(models.Model):
    """The newest answer to one slot. Choices are option positions; slot 0 is the prediction."""

    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    slot = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot"], name="one_response_per_slot")
        ]
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.slot}"


class LateResponse(models.Model):
    """An answer that came after the attempt was over: evidence, never counted by itself."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="late_responses")
    slot = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "slot", "revision"], name="one_late_response"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.slot}/{self.revision}"


class GradingRun(models.Model):
    """One pass of one key over a round; a regrade is a new run and the old one is kept."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="grading_runs")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=GradingState, default=GradingState.APPLIED)
    keys = models.JSONField(default=dict, help_text="{item version: number of its key}")
    voided = models.JSONField(default=dict, help_text="{item version: policy}")
    corrections = models.JSONField(
        default=dict, help_text="{item version: right options}; keys once it is applied."
    )
    reason = models.TextField(blank=True)
    summary = models.JSONField(default=dict, help_text="Who moves, once it was tried.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_grading_run_number")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class Score(models.Model):
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, related_name="scores", db_index=False
    )
    run = models.ForeignKey(GradingRun, on_delete=models.PROTECT, related_name="scores")
    points = models.IntegerField()
    correct_items = models.PositiveSmallIntegerField()
    answered = models.PositiveSmallIntegerField()
    points_by_slot = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "run"], name="one_score_per_grading_run")
        ]
        verbose_name = _("điểm")
        verbose_name_plural = _("điểm")

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.points}"


class VoidedItem(models.Model):
    """An item of a round that no longer counts as it was meant to."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="voided_items")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=20, choices=VoidPolicy)
    reason = models.TextField()
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    voided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="one_voiding")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.version_id}"
