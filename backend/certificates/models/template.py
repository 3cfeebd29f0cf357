"""How certificates of an organisation look: templates, their versions, and where they are used."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.certificates.enums import CertificateKind


class CertificateTemplate(models.Model):
    """A template by its name. What it says is in its versions; the newest counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên mẫu"), max_length=120)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mẫu chứng nhận")
        verbose_name_plural = _("mẫu chứng nhận")

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """A template as it stood. Certificates name theirs for good, so it is never changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.ForeignKey(
        CertificateTemplate, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    document = models.JSONField(help_text="See formats.design.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_template_number")
        ]

    def __str__(self) -> str:
        return f"{self.template_id} v{self.number}"


class TemplatePicture(models.Model):
    """An emblem, a seal or a scanned signature, drawn anew; nobody but its organisation uses it.

    It lies in the database and not among the files that may be reached by an address: with a
    scanned signature papers can be forged.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content.")
    content = models.BinaryField(help_text="A PNG.")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="one_template_picture")
        ]

    def __str__(self) -> str:
        return self.digest


class OwnLayout(models.Model):
    """HTML and CSS that an operator brought, as they were tried; designs name it by its digest."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of page and style.")
    page = models.TextField(help_text="The body of the page, with fields; see rules.own_page.")
    style = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="one_own_layout")
        ]

    def __str__(self) -> str:
        return self.digest


class TemplateUse(models.Model):
    """Which template the certificates of a contest or course get; without a kind, all others."""

    subject = models.CharField(max_length=60, help_text='Such as "contest:<uuid>".')
    kind = models.CharField(max_length=40, blank=True, choices=CertificateKind.choices)
    template = models.ForeignKey(CertificateTemplate, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind"], name="one_template_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}"
