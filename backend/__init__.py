"""The Django project and the platform apps that both products stand on."""

import gc

# Modules stay: looking through them for rubbish at every 700 new objects, as Python does, is a
# third of what loading them costs, in each of eight processes.
gc.set_threshold(50_000, 20, 20)

from backend.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
