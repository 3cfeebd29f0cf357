"""Change what every big screen of a contest shows."""

from datetime import datetime

import msgspec
from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.live.publish import publish
from quizzes.enums import HallScene, RoundState
from quizzes.errors import SceneRefused
from quizzes.events import hall_topic
from quizzes.models import Contest, HallScreen, Round
from quizzes.queries.hall import hall_scene


@transaction.atomic
def show_scene(
    contest: Contest,
    scene: HallScene,
    *,
    round_: Round | None = None,
    place: int | None = None,
    actor: User,
    now: datetime,
) -> HallScreen:
    """Move every hall at once. Results are only revealed of a published round: SceneRefused."""
    is_reveal = scene == HallScene.REVEAL
    if is_reveal and (round_ is None or round_.state != RoundState.PUBLISHED):
        raise SceneRefused("Kết quả của vòng này chưa được công bố.")
    HallScreen.objects.get_or_create(contest=contest)
    screen = HallScreen.objects.select_for_update().get(contest=contest)
    screen.version += 1
    screen.scene, screen.round = scene, round_
    screen.place = place if is_reveal else None
    screen.changed_by, screen.changed_at = actor, now
    screen.save()
    publish(hall_topic(contest.uuid), msgspec.json.encode(hall_scene(contest)))
    record(
        "hall.changed",
        f"contest:{contest.uuid}",
        actor=actor.uuid,
        now=now,
        scene=scene.value,
        round=round_.number if round_ else None,
        place=screen.place,
    )
    return screen
