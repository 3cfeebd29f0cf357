"""Sockets: what the socket processes serve. HTTP goes to the web workers (backend.wsgi)."""

import os
from typing import Any

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import WebsocketDenier
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings.development")
django.setup()

# the apps must be ready before their consumers are
from backend.live.health import health  # noqa: E402
from backend.live.origins import OwnOriginOnly  # noqa: E402
from backend.live.sign_in import SignIn  # noqa: E402
from quizzes.consumers import websocket_urlpatterns  # noqa: E402

# Django's types know only routes to views, not to consumers.
nobody: Any = WebsocketDenier.as_asgi()
routes: list[Any] = [*websocket_urlpatterns, re_path("", nobody)]
application = ProtocolTypeRouter(
    {"http": health, "websocket": OwnOriginOnly(SignIn(URLRouter(routes)))}
)
