"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self) -> None:
        import_module("quizzes.api.schema")
        import_module("quizzes.actions.erasure")
