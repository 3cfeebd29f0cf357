"""PostgreSQL, with less ado for each request than Django makes.

Django's health check of a persistent connection is a `SELECT 1` before the first statement of
every request: a sixth of what saving an answer costs. A server that stopped or was killed has
closed the socket, and that can be seen from this side.

Times are read by Python's own parser instead of psycopg's regular expression, in a tenth of the
time: a row of an attempt with its round and contest has a dozen of them.
"""

import select
from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql import base
from psycopg.abc import Buffer
from psycopg.types.datetime import TimestamptzLoader


class _UtcLoader(TimestamptzLoader):
    """A time of a connection that speaks UTC and ISO; for others Django registers its own."""

    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:  # "infinity" and years before Christ: psycopg names what is wrong
            return super().load(data)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        parameters["context"].register_loader("timestamptz", _UtcLoader)
        return parameters

    def is_usable(self) -> bool:
        """Silence is health; whatever waits unread (a goodbye, as a rule) is looked into."""
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0) or bool(super().is_usable())
