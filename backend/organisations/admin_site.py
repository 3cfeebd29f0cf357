"""Django's admin for everybody with a role, each seeing only their own work."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.accounts.actions.session import SIGN_IN_TRIES, canonical
from backend.common.limiter import TooManyAttempts
from backend.organisations.permissions import may_enter_admin


class SignInForm(AuthenticationForm):
    """A phone number or e-mail address, within the same budget of tries as on the site."""

    username = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử"),
        max_length=254,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )

    def clean(self) -> dict[str, Any]:
        subject = canonical(self.cleaned_data.get("username", ""))
        try:
            SIGN_IN_TRIES.spend(subject)
        except TooManyAttempts as refusal:
            raise forms.ValidationError(_(refusal.title), code=refusal.code) from refusal
        cleaned = super().clean()
        SIGN_IN_TRIES.forget(subject)
        return cleaned


class RoleAdminSite(AdminSite):
    """Opens for staff, organisers, trainers and organisation admins."""

    site_title = "Học Số"
    site_header = "Học Số"
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter_admin(request)
