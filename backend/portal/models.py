"""News and documents, written by staff and read by everybody."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsQuerySet(models.QuerySet["News"]):
    def open_at(self, now: datetime) -> Self:
        """What everybody may read by now: its time has come, and nobody took it back."""
        return self.filter(published_at__lte=now, taken_back_at=None)


class News(models.Model):
    """A piece of news; with a number it is about a document, and says where that is found."""

    slug = models.SlugField(_("địa chỉ"), unique=True, max_length=100)
    title = models.CharField(_("tiêu đề"), max_length=200)
    lead = models.TextField(_("tóm tắt"), max_length=500)
    body = models.TextField(
        _("nội dung"),
        blank=True,
        help_text=_("HTML đơn giản: đoạn văn, danh sách, liên kết. Phần khác sẽ bị bỏ."),
    )
    picture = models.CharField(
        _("hình"),
        max_length=90,
        blank=True,
        help_text=_("Địa chỉ hình của ngân hàng, dạng /hinh/….webp"),
    )
    picture_alt = models.CharField(_("lời cho hình"), max_length=300, blank=True)
    number = models.CharField(_("số hiệu văn bản"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    publisher = models.CharField(_("nơi ban hành"), max_length=200, blank=True)
    source = models.URLField(_("nguồn"), max_length=500, blank=True)
    published_at = models.DateTimeField(
        _("đăng lúc"), null=True, blank=True, help_text=_("Để trống là bản nháp.")
    )
    taken_back_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(picture="") | ~models.Q(picture_alt=""),
                name="news_picture_has_words",
            )
        ]
        indexes = [models.Index(fields=["-published_at"], name="news_latest")]
        verbose_name = _("tin và văn bản")
        verbose_name_plural = _("tin và văn bản")

    def __str__(self) -> str:
        return self.title
