"""Topics as people name them."""

from collections.abc import Mapping

from backend.common.text import search_key
from quizzes.models import Topic


def topics_by_name() -> dict[str, Topic]:
    """Every topic by its code and by its name as a search key."""
    topics = list(Topic.objects.all())
    named = {search_key(topic.name): topic for topic in topics}
    return named | {topic.code: topic for topic in topics}


def topic_named(said: str, topics: Mapping[str, Topic]) -> Topic | None:
    """By its code, its name, or the last part of a path of names such as "A/B"."""
    last = said.split("/")[-1]
    names = (said, search_key(said), search_key(last))
    return next((topics[name] for name in names if name and name in topics), None)
