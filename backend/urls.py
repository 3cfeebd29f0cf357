"""Every address of the installation: the one place that knows all the apps."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from backend.certificates.api.credential import DidDocumentView
from backend.common.api import JobView
from backend.common.health import healthz, readyz
from backend.common.metrics import metrics

# Tried from the top: what is asked most often stands first.
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("quizzes.api.urls")),
    path("api/v1/", include("courses.api.urls")),
    path("api/v1/", include("backend.accounts.api.urls")),
    path("api/v1/", include("backend.organisations.api.urls")),
    path("api/v1/", include("backend.certificates.api.urls")),
    path("api/v1/", include("backend.files.api.urls")),
    path("api/v1/", include("backend.messaging.api.urls")),
    path("api/v1/", include("courses.api.cohort_urls")),
    path("api/v1/", include("courses.api.authoring_urls")),
    path("api/v1/jobs/<uuid:uuid>/", JobView.as_view(), name="job"),
    path("admin/", admin.site.urls),
    path(".well-known/did.json", DidDocumentView.as_view(), name="did-document"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
    path("metrics", metrics, name="metrics"),
    path("", include("backend.portal.urls")),
]

handler400 = "backend.common.problems.bad_request"
handler403 = "backend.portal.views.errors.permission_denied"
handler404 = "backend.portal.views.errors.page_not_found"
handler500 = "backend.portal.views.errors.server_error"
