"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "backend.files"
    label = "files"

    def ready(self) -> None:
        import_module("backend.files.actions.erasure")
        import_module("backend.files.tasks")
