"""A round and signed-in people in the database of a stack: `manage.py shell` calls `settle`."""

import json
import sys
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.quizzes import make_round


def settle(count: int) -> None:
    """Print {round, sessions, phones, password} as one line of JSON."""
    now = timezone.now()
    round_ = make_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    sessions, phones = [], []
    for _ in range(count):
        user, browser = UserFactory(), Client()
        browser.force_login(user)
        sessions.append(browser.cookies[settings.SESSION_COOKIE_NAME].value)
        phones.append(user.phone)
    made = {"round": str(round_.uuid), "sessions": sessions, "phones": phones}
    sys.stdout.write("SETTLED " + json.dumps({**made, "password": PASSWORD}) + "\n")
