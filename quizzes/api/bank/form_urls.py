"""Addresses of papers put together beforehand, under /api/v1/bank/form-sets/."""

from django.urls import path

from quizzes.api.bank.form import (
    AvailabilityView,
    FormFileView,
    FormPageView,
    FormPrintView,
    FormSetListView,
    FormSetView,
    FormTrialView,
    FormUseView,
    ReplaceView,
    RoundsToComeView,
)

FORM = "<uuid:uuid>/forms/<int:number>"
urlpatterns = [
    path("", FormSetListView.as_view(), name="bank-forms"),
    path("availability/", AvailabilityView.as_view(), name="bank-forms-availability"),
    path("rounds/", RoundsToComeView.as_view(), name="bank-forms-rounds"),
    path("trial/", FormTrialView.as_view(), name="bank-forms-trial"),
    path("<uuid:uuid>/", FormSetView.as_view(), name="bank-form-set"),
    path(f"{FORM}/replace/", ReplaceView.as_view(), name="bank-form-replace"),
    path(f"{FORM}/print/", FormPrintView.as_view(), name="bank-form-print"),
    path(f"{FORM}/page/", FormPageView.as_view(), name="bank-form-page"),
    path(f"{FORM}/paper.pdf", FormFileView.as_view(), name="bank-form-file"),
    path(f"{FORM}/use/", FormUseView.as_view(), name="bank-form-use"),
]
