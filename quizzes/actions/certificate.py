"""Certificates that a scored attempt earns: one a person and round."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from backend.accounts.models import User
from backend.certificates.actions.issue import issue_certificate
from quizzes.models import Attempt, Participant, Round
from quizzes.queries.certificate import certificate_source
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.scoring import PaperScore


def issue_earned_certificates(
    attempts: Sequence[Attempt], scores: Mapping[int, PaperScore], *, now: datetime
) -> None:
    """Issue to everyone who reached the threshold; a second time changes nothing."""
    earned = [attempt for attempt in attempts if _reached(attempt, scores[attempt.pk])]
    if not earned:
        return
    rounds = Round.objects.select_related("contest").in_bulk({one.round_id for one in earned})
    people = Participant.objects.select_related("user", "organisation").in_bulk(
        {one.participant_id for one in earned}
    )
    for attempt in earned:
        round_, participant = rounds[attempt.round_id], people[attempt.participant_id]
        points = scores[attempt.pk].points
        user: User = participant.user
        issue_certificate(
            user=user,
            source=certificate_source(round_, participant.pk),
            kind="threshold",
            facts={
                "name": user.full_name,
                "organisation": participant.organisation.name if participant.organisation else "",
                "contest": round_.contest.title,
                "round": round_.title,
                "points": points,
                "max_points": rulebook_of(attempt).max_points,
                "issued_on": now.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat(),
                **round_.contest.certificate,
            },
            now=now,
        )


def _reached(attempt: Attempt, score: PaperScore) -> bool:
    threshold = rulebook_of(attempt).certificate_points
    return threshold is not None and score.points >= threshold
