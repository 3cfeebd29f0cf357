"""Addresses of files of items, under /api/v1/bank/."""

from django.urls import path

from quizzes.api.bank.item_import import (
    ApplyImportView,
    ImportRowsView,
    ImportRowView,
    ImportTemplateView,
    ItemImportsView,
    ItemImportView,
    UndoImportView,
)

FILE = "imports/<uuid:uuid>/"
urlpatterns = [
    path("imports/", ItemImportsView.as_view(), name="bank-imports"),
    path("imports/template.xlsx", ImportTemplateView.as_view(), name="bank-import-template"),
    path(FILE, ItemImportView.as_view(), name="bank-import"),
    path(f"{FILE}rows/", ImportRowsView.as_view(), name="bank-import-rows"),
    path(f"{FILE}rows/<int:place>/", ImportRowView.as_view(), name="bank-import-row"),
    path(f"{FILE}apply/", ApplyImportView.as_view(), name="bank-import-apply"),
    path(f"{FILE}undo/", UndoImportView.as_view(), name="bank-import-undo"),
]
