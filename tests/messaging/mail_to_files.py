"""Settings of a worker of its own that puts letters into a folder."""

import os

from backend.settings.test import *  # noqa: F403 - the test settings plus changes

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["MAIL_FOLDER"]
