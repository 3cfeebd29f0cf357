"""Addresses of a contest's rulebook at its desk."""

from django.urls import URLPattern, URLResolver, path

from quizzes.api.desk.rulebook import (
    DeskRulebookView,
    RulebookPresetsView,
    RulebookSchemaView,
    RulebookSummaryView,
    RulebookTrialView,
    RulebookVersionsView,
)
from quizzes.api.desk.simulation import SimulationView

RULEBOOK = "contests/<slug:slug>/rulebook/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(RULEBOOK, DeskRulebookView.as_view(), name="desk-rulebook"),
    path(f"{RULEBOOK}schema/", RulebookSchemaView.as_view(), name="desk-rulebook-schema"),
    path(f"{RULEBOOK}presets/", RulebookPresetsView.as_view(), name="desk-rulebook-presets"),
    path(f"{RULEBOOK}summary/", RulebookSummaryView.as_view(), name="desk-rulebook-summary"),
    path(f"{RULEBOOK}trial/", RulebookTrialView.as_view(), name="desk-rulebook-trial"),
    path(f"{RULEBOOK}versions/", RulebookVersionsView.as_view(), name="desk-rulebook-versions"),
    path(f"{RULEBOOK}simulation/", SimulationView.as_view(), name="desk-rulebook-simulation"),
]
