"""Practising: what a person got right and wrong, and when they should see it again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.item import Item, ItemVersion


class PracticeCard(models.Model):
    """One item in one person's memory, as the spaced-repetition library keeps it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_cards"
    )
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    memory = models.JSONField(help_text="The card of the FSRS library.")
    due_at = models.DateTimeField()
    answers = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    was_right = models.BooleanField(default=True, help_text="The last answer was.")
    is_mastered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="one_practice_card")]
        indexes = [models.Index(fields=["person", "due_at"], name="practice_due")]
        verbose_name = _("thẻ luyện tập")
        verbose_name_plural = _("thẻ luyện tập")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.item_id}"


class PracticeAnswer(models.Model):
    """One answer given while practising."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_answers"
    )
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(help_text="Chosen by the device, so that a repeat counts once.")
    value = models.JSONField(null=True, help_text="As rules/scoring.py has it; null for no idea.")
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="one_practice_answer")
        ]
        indexes = [models.Index(fields=["person", "-at"], name="practice_latest")]
        verbose_name = _("câu trả lời luyện tập")
        verbose_name_plural = _("câu trả lời luyện tập")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version_id}"


class PracticeDay(models.Model):
    """How much a person practised on one day, by Vietnam's clock."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_days"
    )
    day = models.DateField()
    answers = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_practice_day")]
        verbose_name = _("ngày luyện tập")
        verbose_name_plural = _("ngày luyện tập")

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
