"""PostgreSQL with persistent connections that are checked without asking the server.

Django's health check is a `SELECT 1` before the first statement of every request: a sixth of what
saving an answer costs. A server that stopped or was killed has closed the socket, and that can be
seen from this side.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Silence is health; whatever waits unread (a goodbye, as a rule) is looked into."""
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0) or bool(super().is_usable())
