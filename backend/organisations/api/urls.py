"""Addresses below /api/v1/ that know people together with their organisations."""

from django.urls import path

from backend.organisations.api.organisation import OrganisationSearchView
from backend.organisations.api.people_import import (
    ApplyView,
    CodesView,
    ImportsView,
    TemplateView,
    UndoView,
)
from backend.organisations.api.reorganisation import (
    MergeView,
    MoveView,
    OrganisationDetailView,
    RenameView,
    UndoRenameView,
)
from backend.organisations.api.session import ActivationView, RegistrationView, SessionView

_NODE = "desk/organisations/<uuid:uuid>/"

_FILE = "organisations/<uuid:uuid>/imports/<uuid:file>/"

urlpatterns = [
    path(_NODE, OrganisationDetailView.as_view(), name="desk-organisation"),
    path(f"{_NODE}rename/", RenameView.as_view(), name="desk-organisation-rename"),
    path(f"{_NODE}rename/undo/", UndoRenameView.as_view(), name="desk-organisation-undo"),
    path(f"{_NODE}move/", MoveView.as_view(), name="desk-organisation-move"),
    path(f"{_NODE}merge/", MergeView.as_view(), name="desk-organisation-merge"),
    path("organisations/", OrganisationSearchView.as_view(), name="organisations"),
    path("registrations/", RegistrationView.as_view(), name="registrations"),
    path("activations/", ActivationView.as_view(), name="activations"),
    path(
        "organisations/<uuid:uuid>/import-template.xlsx",
        TemplateView.as_view(),
        name="import-template",
    ),
    path("organisations/<uuid:uuid>/imports/", ImportsView.as_view(), name="imports"),
    path(f"{_FILE}apply/", ApplyView.as_view(), name="import-apply"),
    path(f"{_FILE}undo/", UndoView.as_view(), name="import-undo"),
    path(f"{_FILE}codes.xlsx", CodesView.as_view(), name="import-codes"),
    path("session/", SessionView.as_view(), name="session"),
]
