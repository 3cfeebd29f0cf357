"""Addresses of the pictures of items, under /api/v1/bank/."""

from django.urls import path

from quizzes.api.bank.picture import PictureUploadView

urlpatterns = [path("pictures/", PictureUploadView.as_view(), name="bank-pictures")]
