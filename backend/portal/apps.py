"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "backend.portal"
    label = "portal"

    def ready(self) -> None:
        import_module("backend.portal.acts")
