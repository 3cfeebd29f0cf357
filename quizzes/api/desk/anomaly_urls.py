"""Addresses of anomalies and disqualifications, under /api/v1/desk/."""

from django.urls import path

from quizzes.api.desk.anomaly import (
    AnomalyDecisionView,
    AnomalyQueueView,
    AnomalyScanView,
    AnomalyView,
)
from quizzes.api.desk.disqualification import (
    AppealAnswerView,
    DisqualificationListView,
    DisqualificationTrialView,
    LiftView,
    ParticipantSearchView,
)
from quizzes.api.desk.erasure import ErasureView

CONTEST = "contests/<slug:slug>"

urlpatterns = [
    path(f"{CONTEST}/anomalies/", AnomalyQueueView.as_view(), name="desk-anomalies"),
    path(f"{CONTEST}/anomalies/<uuid:uuid>/", AnomalyView.as_view(), name="desk-anomaly"),
    path(
        f"{CONTEST}/anomalies/<uuid:uuid>/decision/",
        AnomalyDecisionView.as_view(),
        name="desk-anomaly-decision",
    ),
    path(
        f"{CONTEST}/rounds/<int:number>/anomalies/scan/",
        AnomalyScanView.as_view(),
        name="desk-anomaly-scan",
    ),
    path(
        f"{CONTEST}/disqualifications/",
        DisqualificationListView.as_view(),
        name="desk-disqualifications",
    ),
    path(
        f"{CONTEST}/disqualifications/<uuid:uuid>/answer/",
        AppealAnswerView.as_view(),
        name="desk-appeal-answer",
    ),
    path(
        f"{CONTEST}/disqualifications/trial/",
        DisqualificationTrialView.as_view(),
        name="desk-disqualification-trial",
    ),
    path(f"{CONTEST}/people/<uuid:uuid>/erasure/", ErasureView.as_view(), name="desk-erasure"),
    path(f"{CONTEST}/disqualifications/<uuid:uuid>/lift/", LiftView.as_view(), name="desk-lift"),
    path(f"{CONTEST}/participants/", ParticipantSearchView.as_view(), name="desk-participants"),
]
