"""Addresses of the item bank, under /api/v1/bank/."""

from django.urls import include, path

urlpatterns = [
    path("", include("quizzes.api.bank.picture_urls")),
    path("statistics/", include("quizzes.api.bank.statistic_urls")),
]
