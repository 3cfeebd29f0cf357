"""Store a contest from its file, and open its rounds."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from backend.organisations.models import Organisation
from quizzes.enums import RoundState
from quizzes.formats.contest_file import ContestFile, RoundPart
from quizzes.models import Contest, ItemVersion, Round, RoundItem, RulebookVersion


@transaction.atomic
def load_contest(file: ContestFile) -> Contest:
    """Store the contest's texts and its rulebook; a changed rulebook is a new version."""
    organisation = Organisation.objects.get(code=file.organisation)
    contest, _ = Contest.objects.update_or_create(
        slug=file.slug, defaults={**file.texts, "organisation": organisation}
    )
    newest = contest.rulebooks.order_by("number").last()
    if newest is None or newest.document != file.rulebook:
        RulebookVersion.objects.create(
            contest=contest, number=newest.number + 1 if newest else 1, document=file.rulebook
        )
    return contest


@transaction.atomic
def open_rounds(
    contest: Contest, file: ContestFile, pool: Iterable[ItemVersion], *, now: datetime
) -> list[Round]:
    """The rounds that were missing, earliest first.

    A new contest gets every round of its file; one whose rounds are all over gets one more,
    like the last of the file, so that something is always open. Else nothing changes.
    """
    rounds = Round.objects.filter(contest=contest)
    if rounds.filter(closes_at__gt=now, state=RoundState.RUNNING).exists():
        return []
    count = rounds.count()
    if not count:
        return [
            _open_round(contest, part, number, pool, now)
            for number, part in enumerate(file.rounds, start=1)
        ]
    last = file.rounds[-1]
    another = last.model_copy(update={"title": f"Vòng {count + 1}"})
    return [_open_round(contest, another, count + 1, pool, now)]


def _open_round(
    contest: Contest, part: RoundPart, number: int, pool: Iterable[ItemVersion], now: datetime
) -> Round:
    zone = ZoneInfo(settings.TIME_ZONE)
    today = now.astimezone(zone).date()
    round_ = Round.objects.create(
        contest=contest,
        rulebook=contest.rulebooks.latest("number"),
        number=number,
        title=part.title,
        opens_at=part.opens.on(today, zone),
        closes_at=part.closes.on(today, zone),
    )
    RoundItem.objects.bulk_create([RoundItem(round=round_, version=version) for version in pool])
    return round_
