"""Addresses below /api/v1/ that need nothing but accounts."""

from django.urls import path

from backend.accounts.api.consent import ConsentTextsView
from backend.accounts.api.erasure import OwnErasureView
from backend.accounts.api.password import PasswordResetConfirmView, PasswordResetView

urlpatterns = [
    path("consent-texts/", ConsentTextsView.as_view(), name="consent-texts"),
    path("own-erasure/", OwnErasureView.as_view(), name="own-erasure"),
    path("password-resets/", PasswordResetView.as_view(), name="password-resets"),
    path(
        "password-resets/confirm/",
        PasswordResetConfirmView.as_view(),
        name="password-resets-confirm",
    ),
]
