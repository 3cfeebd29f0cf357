"""Registers the app."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "backend.certificates"
    label = "certificates"
