"""How our sign-in appears in the OpenAPI document."""

from drf_spectacular.authentication import SessionScheme


class SessionCookieScheme(SessionScheme):
    """The session cookie; unsafe requests also carry X-CSRFToken."""

    target_class = "backend.common.authentication.SessionAuthentication"
    name = "session"
    priority = 1
