"""Settings of the test suite: real PostgreSQL and Valkey, nothing mocked."""

from backend.settings.base import *  # noqa: F403 - a settings layer is the one below plus changes

SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["*"]
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - from the layer below
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": False}
