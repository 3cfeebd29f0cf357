"""The Django project and the platform apps that both products stand on."""

from backend.celery import app as celery_app

__all__ = ["celery_app"]
