"""Addresses of certificates, below /api/v1/."""

from django.urls import path

from backend.certificates.api.certificate import (
    CertificateFileView,
    CertificatesView,
    SigningKeysView,
    VerificationView,
)

urlpatterns = [
    path("certificates/", CertificatesView.as_view(), name="certificates"),
    path("certificates/<uuid:uuid>/file/", CertificateFileView.as_view(), name="certificate-file"),
    path("certificates/keys/", SigningKeysView.as_view(), name="certificate-keys"),
    path("certificates/verify/<str:code>/", VerificationView.as_view(), name="certificate-verify"),
]
