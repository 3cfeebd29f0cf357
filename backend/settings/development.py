"""Settings of `./run`: the everyday start of a newcomer, on one machine."""

from backend.settings import environment
from backend.settings.base import *  # noqa: F403 - a settings layer is the one below plus changes

SECRET_KEY = environment.text("SECRET_KEY", "for-development-only-never-for-real-participants")
DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
MESSAGING_GATEWAYS |= dict.fromkeys(  # noqa: F405 - from the layer below
    ("sms", "zalo"), "backend.messaging.gateways.ConsoleGateway"
)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
