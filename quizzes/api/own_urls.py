"""Addresses of what a participant is told and may answer, under /api/v1/."""

from django.urls import path

from quizzes.api.invitation import InvitationView
from quizzes.api.notice import AppealView, NoticeListView
from quizzes.api.winner import ClaimView, OwnPrizeListView

urlpatterns = [
    path("notices/", NoticeListView.as_view(), name="notices"),
    path("disqualifications/<uuid:uuid>/appeal/", AppealView.as_view(), name="appeal"),
    path("prizes/", OwnPrizeListView.as_view(), name="prizes"),
    path("contests/<slug:slug>/claim/", ClaimView.as_view(), name="claim"),
    path("contests/<slug:slug>/invitation/", InvitationView.as_view(), name="own-invitation"),
]
