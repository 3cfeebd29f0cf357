"""The audit log: what people decided. Rows are added, never changed, each bound to the last."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One decision. `hash` covers the entry and the hash before it, so no row can be bent."""

    number = models.PositiveBigIntegerField(_("số"), unique=True)
    at = models.DateTimeField(_("thời điểm"))
    actor = models.UUIDField(_("người thực hiện"), null=True, help_text="Empty: the system.")
    action = models.CharField(_("việc"), max_length=60)
    subject = models.CharField(_("đối tượng"), max_length=120)
    details = models.JSONField(_("chi tiết"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["subject", "-number"], name="audit_of_subject")]
        verbose_name = _("nhật ký")
        verbose_name_plural = _("nhật ký")

    def __str__(self) -> str:
        return f"{self.number}: {self.action}"
