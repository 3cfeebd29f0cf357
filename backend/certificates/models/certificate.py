"""A certificate: the facts that were earned, and where its printed file is."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Certificate(models.Model):
    """Issued in the transaction that earned it; the PDF follows, the facts never change.

    What was revoked stays revoked: where the same thing earns one again, it is a new certificate.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("mã"), max_length=32, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("người được cấp"),
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Of whoever it was issued to, at that time.",
    )
    source = models.CharField(_("nguồn"), max_length=200)
    kind = models.CharField(_("loại"), max_length=40)
    facts = models.JSONField(_("nội dung"))
    issued_at = models.DateTimeField(_("cấp lúc"))
    signing_key = models.CharField(
        max_length=16,
        blank=True,
        default="",
        help_text="The name of the key that signed the facts.",
    )
    signature = models.CharField(max_length=88, blank=True, default="", help_text="In base64.")

    file = models.CharField(_("tệp"), max_length=80, null=True, blank=True)
    file_digest = models.CharField(
        max_length=64, blank=True, default="", help_text="SHA-256 of the file."
    )
    printed_at = models.DateTimeField(_("in lúc"), null=True, blank=True)
    print_due_at = models.DateTimeField(_("hẹn in lúc"), null=True, blank=True)
    print_attempts = models.PositiveSmallIntegerField(_("số lần in"), default=0)
    print_error = models.TextField(_("lỗi in"), blank=True, default="")

    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    revoked_reason = models.TextField(_("lý do thu hồi"), blank=True, default="")

    erased_at = models.DateTimeField(
        _("xóa lúc"), null=True, blank=True, help_text="The name and the result, on request."
    )

    class Meta:
        verbose_name = _("chứng nhận")
        verbose_name_plural = _("chứng nhận")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(revoked_at__isnull=True),
                name="one_standing_certificate",
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=True, printed_at__isnull=True)
                | models.Q(file__isnull=False, printed_at__isnull=False),
                name="certificate_file_and_printed_at_together",
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=True) | models.Q(print_due_at__isnull=True),
                name="certificate_printed_is_not_due",
            ),
        ]
        indexes = [
            models.Index(
                fields=["print_due_at", "id"],
                condition=models.Q(print_due_at__isnull=False),
                name="certificate_print_due",
            ),
            models.Index(
                fields=["source"],
                opclasses=["varchar_pattern_ops"],
                name="certificate_source_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PausedPrinting(models.Model):
    """As long as it is there, no certificate is printed whose source begins so."""

    source = models.CharField(max_length=200, unique=True)
    paused_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source
