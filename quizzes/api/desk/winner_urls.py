"""Addresses of prizes and winners, under /api/v1/desk/."""

from django.urls import path

from quizzes.api.desk.winner import (
    AwardView,
    HandoverFileView,
    PrizeDeskView,
    RevealView,
    SettleView,
    WinnerStepView,
)

CONTEST = "contests/<slug:slug>"

urlpatterns = [
    path(f"{CONTEST}/prizes/", PrizeDeskView.as_view(), name="desk-prizes"),
    path(f"{CONTEST}/prizes/award/", AwardView.as_view(), name="desk-award"),
    path(f"{CONTEST}/prizes/settle/", SettleView.as_view(), name="desk-settle"),
    path(f"{CONTEST}/prizes/handover.xlsx", HandoverFileView.as_view(), name="desk-handover"),
    path(
        f"{CONTEST}/winners/<uuid:uuid>/state/", WinnerStepView.as_view(), name="desk-winner-state"
    ),
    path(f"{CONTEST}/winners/<uuid:uuid>/reveal/", RevealView.as_view(), name="desk-reveal"),
]
