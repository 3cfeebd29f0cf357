"""Who does not want to see badges."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HiddenBadges(models.Model):
    """There is a row for whoever hides weeks and badges on their own page."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("huy hiệu được ẩn")
        verbose_name_plural = _("huy hiệu được ẩn")

    def __str__(self) -> str:
        return str(self.person_id)
