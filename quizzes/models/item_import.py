"""A file of items that somebody brought, row by row, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.enums import ImportRowState, ImportState
from quizzes.models.item import Item, Topic


class ItemImport(models.Model):
    """One file. Read and checked first; stored in the bank only when somebody says so."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, help_text="The file's name as it was brought.")
    format = models.CharField(max_length=20, blank=True, help_text="As the readers name it.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    body = models.BinaryField(help_text="The file; emptied once it was applied.")
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, help_text="For items that name none."
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    problem = models.TextField(blank=True, help_text="Why the file was refused.")
    notes = models.JSONField(default=list, help_text="Remarks about the file as a whole.")
    counts = models.JSONField(default=dict, help_text="{state of a row: how many}")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-brought_at"]
        verbose_name = _("lần nhập câu hỏi")
        verbose_name_plural = _("lần nhập câu hỏi")

    def __str__(self) -> str:
        return self.name


class ItemImportRow(models.Model):
    """One item of a file, as it was read and as somebody mended it."""

    item_import = models.ForeignKey(ItemImport, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(help_text="Which item of the file, from 1.")
    where = models.CharField(max_length=200, blank=True, help_text='Row 12; question "Q3" …')
    state = models.CharField(max_length=10, choices=ImportRowState)
    document = models.JSONField(help_text="As formats/item_content.py has it; need not be valid.")
    notes = models.JSONField(default=list, help_text="[{level: error|warning, field, text}]")
    read_notes = models.JSONField(default=list, help_text="What the reader remarked.")
    digest = models.CharField(max_length=64, blank=True)
    likeness = models.CharField(max_length=64, blank=True)
    similar = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, related_name="import_rows")
    read_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the document as it was read."
    )
    is_mended = models.BooleanField(default=False)
    is_wanted = models.BooleanField(default=True, help_text="Whether it is stored when applied.")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["item_import", "place"], name="one_import_place")
        ]
        indexes = [
            models.Index(
                fields=["read_digest"], condition=Q(is_mended=True), name="mended_import_row"
            )
        ]
        verbose_name = _("câu trong tệp")
        verbose_name_plural = _("câu trong tệp")

    def __str__(self) -> str:
        return f"{self.item_import_id}/{self.place}"
