"""Processes beside the test: on the test's own database, and killed in the middle of their work."""

import os
import time
from urllib.parse import quote

from django.db import connection

NAME = "beside-the-test"
LONGEST_S = 20


def environment(**more: str) -> dict[str, str]:
    """For a process that works on the test's database, with `more` variables."""
    ours = connection.settings_dict
    host, password = quote(ours["HOST"]), quote(ours["PASSWORD"])
    where = f"postgresql://{ours['USER']}:{password}@127.0.0.1:{ours['PORT']}/{ours['NAME']}?host={host}"
    own = {
        "DJANGO_SETTINGS_MODULE": "backend.settings.test",
        "DATABASE_URL": where,
        "PGAPPNAME": NAME,
    }
    return os.environ | own | more


def wait_until_forgotten() -> None:
    """PostgreSQL keeps a killed process's locks until it has noticed that the process is gone."""
    until = time.monotonic() + LONGEST_S
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = %s LIMIT 1",
                [NAME],
            )
            if cursor.fetchone() is None:
                return
            assert time.monotonic() < until, "a killed process still holds its connection"
            time.sleep(0.02)
