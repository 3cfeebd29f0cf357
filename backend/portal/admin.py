"""Where staff write news: drafts, a time to publish, and taking back."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.common import audit
from backend.common.markup import harmless
from backend.organisations.permissions import is_staff
from backend.portal.models import News

OWN_PICTURE = RegexValidator(r"^/hinh/[0-9a-f]{64}\.webp$", _("Dạng /hinh/….webp"))


class NewsForm(forms.ModelForm):
    """What is written is made harmless before it is stored."""

    picture = forms.CharField(
        label=_("hình"), required=False, max_length=90, validators=[OWN_PICTURE]
    )

    source = forms.URLField(label=_("nguồn"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = News
        fields = (
            *("title", "slug", "lead", "body", "picture", "picture_alt", "number", "issued_on"),
            *("publisher", "source", "published_at"),
        )

    def clean_body(self) -> str:
        return harmless(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Hình cần lời cho người không nhìn thấy."))
        return cleaned


@admin.register(News)
class NewsAdmin(admin.ModelAdmin):
    """Nothing is deleted: what should not be read any more is taken back."""

    form = NewsForm
    list_display = ("title", "number", "published_at", "taken_back_at")
    search_fields = ("title", "number")
    prepopulated_fields = {"slug": ("title",)}
    actions = ("take_back", "put_back")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_staff(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_staff(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_staff(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: News, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _record("news.written", obj, request)

    @admin.action(description=_("Gỡ khỏi trang"))
    def take_back(self, request: HttpRequest, chosen: QuerySet[News]) -> None:
        for one in chosen.filter(taken_back_at=None):
            one.taken_back_at = timezone.now()
            one.save(update_fields=["taken_back_at"])
            _record("news.taken_back", one, request)

    @admin.action(description=_("Đăng lại"))
    def put_back(self, request: HttpRequest, chosen: QuerySet[News]) -> None:
        for one in chosen.exclude(taken_back_at=None):
            one.taken_back_at = None
            one.save(update_fields=["taken_back_at"])
            _record("news.put_back", one, request)


def _record(action: str, one: News, request: HttpRequest) -> None:
    assert isinstance(request.user, User)
    audit.record(action, f"news:{one.slug}", actor=request.user.uuid, now=timezone.now())
