"""What learners write down for themselves. Nobody else ever reads it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class LessonNote(models.Model):
    """One person's note to a lesson, and whether they marked it to find it again."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_notes"
    )
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    lesson = models.SlugField(max_length=100, help_text="The lesson's key.")
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    marks = models.PositiveSmallIntegerField(default=0, help_text="As rules/note.py has it.")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "course", "lesson"], name="one_lesson_note")
        ]
        verbose_name = _("ghi chú bài học")
        verbose_name_plural = _("ghi chú bài học")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.course_id}/{self.lesson}"
