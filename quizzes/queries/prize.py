"""What a prize table asks of people beside their rank: their group, and what they hold already."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from backend.organisations.models import Organisation
from quizzes.enums import WinnerKind
from quizzes.formats.rulebook import Rulebook
from quizzes.formats.rulebook_parts import Audience, PrizeCap
from quizzes.models import Participant, Round, Winner
from quizzes.models.winner import HOLDING
from quizzes.rules.audience import audience_of
from quizzes.rules.eligibility import age_on
from quizzes.rules.prizes import Cap


def audience_groups(
    people: QuerySet[Participant], audiences: Sequence[Audience], moment: datetime
) -> dict[int, frozenset[str]]:
    """The audiences that each participant belongs to, by their age on the day of `moment`."""
    if not audiences:
        return {}
    kinds = dict(Organisation.objects.values_list("path", "kind"))
    today = moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    groups = {}
    rows = people.values_list("pk", "user__birth_date", "organisation__path")
    for participant, born, path in rows.iterator(chunk_size=5000):
        above = path or ""
        lineage = {
            kinds[above[:end]]
            for end in range(len(above), 0, -Organisation.steplen)
            if above[:end] in kinds
        }
        group = audience_of(age_on(born, today) if born else None, lineage, audiences)
        groups[participant] = frozenset({group} if group else ())
    return groups


def caps_on_prizes(
    contest_id: int,
    round_: Round | None,
    rulebook: Rulebook,
    *,
    rounds: Iterable[int] | None = None,
) -> list[Cap]:
    """The caps on prizes of a round (None: of the contest), with what people hold elsewhere.

    `rounds` narrows elsewhere to the rounds of these numbers.
    """
    held = Winner.objects.filter(contest=contest_id, kind=WinnerKind.PERSON, state__in=HOLDING)
    here = Q(round=round_.pk) if round_ else Q(round__isnull=True)
    elsewhere = held.filter(~here)
    if rounds is not None:
        elsewhere = elsewhere.filter(round__number__in=list(rounds))
    return [
        Cap(cap.prizes, _held(elsewhere, round_, rulebook, cap)) for cap in rulebook.prizes.caps
    ]


def _held(
    elsewhere: QuerySet[Winner], round_: Round | None, rulebook: Rulebook, cap: PrizeCap
) -> dict[int, int]:
    if cap.within == "round":
        return {}
    if cap.within == "family":
        families = {rule.number: rule.family for rule in rulebook.rounds.rules}
        own = families.get(round_.number, "") if round_ else ""
        same = [number for number, family in families.items() if family and family == own]
        elsewhere = elsewhere.filter(round__number__in=same)
    counts = elsewhere.values_list("participant_id").annotate(prizes=Count("pk"))
    return {participant: prizes for participant, prizes in counts if participant is not None}
