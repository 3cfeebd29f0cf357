"""Settings of the test suite: real PostgreSQL and Valkey, nothing mocked."""

import os

from backend.settings import environment

# Test workers that run side by side must not empty each other's cache.
WORKER = environment.text("PYTEST_XDIST_WORKER").upper()
os.environ["VALKEY_URL"] = environment.text(
    f"VALKEY_URL_{WORKER}", environment.text("VALKEY_URL", "redis://127.0.0.1:6379")
)

from backend.settings.base import *  # noqa: E402, F403 - a settings layer is the one below plus changes

SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["*"]
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - from the layer below
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REQUIRE_DURABLE_DATABASE = False  # throw-away clusters run without fsync
LOGGING = {"version": 1, "disable_existing_loggers": False}
STATIC_ROOT = None  # files come from the finders; nothing is collected
