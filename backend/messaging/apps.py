"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "backend.messaging"
    label = "messaging"

    def ready(self) -> None:
        import_module("backend.messaging.actions.erasure")
