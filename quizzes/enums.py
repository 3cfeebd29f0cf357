"""The closed vocabularies of contests, items and attempts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    SINGLE = "single", _("Một đáp án đúng")
    MULTIPLE = "multiple", _("Nhiều đáp án đúng")


class Difficulty(models.TextChoices):
    EASY = "easy", _("Dễ")
    MEDIUM = "medium", _("Vừa")
    HARD = "hard", _("Khó")


class ItemStatus(models.TextChoices):
    DRAFT = "draft", _("Bản nháp")
    NEEDS_REVIEW = "needs_review", _("Chờ thẩm định")
    APPROVED = "approved", _("Đã duyệt")
    RETIRED = "retired", _("Ngừng dùng")


class AttemptState(models.TextChoices):
    IN_PROGRESS = "in_progress", _("Đang làm")
    SUBMITTED = "submitted", _("Đã nộp")
    EXPIRED = "expired", _("Hết giờ, tự động nộp")
    SCORED = "scored", _("Đã chấm")
    VOIDED = "voided", _("Đã huỷ")


class RoundState(models.TextChoices):
    """What has been done to a round; whether it is open is told by its times."""

    RUNNING = "running", _("Theo lịch")
    CLOSED = "closed", _("Đã đóng")
    RANKED = "ranked", _("Đã xếp hạng")
    PUBLISHED = "published", _("Đã công bố")
