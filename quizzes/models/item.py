"""The bank: items in immutable versions; the key lives in a table of its own."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import Difficulty, ItemKind, ItemStatus


class Topic(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(_("tên"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("chủ đề")
        verbose_name_plural = _("chủ đề")

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """A scored unit of the bank. What people read is in its versions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("mã"), unique=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="items")
    difficulty = models.CharField(_("độ khó"), max_length=10, choices=Difficulty)
    status = models.CharField(
        _("trạng thái"), max_length=20, choices=ItemStatus, default=ItemStatus.DRAFT
    )
    grade = models.CharField(_("độ tin cậy nguồn"), max_length=1, default="A")

    class Meta:
        ordering = ["code"]
        verbose_name = _("câu hỏi")
        verbose_name_plural = _("câu hỏi")

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """One wording of an item; never changed once it exists."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind)
    stem = models.TextField()
    options = models.JSONField(help_text="The options' texts, in the author's order.")
    targets = models.JSONField(
        default=list, help_text="What the options of a matching item are matched with."
    )
    unit = models.CharField(max_length=30, blank=True, help_text="Of a number that is asked for.")
    limit = models.PositiveSmallIntegerField(
        null=True, help_text="How many letters an essay may have."
    )
    explanation = models.TextField(blank=True)
    source = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, for loaders.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_item_version_number")
        ]
        verbose_name = _("phiên bản câu hỏi")
        verbose_name_plural = _("phiên bản câu hỏi")

    def __str__(self) -> str:
        return f"{self.item.code} v{self.number}"


class ItemKey(models.Model):
    """What is right in a version, in the shape that rules/scoring.py gives for its kind.

    Options are named by position. A corrected key is a new row.
    """

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="keys")
    number = models.PositiveIntegerField(default=1)
    correct = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_item_key_number")
        ]
        verbose_name = _("đáp án")
        verbose_name_plural = _("đáp án")

    def __str__(self) -> str:
        return f"{self.version_id}/{self.number}"
