"""What a learner has shown of a lesson."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.cohort import Enrolment


class LessonProgress(models.Model):
    """The evidence of one lesson. It only ever grows, so that a replay changes nothing."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lesson = models.SlugField(max_length=100, help_text="The lesson's key.")
    evidence = models.JSONField(default=dict, help_text="By part: as rules/evidence.py has it.")
    share = models.PositiveSmallIntegerField(default=0, help_text="Of the lesson, in thousandths.")
    began_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_lesson_progress")
        ]
        verbose_name = _("tiến độ bài học")
        verbose_name_plural = _("tiến độ bài học")

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.lesson}"


class QuizAnswer(models.Model):
    """One answer given in a lesson's quiz."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="answers")
    lesson = models.SlugField(max_length=100)
    part = models.CharField(max_length=40, help_text="The part's key within the lesson.")
    version = models.ForeignKey("quizzes.ItemVersion", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(help_text="Chosen by the device, so that a repeat counts once.")
    value = models.JSONField(null=True)
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "key"], name="one_quiz_answer")]
        indexes = [models.Index(fields=["version"], name="quiz_answer_item")]
        verbose_name = _("câu trả lời tự kiểm tra")
        verbose_name_plural = _("câu trả lời tự kiểm tra")

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.version_id}"


class FinalQuiz(models.Model):
    """One try at a course's final quiz: its items, pinned; answers; the outcome."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="final_quizzes")
    number = models.PositiveSmallIntegerField()
    versions = models.JSONField(help_text="Ids of item versions, in order.")
    answers = models.JSONField(default=dict, help_text="By place in the list: the value.")
    began_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    right = models.PositiveSmallIntegerField(null=True)
    is_passed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="one_final_quiz_number"),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(handed_in_at__isnull=True),
                name="one_open_final_quiz",
            ),
        ]
        verbose_name = _("bài kiểm tra cuối khóa")
        verbose_name_plural = _("bài kiểm tra cuối khóa")

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.number}"
