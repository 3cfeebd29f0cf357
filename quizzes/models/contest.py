"""Contests, their versioned rulebooks, their rounds, and who takes part."""

import secrets
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.enums import RoundState
from quizzes.models.item import ItemVersion


def new_secret() -> str:
    return secrets.token_hex(32)


class Contest(models.Model):
    LONG_TEXTS = ("summary", "rules", "rules_html", "prizes", "certificate", "documents")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True)
    title = models.CharField(_("tên cuộc thi"), max_length=200)
    organiser = models.CharField(_("đơn vị tổ chức"), max_length=200)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="contests"
    )
    summary = models.TextField(_("giới thiệu"), blank=True)
    contact = models.CharField(_("liên hệ"), max_length=200, blank=True)
    rules = models.JSONField(
        _("thể lệ tóm tắt"), default=list, blank=True, help_text="[{icon, title, text}]"
    )
    rules_html = models.TextField(_("thể lệ đầy đủ"), blank=True)
    prizes = models.JSONField(_("giải thưởng"), default=list, blank=True)
    certificate = models.JSONField(
        default=dict, blank=True, help_text="{issuer, signatory_title, signatory, place}"
    )
    is_visible = models.BooleanField(_("hiển thị công khai"), default=False)
    banner = models.CharField(max_length=200, blank=True, help_text="A picture in MEDIA_ROOT.")
    banner_alt = models.CharField(max_length=200, blank=True, help_text="What it shows, in words.")
    documents = models.JSONField(default=list, blank=True, help_text="[{title, url}]")
    preset = models.CharField(max_length=50, blank=True, help_text="The rulebook it began with.")
    committee = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("ban tổ chức")
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("cuộc thi")
        verbose_name_plural = _("cuộc thi")

    def __str__(self) -> str:
        return self.title


class RulebookVersion(models.Model):
    """A rulebook as it stood; attempts pin theirs, so it is never changed."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="rulebooks")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    effective_at = models.DateTimeField(null=True, help_text="From its creation when empty.")
    reason = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="one_rulebook_number")
        ]
        verbose_name = _("phiên bản thể lệ")
        verbose_name_plural = _("phiên bản thể lệ")

    def __str__(self) -> str:
        return f"{self.contest} v{self.number}"


class RoundQuerySet(models.QuerySet["Round"]):
    def with_contest(self) -> Self:
        """Contest and rulebook along, without the long texts that only a contest's page shows."""
        return self.select_related("contest", "rulebook").defer(
            *(f"contest__{text}" for text in Contest.LONG_TEXTS)
        )


class Round(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="rounds")
    rulebook = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("số"))
    title = models.CharField(_("tên vòng"), max_length=200)
    opens_at = models.DateTimeField(_("mở lúc"))
    closes_at = models.DateTimeField(_("đóng lúc"))
    state = models.CharField(max_length=20, choices=RoundState, default=RoundState.RUNNING)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="Set while it is paused.")
    frozen_at = models.DateTimeField(
        null=True, blank=True, help_text="The public board shows nothing newer than this."
    )
    gives_own_time = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Whether single people were given more time in it.",
    )
    news = models.JSONField(
        default=dict,
        db_default={},
        blank=True,
        editable=False,
        help_text="What those who sit a paper are told, as it was sent last.",
    )
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    pool = models.ManyToManyField(ItemVersion, through="RoundItem", related_name="rounds")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["contest", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="one_round_number"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="round_closes_after_it_opens",
            ),
        ]
        verbose_name = _("vòng thi")
        verbose_name_plural = _("vòng thi")

    def __str__(self) -> str:
        return f"{self.contest}: {self.title}"


class RoundItem(models.Model):
    """An item version that papers of a round may draw.

    Where the item is moved in the bank once papers were drawn, the database itself keeps here by
    what it was drawn and weighed; until then the item says so.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="round_items")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="round_items")
    topic = models.CharField(
        max_length=100, null=True, editable=False, help_text="The code; null: as the item has it."
    )
    difficulty = models.CharField(max_length=10, null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="one_round_item")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.version_id}"


class Participant(models.Model):
    """A person in a contest, for the organisation they named when they joined."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The organisation that counts on boards, as it was when the person joined.",
    )
    joined_at = models.DateTimeField()
    invite_code = models.CharField(max_length=12, null=True, unique=True, editable=False)
    invited_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="invited"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "user"], name="one_participant_per_person")
        ]
        verbose_name = _("thí sinh")
        verbose_name_plural = _("thí sinh")

    def __str__(self) -> str:
        return f"{self.contest_id}/{self.user_id}"
