"""Tell everybody who sits a paper of a round what has changed."""

from typing import Any

import msgspec

from backend.live.publish import publish
from quizzes.events import takers_topic
from quizzes.models import Round
from quizzes.queries.news import taker_news


def tell_takers(round_: Round, **changed: Any) -> None:
    """Write the news down with a held round and send them once that is committed.

    The version orders them for whoever hears two at once.
    """
    news = taker_news(round_)
    round_.news = {
        "version": news["version"] + 1,
        "paused": news["paused"],
        "announcements": news["announcements"],
        "extended": news["extended"],
        **changed,
    }
    round_.save(update_fields=["news", "closes_at", "paused_at"])
    publish(takers_topic(round_.uuid), msgspec.json.encode(taker_news(round_)))
