"""Addresses of practising, under /api/v1/practice/."""

from django.urls import path

from quizzes.api.practice import PracticeAnswersView, PracticeItemsView, PracticeView

urlpatterns = [
    path("", PracticeView.as_view(), name="practice"),
    path("items/", PracticeItemsView.as_view(), name="practice-items"),
    path("answers/", PracticeAnswersView.as_view(), name="practice-answers"),
]
