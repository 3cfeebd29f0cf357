"""What the big screens of a contest show."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import HallScene
from quizzes.models.contest import Contest, Round


class HallScreen(models.Model):
    """The scene that every hall of a contest shows now."""

    contest = models.OneToOneField(Contest, on_delete=models.CASCADE, related_name="hall_screen")
    version = models.PositiveIntegerField(default=0)
    scene = models.CharField(max_length=20, choices=HallScene, default=HallScene.AUTOMATIC)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="+")
    place = models.PositiveSmallIntegerField(
        null=True, help_text="In a reveal: results are shown from this place down."
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("màn hình lớn")
        verbose_name_plural = _("màn hình lớn")

    def __str__(self) -> str:
        return f"{self.contest_id}: {self.scene}"
