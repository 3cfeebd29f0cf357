"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        import_module("courses.actions.erasure")
        import_module("courses.actions.media")
        import_module("courses.actions.work_file")
