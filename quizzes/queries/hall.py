"""The scene that a contest's big screens show."""

from typing import Any

import msgspec

from quizzes.enums import HallScene
from quizzes.models import Contest, HallScreen


def hall_scene(contest: Contest) -> dict[str, Any]:
    """Open to everybody: it names a scene and holds no result."""
    screen = HallScreen.objects.filter(contest=contest).select_related("round").first()
    return {
        "version": screen.version if screen else 0,
        "scene": screen.scene if screen else HallScene.AUTOMATIC.value,
        "round": str(screen.round.uuid) if screen and screen.round else None,
        "round_number": screen.round.number if screen and screen.round else None,
        "place": screen.place if screen else None,
    }


def hall_payload(slug: str) -> str | None:
    """The scene of a public contest as JSON."""
    contest = Contest.objects.filter(slug=slug, is_visible=True).first()
    return msgspec.json.encode(hall_scene(contest)).decode() if contest else None
