"""Addresses of the organiser's desk, under /api/v1/desk/."""

from django.urls import URLPattern, URLResolver, path

from quizzes.api.desk.contest import DeskContestListView, DeskContestView

urlpatterns: list[URLPattern | URLResolver] = [
    path("contests/", DeskContestListView.as_view(), name="desk-contests"),
    path("contests/<slug:slug>/", DeskContestView.as_view(), name="desk-contest"),
]
