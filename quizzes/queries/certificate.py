"""Where a participant's certificate is found, and which results earn one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Func, IntegerField

from backend.certificates.models import Certificate
from backend.certificates.queries.certificate import standing_certificates
from quizzes.enums import AttemptState
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Contest, GradingRun, Participant, Ranking, RankingRow, Round, Score
from quizzes.queries.rulebook import rulebook_of, rulebooks_of
from quizzes.rules.certificate import Points
from quizzes.rules.scoring import PaperScore

# {participant: {points that earn a certificate: the attempt}}
Earned = dict[int, dict[Points, int]]
_NONE: Mapping[int, PaperScore] = {}


def certificate_source(round_: Round, participant_id: int) -> str:
    """What earned the certificate, as the certificates app knows it."""
    return f"round:{round_.uuid}:participant:{participant_id}"


def certificates_by_participant(
    round_: Round, participants: Collection[int]
) -> dict[int, Certificate]:
    """The standing certificates of these people for the round."""
    people = {certificate_source(round_, one): one for one in participants}
    return {people[one.source]: one for one in standing_certificates(people)}


def stated_points(certificate: Certificate | None) -> list[Points]:
    """What it states; nothing without a certificate."""
    return [certificate.facts.get("points")] if certificate else []


def facts_of_person(
    person: Participant, contest: Contest, round_: Round | None, now: datetime, **more: Any
) -> dict[str, Any]:
    """What a certificate of a person says (`rules.facts.Facts`); `more` is what they earned."""
    return facts_of_result(
        contest,
        round_,
        now,
        name=person.user.full_name,
        organisation=person.organisation.name if person.organisation else "",
        **more,
    )


def facts_of_result(
    contest: Contest, round_: Round | None, now: datetime, **more: Any
) -> dict[str, Any]:
    """What all certificates of a round, or of a whole contest, say."""
    return {
        **more,
        "contest": contest.title,
        **({"round": round_.title} if round_ else {}),
        "issued_on": now.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat(),
        **contest.certificate,
    }


def has_reached(rulebook: Rulebook, points: int) -> bool:
    threshold = rulebook.certificate_points
    return threshold is None or points >= threshold


def may_earn(rulebook: Rulebook, *, answered: int, items: int) -> bool:
    """Whether a paper counts at all, for those certificates that come with the score."""
    return answered >= items or not rulebook.scoring.requires_every_answer


def earned_at_once(
    run: GradingRun,
    round_: Round,
    participants: Collection[int],
    changed: Mapping[int, PaperScore] = _NONE,
) -> Earned:
    """What earns a certificate with the score itself, by the rulebook of each attempt.

    `changed` are scores of attempts that take the place of the run's, to try a regrade.
    """
    rulebooks = rulebooks_of(round_)
    found: Earned = {one: {} for one in participants}
    scores = Score.objects.filter(
        run=run,
        attempt__round=round_,
        attempt__participant__in=list(participants),
        attempt__state=AttemptState.SCORED,
    ).annotate(items=Func(F("attempt__paper"), function="jsonb_array_length", output_field=_WHOLE))
    for participant, attempt, rulebook, items, *known in scores.values_list(
        "attempt__participant", "attempt", "attempt__rulebook", "items", "points", "answered"
    ).order_by("attempt__number"):
        rules, new = rulebooks[rulebook], changed.get(attempt)
        points, answered = (new.points, new.answered) if new else known
        is_earned = rules.certifies_at_once and has_reached(rules, points)
        if is_earned and may_earn(rules, answered=answered, items=items):
            found[participant].setdefault(_stated(rules, points), attempt)
    return found


def earned_by(ranking: Ranking, participants: Collection[int]) -> Earned:
    """What earned a certificate among those who stand in a round's published ranking."""
    assert ranking.round is not None
    assert ranking.grading_run is not None
    rows = RankingRow.objects.filter(ranking=ranking, participant__in=list(participants))
    counted = {
        participant: (points, attempt)
        for participant, points, attempt in rows.values_list("participant", "points", "attempt")
        if attempt is not None
    }
    found = earned_at_once(ranking.grading_run, ranking.round, counted.keys())
    for participant, by_result in earned_once_published(rulebook_of(ranking), counted).items():
        found[participant] = by_result | found[participant]
    return found


def earned_once_published(rules: Rulebook, counted: Mapping[int, tuple[int, int]]) -> Earned:
    """What the counted results, (points, attempt) by participant, earn with the publication."""
    if rules.certificate is None or rules.certifies_at_once:
        return {}
    return {
        participant: {_stated(rules, points): attempt} if has_reached(rules, points) else {}
        for participant, (points, attempt) in counted.items()
    }


def _stated(rulebook: Rulebook, points: int) -> Points:
    return points if rulebook.certifies_points else None


_WHOLE: IntegerField = IntegerField()
