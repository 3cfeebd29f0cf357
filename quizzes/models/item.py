"""The bank: items in immutable versions; the key lives in a table of its own."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.enums import Audience, Difficulty, ItemKind, ItemStatus, ItemUse


class Topic(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(_("tên"), max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("chủ đề")
        verbose_name_plural = _("chủ đề")

    def __str__(self) -> str:
        return self.name


class Competence(models.Model):
    """A line of a competence framework: a domain, or a competence within one."""

    framework = models.CharField(max_length=20, help_text="tt02, qd757 or digcomp3.")
    code = models.CharField(max_length=20)
    name = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_competence_code")
        ]
        verbose_name = _("năng lực")
        verbose_name_plural = _("năng lực")

    def __str__(self) -> str:
        return f"{self.framework} {self.code}"


class Picture(models.Model):
    """A picture of items, re-encoded by us and named by what it holds; never changed."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the file.")
    width = models.PositiveIntegerField(help_text="In pixels.")
    height = models.PositiveIntegerField(help_text="In pixels.")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hình ảnh")
        verbose_name_plural = _("hình ảnh")

    def __str__(self) -> str:
        return self.digest[:12]


class Stimulus(models.Model):
    """A text or picture that several items ask about; a changed one is a new row."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("tên"), max_length=200)
    text = models.TextField(help_text="In plain words.")
    markup = models.TextField(blank=True, help_text="The same as harmless HTML, where formatted.")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of all it says.")

    class Meta:
        verbose_name = _("ngữ liệu chung")
        verbose_name_plural = _("ngữ liệu chung")

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """A scored unit of the bank. What people read is in its versions.

    `newest` is the version written last, whatever became of it; `current` the newest approved one,
    which contests and practice take. `text`, `search` and `likeness` follow the draft, or else the
    newest version: its stem, its words without diacritics, a digest that equal items share. So do
    `bands`, `language`, `has_source` and `ends_on`; actions/item_index.py keeps them all.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("mã"), unique=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="items")
    difficulty = models.CharField(_("độ khó"), max_length=10, choices=Difficulty)
    status = models.CharField(
        _("trạng thái"), max_length=20, choices=ItemStatus, default=ItemStatus.DRAFT
    )
    grade = models.CharField(_("độ tin cậy nguồn"), max_length=1, default="A")
    use = models.CharField(max_length=10, choices=ItemUse, default=ItemUse.CONTEST)
    audience = ArrayField(
        models.CharField(max_length=20, choices=Audience), default=list, blank=True
    )
    tags = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    competences = models.ManyToManyField(Competence, blank=True, related_name="items")
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.SINGLE)
    text = models.TextField(default="", blank=True, editable=False)
    search = SearchVectorField(default="", blank=True, editable=False)
    likeness = models.CharField(
        max_length=64, default="", blank=True, editable=False, db_index=True
    )
    bands = ArrayField(
        models.IntegerField(),
        default=list,
        blank=True,
        editable=False,
        help_text="Items that read alike share one: rules/item_likeness.py.",
    )
    language = models.CharField(max_length=5, default="vi", editable=False)
    has_source = models.BooleanField(default=False, editable=False)
    ends_on = models.DateField(
        null=True, editable=False, help_text="The last day on which its source holds."
    )
    newest = models.ForeignKey(
        "ItemVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    current = models.ForeignKey(
        "ItemVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["code"]
        indexes = [
            GinIndex(fields=["search"], name="item_words"),
            GinIndex(fields=["tags"], name="item_tags"),
            GinIndex(fields=["bands"], name="item_bands"),
            models.Index(
                fields=["uuid"], condition=models.Q(use="practice"), name="item_practice_turn"
            ),
            models.Index(fields=["-updated_at", "id"], name="item_newest_first"),
            models.Index(
                fields=["topic", "difficulty", "status", "kind", "use"], name="item_facets"
            ),
        ]
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
    markup = models.JSONField(
        default=dict,
        blank=True,
        help_text="{stem, options, explanation} as harmless HTML, where formatted.",
    )
    language = models.CharField(max_length=5, default="vi")
    stimulus = models.ForeignKey(
        Stimulus, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What a hotspot item points into.",
    )
    picture_alt = models.CharField(max_length=300, blank=True)
    source = models.JSONField(
        default=dict,
        help_text="{document, publisher, article, link, checked_on, effective_from, effective_to}",
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, for loaders.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    writers = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text="Ids of all who typed in it; none of them reviews it.",
    )
    created_at = models.DateTimeField(default=timezone.now)

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
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_item_key_number")
        ]
        verbose_name = _("đáp án")
        verbose_name_plural = _("đáp án")

    def __str__(self) -> str:
        return f"{self.version_id}/{self.number}"
