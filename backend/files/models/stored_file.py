"""A file that somebody brought."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.files.enums import FileState


class StoredFile(models.Model):
    """One file and how far it has come. Its bytes lie on the disk (storage.py), by what they hold.

    `received` bytes are safe on the disk; what lies beyond them was acknowledged to nobody.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=40, help_text="A name of purposes.py.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="As its owner calls it; no path.")
    bytes = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    promised = models.CharField(max_length=64, blank=True, help_text="SHA-256 told by the sender.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what came.")
    media_type = models.CharField(max_length=100, blank=True, help_text="As its content shows.")
    state = models.CharField(max_length=10, choices=FileState, default=FileState.RECEIVING)
    reason = models.TextField(blank=True, help_text="Why it was refused, for its owner to read.")
    facts = models.JSONField(default=dict, help_text="What preparing it found: seconds, pages, …")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="When a half upload is forgotten.")
    ready_at = models.DateTimeField(null=True)
    idle_since = models.DateTimeField(
        null=True, help_text="When it was noticed that nothing shows it; null while something does."
    )

    objects: ClassVar[models.Manager["StoredFile"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bytes__gt=0) & models.Q(received__lte=models.F("bytes")),
                name="file_received_within_bytes",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | ~models.Q(digest=""),
                name="ready_file_has_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "purpose"], name="files_of_owner"),
            models.Index(fields=["digest", "purpose"], name="files_by_digest"),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state="receiving"),
                name="files_half_received",
            ),
        ]
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")

    def __str__(self) -> str:
        return f"{self.purpose} {self.uuid}"
