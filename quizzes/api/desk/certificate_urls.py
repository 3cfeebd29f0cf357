"""Addresses of certificates on the desk, under /api/v1/desk/."""

from django.urls import path

from quizzes.api.desk.certificate import (
    CertificateDeskView,
    CertificateListFileView,
    DeskCertificateView,
    FoundCertificatesView,
    IssueView,
    PrintingView,
    ReissueView,
    RevokeView,
)

LIST = "contests/<slug:slug>/certificates"
ONE = f"{LIST}/<uuid:certificate>"

urlpatterns = [
    path(f"{LIST}/", CertificateDeskView.as_view(), name="desk-certificates"),
    path(f"{LIST}/issue/", IssueView.as_view(), name="desk-certificates-issue"),
    path(f"{LIST}/printing/", PrintingView.as_view(), name="desk-certificates-printing"),
    path(f"{LIST}/found/", FoundCertificatesView.as_view(), name="desk-certificates-found"),
    path(f"{LIST}.xlsx", CertificateListFileView.as_view(), name="desk-certificates-file"),
    path(f"{ONE}/", DeskCertificateView.as_view(), name="desk-certificate"),
    path(f"{ONE}/revoke/", RevokeView.as_view(), name="desk-certificate-revoke"),
    path(f"{ONE}/reissue/", ReissueView.as_view(), name="desk-certificate-reissue"),
]
