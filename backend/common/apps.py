"""Registers the app."""

from django.apps import AppConfig

from backend.common import logs


class CommonConfig(AppConfig):
    name = "backend.common"
    label = "common"

    def ready(self) -> None:
        logs.configure()
