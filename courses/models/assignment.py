"""What learners hand in for an assignment, and what a trainer made of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.files.models import StoredFile
from courses.enums import WorkState
from courses.models.cohort import Enrolment
from courses.models.course import LessonVersion


class Work(models.Model):
    """One hand-in of one assignment. The task and its rubric are those of its lesson's wording."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="works")
    version = models.ForeignKey(LessonVersion, on_delete=models.PROTECT, related_name="+")
    lesson = models.SlugField(max_length=100)
    part = models.CharField(max_length=40, help_text="The part's key within the lesson.")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(help_text="Chosen by the device, so that a repeat counts once.")
    text = models.TextField(blank=True)
    files = models.ManyToManyField(StoredFile, related_name="works", blank=True)
    is_late = models.BooleanField(default=False)
    handed_in_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.WAITING)
    levels = models.JSONField(null=True, help_text="By criterion: the place of the level reached.")
    points = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "key"], name="one_work_key"),
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "part", "number"], name="one_work_number"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "part"],
                condition=models.Q(state=WorkState.WAITING),
                name="one_waiting_work",
            ),
            models.CheckConstraint(
                condition=models.Q(state=WorkState.WAITING, judged_at__isnull=True)
                | (~models.Q(state=WorkState.WAITING) & models.Q(judged_at__isnull=False)),
                name="work_judged_with_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["handed_in_at"],
                condition=models.Q(state=WorkState.WAITING),
                name="works_to_judge",
            )
        ]
        verbose_name = _("bài tập đã nộp")
        verbose_name_plural = _("bài tập đã nộp")

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.lesson}#{self.part} {self.number}"
