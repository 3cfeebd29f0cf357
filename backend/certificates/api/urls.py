"""Addresses of certificates, below /api/v1/."""

from django.urls import path, register_converter

from backend.certificates.api.certificate import (
    CertificateFileView,
    CertificatesView,
    SigningKeysView,
    VerificationView,
)
from backend.certificates.api.credential import (
    CredentialView,
    PictureView,
    PublicCredentialView,
    StatusListView,
)
from backend.certificates.queries.credential import Form


class FormConverter:
    """How an address that names a credential ends: "json" or "jwt"."""

    regex = "|".join(Form)

    def to_python(self, value: str) -> Form:
        return Form(value)

    def to_url(self, value: Form) -> str:
        return str(value)


register_converter(FormConverter, "form")

urlpatterns = [
    path("certificates/", CertificatesView.as_view(), name="certificates"),
    path("certificates/<uuid:uuid>/file/", CertificateFileView.as_view(), name="certificate-file"),
    path("certificates/keys/", SigningKeysView.as_view(), name="certificate-keys"),
    path("certificates/verify/<str:code>/", VerificationView.as_view(), name="certificate-verify"),
    path(
        "certificates/<uuid:uuid>/credential.<form:form>",
        CredentialView.as_view(),
        name="certificate-credential",
    ),
    path("certificates/<uuid:uuid>/picture.png", PictureView.as_view(), name="certificate-picture"),
    path(
        "certificates/verify/<str:code>/credential.<form:form>",
        PublicCredentialView.as_view(),
        name="certificate-public-credential",
    ),
    path(
        "certificates/status/<int:number>.<form:form>",
        StatusListView.as_view(),
        name="certificate-status-list",
    ),
]
