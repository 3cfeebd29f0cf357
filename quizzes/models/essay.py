"""Essays that were handed in, and the marks that people give them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import EssayState
from quizzes.models.attempt import Attempt
from quizzes.models.item import ItemKey


class Essay(models.Model):
    """One text to be marked; its address says nothing about who wrote it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, related_name="essays", db_index=False
    )
    slot = models.PositiveSmallIntegerField()
    rubric = models.ForeignKey(ItemKey, on_delete=models.PROTECT, related_name="+")
    lot = models.BigIntegerField(help_text="Drawn: the order in which essays are marked.")
    state = models.CharField(max_length=20, choices=EssayState, default=EssayState.WAITING)
    due_at = models.DateTimeField(
        null=True, help_text="When its marks are settled unless one is taken back."
    )
    points = models.PositiveIntegerField(null=True, help_text="What it earned, once settled.")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot"], name="one_essay_per_slot"),
            models.CheckConstraint(
                condition=models.Q(state="settled", points__isnull=False, settled_at__isnull=False)
                | (~models.Q(state="settled") & models.Q(points__isnull=True)),
                name="essay_points_once_settled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lot"], condition=~models.Q(state="settled"), name="essays_to_mark"
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_at__isnull=False),
                name="essays_to_settle",
            ),
        ]
        verbose_name = _("bài tự luận")
        verbose_name_plural = _("bài tự luận")

    def __str__(self) -> str:
        return str(self.uuid)


class EssayMark(models.Model):
    """One marker's work on one essay: taken first, given later. Nobody marks an essay twice."""

    essay = models.ForeignKey(Essay, on_delete=models.PROTECT, related_name="marks")
    marker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="essay_marks"
    )
    is_referee = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    points = models.JSONField(null=True, help_text="Of each criterion of the rubric, once given.")
    total = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["essay", "marker"], name="one_mark_per_marker"),
            models.CheckConstraint(
                condition=models.Q(
                    points__isnull=False, total__isnull=False, given_at__isnull=False
                )
                | models.Q(points__isnull=True, total__isnull=True, given_at__isnull=True),
                name="mark_given_as_a_whole",
            ),
        ]
        verbose_name = _("phiếu chấm tự luận")
        verbose_name_plural = _("phiếu chấm tự luận")

    def __str__(self) -> str:
        return f"{self.essay_id}: {self.total}"
