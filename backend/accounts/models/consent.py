"""The record of what a person agreed to. Rows are added, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.enums import Channel, Purpose
from backend.accounts.models.user import User


class Consent(models.Model):
    """One answer to one purpose; the newest of a purpose is the one in force."""

    user = models.ForeignKey(User, models.PROTECT, related_name="consents")
    purpose = models.CharField(_("mục đích"), max_length=16, choices=Purpose.choices)
    granted = models.BooleanField(_("đồng ý"))
    text_hash = models.CharField(_("mã băm văn bản"), max_length=64)
    channel = models.CharField(
        _("kênh"), max_length=16, choices=Channel.choices, default=Channel.WEB
    )
    guardian_name = models.CharField(_("người giám hộ"), max_length=100, blank=True)
    guardian_phone = models.CharField(_("điện thoại người giám hộ"), max_length=16, blank=True)
    given_at = models.DateTimeField(_("thời điểm"))

    class Meta:
        verbose_name = _("sự đồng ý")
        verbose_name_plural = _("sự đồng ý")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["user", "purpose", "-given_at"], name="consent_in_force")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {'✓' if self.granted else '✗'}"
