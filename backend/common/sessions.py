"""Sessions in the database, as Django keeps them, read by a statement that is written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from backend.common.rows import Statement

_VALID = Statement(
    "SELECT {one} FROM django_session one WHERE session_key = %s AND expire_date > %s",
    {"one": Session},
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _VALID.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
            return None
        return found[0]  # type: ignore[no-any-return] # a Session, as `_VALID` says
