"""Addresses below /api/v1/ that know people together with their organisations."""

from django.urls import path

from backend.organisations.api.organisation import OrganisationSearchView
from backend.organisations.api.session import RegistrationView, SessionView

urlpatterns = [
    path("organisations/", OrganisationSearchView.as_view(), name="organisations"),
    path("registrations/", RegistrationView.as_view(), name="registrations"),
    path("session/", SessionView.as_view(), name="session"),
]
