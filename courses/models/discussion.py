"""What learners of a course ask and answer below its lessons."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class Post(models.Model):
    """A question, or an answer to one. A text that was withdrawn or hidden is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="posts")
    lesson = models.SlugField(max_length=100, help_text="The lesson's key.")
    question = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="answers"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_teaching = models.BooleanField(default=False, help_text="Written by one who teaches it.")
    text = models.TextField()
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True, help_text="The answer to its question.")
    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(pinned_at__isnull=False),
                name="one_pinned_answer",
            )
        ]
        indexes = [models.Index(fields=["course", "lesson", "-id"], name="posts_of_lesson")]
        verbose_name = _("bài viết thảo luận")
        verbose_name_plural = _("bài viết thảo luận")

    def __str__(self) -> str:
        return f"{self.course_id}/{self.lesson} {self.uuid}"


class PostReport(models.Model):
    """Somebody finds a post out of place."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="one_report_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.post_id} by {self.person_id}"


class DiscussionVisit(models.Model):
    """Until which post somebody has read the discussion of a lesson."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    lesson = models.SlugField(max_length=100)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    newest = models.BigIntegerField(help_text="The id of the newest post seen.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "lesson", "person"], name="one_visit")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.course_id}/{self.lesson}"
