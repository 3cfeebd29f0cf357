"""Certificates that people earn with a round: one a person, by the score or once published."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.certificates.actions.issue import issue_certificate
from backend.common.jobs import Progress, start_job, work
from backend.common.models import Job
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Attempt, Participant, RankingRow, Round
from quizzes.queries.certificate import certificate_source
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.standing import published_ranking
from quizzes.rules.scoring import PaperScore

CERTIFICATES = "issue_certificates"
AT_ONCE = 500


def issue_earned_certificates(
    attempts: Sequence[Attempt], scores: Mapping[int, PaperScore], *, now: datetime
) -> None:
    """Issue to everyone whose score earned one at once; a second time changes nothing."""
    earned = [
        attempt
        for attempt in attempts
        if (rulebook := rulebook_of(attempt)).certifies_at_once
        and _may_count(rulebook, attempt, scores[attempt.pk])
        and _reached(rulebook, scores[attempt.pk].points)
    ]
    if earned:
        _issue(earned, {attempt.pk: scores[attempt.pk].points for attempt in earned}, now)


def certify_after_publication(round_: Round, *, now: datetime) -> None:
    """Ask for the certificates of a published round, where its rulebook lets them wait for it."""
    rulebook = rulebook_of(round_)
    if rulebook.certificate is not None and not rulebook.certifies_at_once:
        start_job(CERTIFICATES, f"round:{round_.uuid}", now=now)


@work(CERTIFICATES)
def issue_certificates_of_round(job: Job, progress: Progress) -> dict[str, int]:
    """Everybody in the published ranking whose counted result earned a certificate."""
    round_ = Round.objects.with_contest().get(uuid=job.subject.removeprefix("round:"))
    ranking, rulebook = published_ranking(round_), rulebook_of(round_)
    rows = RankingRow.objects.filter(ranking=ranking, attempt__isnull=False)
    if rulebook.certificate_points is not None:
        rows = rows.filter(points__gte=rulebook.certificate_points)
    total, done, last = rows.count(), 0, 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        attempts = Attempt.objects.with_round().in_bulk([row.attempt_id for row in batch])
        points = {row.attempt_id: row.points for row in batch if row.attempt_id is not None}
        with transaction.atomic():
            _issue([attempts[pk] for pk in points], points, timezone.now())
        done, last = done + len(batch), batch[-1].pk
        progress(done, total)
    return {"certificates": done}


def _issue(earned: Sequence[Attempt], points: Mapping[int, int], now: datetime) -> None:
    rounds = Round.objects.select_related("contest").in_bulk({one.round_id for one in earned})
    people = Participant.objects.select_related("user", "organisation").in_bulk(
        {one.participant_id for one in earned}
    )
    for attempt in earned:
        round_, participant = rounds[attempt.round_id], people[attempt.participant_id]
        rulebook, user = rulebook_of(attempt), participant.user
        kind = rulebook.certificate.kind if rulebook.certificate else "threshold"
        score = {"points": points[attempt.pk], "max_points": rulebook.max_points}
        assert isinstance(user, User)
        issue_certificate(
            user=user,
            source=certificate_source(round_, participant.pk),
            kind=kind,
            facts={
                "name": user.full_name,
                "organisation": participant.organisation.name if participant.organisation else "",
                "contest": round_.contest.title,
                "round": round_.title,
                **(score if kind == "threshold" else {}),
                "issued_on": now.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat(),
                **round_.contest.certificate,
            },
            now=now,
        )


def _may_count(rulebook: Rulebook, attempt: Attempt, score: PaperScore) -> bool:
    is_complete = score.answered >= len(attempt.paper)
    return is_complete or not rulebook.scoring.requires_every_answer


def _reached(rulebook: Rulebook, points: int) -> bool:
    threshold = rulebook.certificate_points
    return threshold is None or points >= threshold
