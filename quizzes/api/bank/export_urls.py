"""Addresses of files made of items, under /api/v1/bank/exports/."""

from django.urls import path

from quizzes.api.bank.item_export import ItemExportFileView, ItemExportsView, ItemExportView

urlpatterns = [
    path("", ItemExportsView.as_view(), name="bank-exports"),
    path("<uuid:uuid>/", ItemExportView.as_view(), name="bank-export"),
    path("<uuid:uuid>/file/", ItemExportFileView.as_view(), name="bank-export-file"),
]
