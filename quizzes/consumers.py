"""What goes out by sockets: the board of a round, news for its takers, scenes for halls."""

from channels.db import database_sync_to_async
from django.urls import path

from backend.live.consumers import TopicConsumer
from quizzes.events import hall_topic, round_topic, takers_topic
from quizzes.queries.board import board_payload
from quizzes.queries.contest import find_contest, find_visible_round
from quizzes.queries.hall import hall_payload
from quizzes.queries.news import news_payload


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


class TakersConsumer(TopicConsumer):
    """News for those who sit a paper of a round; each message is all of it, the same for all."""

    async def find_topic(self) -> str | None:
        uuid = self.scope["url_route"]["kwargs"]["uuid"]
        found = await database_sync_to_async(find_visible_round)(uuid, self.user)
        return takers_topic(uuid) if found else None

    async def read_newest(self) -> str | None:
        uuid = self.scope["url_route"]["kwargs"]["uuid"]
        payload = await database_sync_to_async(news_payload)(uuid)
        return payload.decode() if payload else None


class HallConsumer(TopicConsumer):
    """The scene that the big screens of a contest show."""

    async def find_topic(self) -> str | None:
        slug = self.scope["url_route"]["kwargs"]["slug"]
        contest = await database_sync_to_async(find_contest)(slug)
        return hall_topic(contest.uuid) if contest else None

    async def read_newest(self) -> str | None:
        slug = self.scope["url_route"]["kwargs"]["slug"]
        return await database_sync_to_async(hall_payload)(slug)


# Channels routes ASGI applications by Django's own path, whose stubs only know views.
websocket_urlpatterns = [
    path("ws/rounds/<uuid:uuid>/", RoundConsumer.as_asgi()),  # type: ignore[arg-type]
    path("ws/rounds/<uuid:uuid>/takers/", TakersConsumer.as_asgi()),  # type: ignore[arg-type]
    path("ws/contests/<slug:slug>/hall/", HallConsumer.as_asgi()),  # type: ignore[arg-type]
]
