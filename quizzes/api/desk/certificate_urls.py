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
from quizzes.api.desk.certificate_bundle import BundleFileView, BundlesView
from quizzes.api.desk.certificate_template import (
    CertificateTemplatesView,
    CertificateTemplateView,
    TemplateChoiceView,
    TemplatePicturesView,
    TemplatePreviewView,
)

LIST = "contests/<slug:slug>/certificates"
BUNDLES = f"{LIST}/bundles"
ONE = f"{LIST}/<uuid:certificate>"
TEMPLATES = "contests/<slug:slug>/certificate-templates/"

urlpatterns = [
    path(f"{LIST}/", CertificateDeskView.as_view(), name="desk-certificates"),
    path(f"{LIST}/issue/", IssueView.as_view(), name="desk-certificates-issue"),
    path(f"{LIST}/printing/", PrintingView.as_view(), name="desk-certificates-printing"),
    path(f"{LIST}/found/", FoundCertificatesView.as_view(), name="desk-certificates-found"),
    path(f"{LIST}.xlsx", CertificateListFileView.as_view(), name="desk-certificates-file"),
    path(f"{BUNDLES}/", BundlesView.as_view(), name="desk-certificate-bundles"),
    path(
        f"{BUNDLES}/<uuid:bundle>/file/", BundleFileView.as_view(), name="desk-certificate-bundle"
    ),
    path(f"{ONE}/", DeskCertificateView.as_view(), name="desk-certificate"),
    path(f"{ONE}/revoke/", RevokeView.as_view(), name="desk-certificate-revoke"),
    path(f"{ONE}/reissue/", ReissueView.as_view(), name="desk-certificate-reissue"),
    path(TEMPLATES, CertificateTemplatesView.as_view(), name="desk-templates"),
    path(f"{TEMPLATES}choice/", TemplateChoiceView.as_view(), name="desk-templates-choice"),
    path(f"{TEMPLATES}pictures/", TemplatePicturesView.as_view(), name="desk-templates-pictures"),
    path(f"{TEMPLATES}preview/", TemplatePreviewView.as_view(), name="desk-templates-preview"),
    path(f"{TEMPLATES}<uuid:template>/", CertificateTemplateView.as_view(), name="desk-template"),
]
