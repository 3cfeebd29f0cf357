"""How an item comes to be: its working copy, what people say of it, who has seen it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import KeyChangeState, Verdict
from quizzes.models.item import Item, ItemKey, ItemVersion


class ItemDraft(models.Model):
    """The working copy of an item: saved while it is typed, gone once it became a version."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="draft")
    revision = models.PositiveIntegerField(default=0, help_text="Counts saves; a stale one is 409.")
    document = models.JSONField(help_text="As formats/item_content.py has it; need not be valid.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who saved it last.",
    )
    writers = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text="Ids of all who typed in it.",
    )
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bản nháp")
        verbose_name_plural = _("bản nháp")

    def __str__(self) -> str:
        return f"{self.item_id} r{self.revision}"


class ItemReview(models.Model):
    """A second person's verdict on a version."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(max_length=10, choices=Verdict)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        verbose_name = _("kết quả thẩm định")
        verbose_name_plural = _("kết quả thẩm định")

    def __str__(self) -> str:
        return f"{self.version_id}: {self.verdict}"


class ItemComment(models.Model):
    """What a colleague remarks on an item; open until somebody settles it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["at"]
        verbose_name = _("góp ý")
        verbose_name_plural = _("góp ý")

    def __str__(self) -> str:
        return f"{self.item_id}: {self.text[:40]}"


class KeyChange(models.Model):
    """A wish to change the key of a version that was in use; a second person decides."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="key_changes")
    correct = models.JSONField(help_text="The key as it ought to be.")
    before = models.JSONField(null=True, help_text="The key as it was when the wish was made.")
    reason = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, choices=KeyChangeState, default=KeyChangeState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    key = models.ForeignKey(ItemKey, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(state=KeyChangeState.PROPOSED),
                name="one_proposed_key_change",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="key_changed_by_two",
            ),
        ]
        verbose_name = _("đề nghị sửa đáp án")
        verbose_name_plural = _("đề nghị sửa đáp án")

    def __str__(self) -> str:
        return f"{self.version_id}: {self.state}"


class ItemSighting(models.Model):
    """That somebody read an item with its key: once a person, item and day."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="sightings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    first_at = models.DateTimeField()
    way = models.CharField(max_length=20, help_text="editor, list, export, print or preview.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person", "day", "way"], name="one_sighting_a_day"
            )
        ]
        verbose_name = _("lượt xem câu hỏi")
        verbose_name_plural = _("lượt xem câu hỏi")

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person_id} {self.day}"


class ItemFilter(models.Model):
    """A search of the bank that somebody keeps under a name."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="item_filters"
    )
    name = models.CharField(max_length=100)
    query = models.JSONField(help_text="The search's parameters.")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_filter_name")]
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")

    def __str__(self) -> str:
        return self.name


class BulkChange(models.Model):
    """What many items were before they were changed together, and what they became."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(db_index=True)
    traits = models.JSONField(help_text="The names of what was changed.")
    before = models.JSONField(help_text="By item code: what it was, by name.")
    after = models.JSONField(help_text="Likewise what it became.")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("lần sửa nhiều câu")
        verbose_name_plural = _("các lần sửa nhiều câu")

    def __str__(self) -> str:
        return str(self.uuid)
