"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from backend.common import logs


class CommonConfig(AppConfig):
    name = "backend.common"
    label = "common"

    def ready(self) -> None:
        logs.configure()
        import_module("backend.common.schema")
        autodiscover_modules("acts")
