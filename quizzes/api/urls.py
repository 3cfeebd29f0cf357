"""Addresses of the contest API, under /api/v1/."""

from django.urls import include, path

from quizzes.api.attempt import (
    NewsView,
    OwnAttemptListView,
    OwnAttemptView,
    PaperView,
    StartView,
    SubmitView,
    TakeOverView,
)
from quizzes.api.contest import ContestListView, ContestView
from quizzes.api.hall import HallView
from quizzes.api.organisation_board import (
    AbsenceFileView,
    AbsenceView,
    AdministeredView,
    OrganisationBoardView,
    ParticipationView,
)
from quizzes.api.ranking import BulletinView, BundleView, OwnReceiptView, PictureView, WorkbookView
from quizzes.api.response import ResponsesView
from quizzes.api.standing import BoardView, OwnStandingView, RankingFileView, RankingView

urlpatterns = [
    path("attempts/<uuid:uuid>/responses/", ResponsesView.as_view(), name="attempt-responses"),
    path("attempts/<uuid:uuid>/paper/", PaperView.as_view(), name="attempt-paper"),
    path("attempts/<uuid:uuid>/news/", NewsView.as_view(), name="attempt-news"),
    path("attempts/<uuid:uuid>/submit/", SubmitView.as_view(), name="attempt-submit"),
    path("attempts/<uuid:uuid>/take-over/", TakeOverView.as_view(), name="attempt-take-over"),
    path("attempts/<uuid:uuid>/", OwnAttemptView.as_view(), name="attempt"),
    path("attempts/", OwnAttemptListView.as_view(), name="attempts"),
    path("contests/", ContestListView.as_view(), name="contests"),
    path("contests/<slug:slug>/", ContestView.as_view(), name="contest"),
    path("contests/<slug:slug>/hall/", HallView.as_view(), name="contest-hall"),
    path("rounds/<uuid:uuid>/attempts/", StartView.as_view(), name="round-attempts"),
    path("rounds/<uuid:uuid>/board/", BoardView.as_view(), name="round-board"),
    path("rounds/<uuid:uuid>/standing/", OwnStandingView.as_view(), name="round-standing"),
    path("rounds/<uuid:uuid>/ranking/", RankingView.as_view(), name="round-ranking"),
    path("rounds/<uuid:uuid>/ranking.xlsx", RankingFileView.as_view(), name="round-ranking-file"),
    path("rankings/<uuid:uuid>/bundle.zip", BundleView.as_view(), name="ranking-bundle"),
    path("rankings/<uuid:uuid>/bulletin.pdf", BulletinView.as_view(), name="ranking-bulletin"),
    path("rankings/<uuid:uuid>/picture.png", PictureView.as_view(), name="ranking-picture"),
    path("rankings/<uuid:uuid>/ranking.xlsx", WorkbookView.as_view(), name="ranking-workbook"),
    path("rankings/<uuid:uuid>/receipt/", OwnReceiptView.as_view(), name="ranking-receipt"),
    path("", include("quizzes.api.own_urls")),
    path(
        "rounds/<uuid:uuid>/organisations/",
        OrganisationBoardView.as_view(),
        name="round-organisations",
    ),
    path("organisations/administered/", AdministeredView.as_view(), name="administered"),
    path(
        "organisations/<uuid:uuid>/participation/",
        ParticipationView.as_view(),
        name="organisation-participation",
    ),
    path("organisations/<uuid:uuid>/absence/", AbsenceView.as_view(), name="absence"),
    path("organisations/<uuid:uuid>/absence.xlsx", AbsenceFileView.as_view(), name="absence-file"),
    path("desk/", include("quizzes.api.desk.urls")),
    path("bank/", include("quizzes.api.bank.urls")),
    path("practice/", include("quizzes.api.practice_urls")),
]
