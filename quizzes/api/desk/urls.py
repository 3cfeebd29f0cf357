"""Addresses of the organiser's desk, under /api/v1/desk/."""

from django.urls import URLPattern, URLResolver, include, path

from quizzes.api.desk.contest import DeskContestListView, DeskContestView
from quizzes.api.desk.round import RoundsView, RoundView, WeeklyPlanView
from quizzes.api.desk.setup import (
    BannerView,
    ChecklistView,
    CloneView,
    OwnOrganisationsView,
    PoolView,
    PossibleCommitteeView,
    PublicationView,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("contests/", DeskContestListView.as_view(), name="desk-contests"),
    path("contests/<slug:slug>/", DeskContestView.as_view(), name="desk-contest"),
    path("own-organisations/", OwnOrganisationsView.as_view(), name="desk-own-organisations"),
    path("contests/<slug:slug>/clone/", CloneView.as_view(), name="desk-clone"),
    path("contests/<slug:slug>/checklist/", ChecklistView.as_view(), name="desk-checklist"),
    path("contests/<slug:slug>/publication/", PublicationView.as_view(), name="desk-publication"),
    path("contests/<slug:slug>/banner/", BannerView.as_view(), name="desk-banner"),
    path("contests/<slug:slug>/pool/", PoolView.as_view(), name="desk-pool"),
    path(
        "contests/<slug:slug>/possible-committee/",
        PossibleCommitteeView.as_view(),
        name="desk-possible-committee",
    ),
    path("contests/<slug:slug>/rounds/", RoundsView.as_view(), name="desk-rounds"),
    path("contests/<slug:slug>/rounds/weekly/", WeeklyPlanView.as_view(), name="desk-weekly"),
    path("contests/<slug:slug>/rounds/<int:number>/", RoundView.as_view(), name="desk-round"),
    path("", include("quizzes.api.desk.anomaly_urls")),
    path("", include("quizzes.api.desk.rulebook_urls")),
]
