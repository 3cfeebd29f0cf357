"""Addresses of the item bank, under /api/v1/bank/."""

from django.urls import URLPattern, URLResolver, include, path

from quizzes.api.bank.change import (
    BulkView,
    DecideKeyView,
    KeyChangesView,
    ProposeKeyView,
    SubmitBulkView,
    UndoBulkView,
)
from quizzes.api.bank.checks import ChecksView, ReportView
from quizzes.api.bank.item import (
    DraftView,
    ItemListView,
    ItemView,
    RestoreVersionView,
    SubmitItemView,
    VersionView,
)
from quizzes.api.bank.review import (
    CommentsView,
    RestoreItemView,
    RetireItemView,
    ReviewItemView,
    SettleCommentView,
)
from quizzes.api.bank.search import FacetsView, FiltersView, FilterView, VocabularyView

ITEM = "items/<slug:code>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("checks/", ChecksView.as_view(), name="bank-checks"),
    path("report/", ReportView.as_view(), name="bank-report"),
    path("vocabulary/", VocabularyView.as_view(), name="bank-vocabulary"),
    path("filters/", FiltersView.as_view(), name="bank-filters"),
    path("filters/<uuid:uuid>/", FilterView.as_view(), name="bank-filter"),
    path("key-changes/", KeyChangesView.as_view(), name="bank-key-changes"),
    path("key-changes/<uuid:uuid>/decide/", DecideKeyView.as_view(), name="bank-key-decide"),
    path("items/facets/", FacetsView.as_view(), name="bank-facets"),
    path("items/bulk/", BulkView.as_view(), name="bank-bulk"),
    path("items/bulk/<uuid:uuid>/undo/", UndoBulkView.as_view(), name="bank-bulk-undo"),
    path("items/bulk/submit/", SubmitBulkView.as_view(), name="bank-bulk-submit"),
    path("items/", ItemListView.as_view(), name="bank-items"),
    path(ITEM, ItemView.as_view(), name="bank-item"),
    path(f"{ITEM}draft/", DraftView.as_view(), name="bank-draft"),
    path(f"{ITEM}draft/restore/", RestoreVersionView.as_view(), name="bank-draft-restore"),
    path(f"{ITEM}key-changes/", ProposeKeyView.as_view(), name="bank-key-propose"),
    path(f"{ITEM}submit/", SubmitItemView.as_view(), name="bank-submit"),
    path(f"{ITEM}review/", ReviewItemView.as_view(), name="bank-review"),
    path(f"{ITEM}retire/", RetireItemView.as_view(), name="bank-retire"),
    path(f"{ITEM}restore/", RestoreItemView.as_view(), name="bank-restore"),
    path(f"{ITEM}comments/", CommentsView.as_view(), name="bank-comments"),
    path(f"{ITEM}comments/<uuid:uuid>/settle/", SettleCommentView.as_view(), name="bank-settle"),
    path(f"{ITEM}versions/<int:number>/", VersionView.as_view(), name="bank-version"),
    path("", include("quizzes.api.bank.import_urls")),
    path("", include("quizzes.api.bank.picture_urls")),
    path("exports/", include("quizzes.api.bank.export_urls")),
    path("form-sets/", include("quizzes.api.bank.form_urls")),
    path("statistics/", include("quizzes.api.bank.statistic_urls")),
]
