"""The live board of a round."""

from channels.db import database_sync_to_async
from django.urls import path

from backend.live.consumers import TopicConsumer
from quizzes.events import round_topic
from quizzes.queries.board import board_payload
from quizzes.queries.contest import find_visible_round


class RoundConsumer(TopicConsumer):
    """News of one round, for those who may see it: each message is the whole board."""

    async def find_topic(self) -> str | None:
        uuid = self.scope["url_route"]["kwargs"]["uuid"]
        found = await database_sync_to_async(find_visible_round)(uuid, self.user)
        return round_topic(uuid) if found else None

    async def read_newest(self) -> str | None:
        uuid = self.scope["url_route"]["kwargs"]["uuid"]
        payload = await database_sync_to_async(board_payload)(uuid)
        return payload[1].decode() if payload else None


# Channels routes ASGI applications by Django's own path, whose stubs only know views.
websocket_urlpatterns = [
    path("ws/rounds/<uuid:uuid>/", RoundConsumer.as_asgi())  # type: ignore[arg-type]
]
