"""Addresses of items' statistics, under /api/v1/bank/statistics/."""

from django.urls import path

from quizzes.api.bank.statistic import (
    ItemHistoryView,
    MeasuredRoundListView,
    MeasuredRoundView,
    StatisticsFileView,
)

ROUND = "rounds/<uuid:uuid>"
urlpatterns = [
    path("rounds/", MeasuredRoundListView.as_view(), name="bank-statistics"),
    path(f"{ROUND}/", MeasuredRoundView.as_view(), name="bank-statistics-round"),
    path(f"{ROUND}/figures.xlsx", StatisticsFileView.as_view(), name="bank-statistics-file"),
    path("items/<slug:code>/", ItemHistoryView.as_view(), name="bank-statistics-item"),
]
