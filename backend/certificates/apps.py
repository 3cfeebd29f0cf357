"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "backend.certificates"
    label = "certificates"

    def ready(self) -> None:
        import_module("backend.certificates.actions.erasure")
        import_module("backend.certificates.expiry")
