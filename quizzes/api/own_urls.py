"""Addresses of what a participant is told and may answer, under /api/v1/."""

from django.urls import path

from quizzes.api.notice import AppealView, NoticeListView

urlpatterns = [
    path("notices/", NoticeListView.as_view(), name="notices"),
    path("disqualifications/<uuid:uuid>/appeal/", AppealView.as_view(), name="appeal"),
]
