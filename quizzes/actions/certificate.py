"""Certificates that people earn with a round: one a person, by the score or once published.

They follow results: whoever's certificate a correction un-earns loses it, and is told so.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from backend.accounts.models import User
from backend.certificates.actions.issue import issue_certificate
from backend.certificates.actions.revoke import revoke_certificate
from backend.certificates.models import Certificate
from backend.certificates.queries.template import chosen_versions, dressed
from backend.common import audit
from backend.common.jobs import Progress, start_job, work
from backend.common.models import Job
from quizzes.enums import NoticeKind
from quizzes.models import Attempt, GradingRun, Notice, Participant, Ranking, Round
from quizzes.queries.certificate import (
    Earned,
    certificate_source,
    certificates_by_participant,
    earned_at_once,
    earned_by,
    facts_of_person,
    has_reached,
    may_earn,
    stated_points,
)
from quizzes.queries.eligibility import barred_participants
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.certificate import Outcome, outcome
from quizzes.rules.scoring import PaperScore

CERTIFICATES = "settle_certificates"
AT_ONCE = 500

NOT_COUNTED = _("Kết quả của bạn không còn được tính trong vòng thi này.")
NOT_EARNED = _("Sau khi chấm lại, kết quả của bạn không còn đạt mức được cấp chứng nhận.")
REPLACED = _("Bài của bạn đã được chấm lại. Chứng nhận mới thay cho chứng nhận trước.")


def issue_earned_certificates(
    attempts: Sequence[Attempt], scores: Mapping[int, PaperScore], *, now: datetime
) -> None:
    """Issue to everyone whose score earned one at once; a second time changes nothing."""
    earned = [
        attempt
        for attempt in attempts
        if (rulebook := rulebook_of(attempt)).certifies_at_once
        and has_reached(rulebook, scores[attempt.pk].points)
        and may_earn(rulebook, answered=scores[attempt.pk].answered, items=len(attempt.paper))
    ]
    if earned:
        _issue(earned, {attempt.pk: scores[attempt.pk].points for attempt in earned}, now)


def settle_while_running(run: GradingRun, participants: Sequence[int], *, now: datetime) -> None:
    """Let certificates that come with the score follow a regrade; call it in its transaction.

    Once a round is closed they follow its published ranking instead.
    """
    left = sorted(set(participants) - barred_participants(run.round).keys())
    for first in range(0, len(left), AT_ONCE):
        some = left[first : first + AT_ONCE]
        _settle(run.round, earned_at_once(run, run.round, some), {}, now)


def settle_after_publication(ranking: Ranking, *, now: datetime) -> None:
    """Ask that certificates follow the round's newly published ranking."""
    if rulebook_of(ranking).certificate is not None:
        start_job(CERTIFICATES, f"ranking:{ranking.uuid}", now=now)


@work(CERTIFICATES)
def settle_certificates(job: Job, progress: Progress) -> dict[str, int]:
    """Issue what the published ranking earned and take back what it does not earn any more.

    Safe to repeat: what is settled already is not touched again.
    """
    ranking = Ranking.objects.select_related("round", "rulebook", "grading_run").get(
        uuid=job.subject.removeprefix("ranking:")
    )
    people = Attempt.objects.filter(round=ranking.round).order_by("participant")
    took_part = list(people.values_list("participant", flat=True).distinct())
    counts: Counter[Outcome] = Counter()
    for first in range(0, len(took_part), AT_ONCE):
        now, some = timezone.now(), took_part[first : first + AT_ONCE]
        with transaction.atomic():
            if not _stands(ranking):
                break
            counts += _follow(ranking, some, now)
        progress(first + len(some), len(took_part))
    told = {str(one): counts[one] for one in Outcome if one != Outcome.NOTHING}
    if any(told.values()):
        subject = f"ranking:{ranking.uuid}"
        audit.record("certificates.settled", subject, actor=None, now=timezone.now(), **told)
    return told


def _stands(ranking: Ranking) -> bool:
    """Whether it is the newest that was published, and stays so until the transaction ends."""
    assert ranking.round_id is not None
    Round.objects.select_for_update().get(pk=ranking.round_id)
    published = Ranking.objects.filter(round=ranking.round_id, published_at__isnull=False)
    return not published.filter(number__gt=ranking.number).exists()


def _follow(ranking: Ranking, participants: Sequence[int], now: datetime) -> Counter[Outcome]:
    assert ranking.round is not None
    earned = earned_by(ranking, participants)
    out = {one: NOT_COUNTED for one in participants if one not in earned}
    return _settle(ranking.round, earned | {one: {} for one in out}, out, now)


def _settle(
    round_: Round, people: Earned, reasons: Mapping[int, str], now: datetime
) -> Counter[Outcome]:
    """Issue, replace and take back; `reasons` by participant, where it is not the score."""
    erased = Participant.objects.filter(pk__in=list(people), user__erased_at__isnull=False)
    gone = set(erased.values_list("pk", flat=True))
    people = {person: earned for person, earned in people.items() if person not in gone}
    standing = certificates_by_participant(round_, people)
    counts: Counter[Outcome] = Counter()
    chosen: dict[int, int] = {}
    for person, earned in people.items():
        certificate = standing.get(person)
        result = outcome(stated_points(certificate), earned)
        counts[result] += 1
        if certificate is not None and result in (Outcome.REVOKED, Outcome.REPLACED):
            reason = REPLACED if result == Outcome.REPLACED else reasons.get(person, NOT_EARNED)
            _take_back(certificate, round_, person, result, reason, now)
        if result in (Outcome.ISSUED, Outcome.REPLACED):
            points = max(earned, key=lambda one: one or 0)
            chosen[earned[points]] = points or 0
    if chosen:
        attempts = Attempt.objects.with_round().in_bulk(chosen)
        _issue([attempts[pk] for pk in chosen], chosen, now)
    return counts


def _take_back(
    certificate: Certificate,
    round_: Round,
    participant: int,
    result: Outcome,
    reason: str,
    now: datetime,
) -> None:
    if not revoke_certificate(certificate.pk, reason=reason, actor=None, now=now):
        return
    is_replaced = result == Outcome.REPLACED
    Notice.objects.create(
        participant_id=participant,
        round=round_,
        kind=NoticeKind.CERTIFICATE_REPLACED if is_replaced else NoticeKind.CERTIFICATE_REVOKED,
        text=reason,
        sent_at=now,
    )


def _issue(earned: Sequence[Attempt], points: Mapping[int, int], now: datetime) -> None:
    rounds = Round.objects.select_related("contest").in_bulk({one.round_id for one in earned})
    people = Participant.objects.select_related("user", "organisation").in_bulk(
        {one.participant_id for one in earned}
    )
    contests = {one.contest for one in rounds.values()}
    chosen = {one.pk: chosen_versions(f"contest:{one.uuid}") for one in contests}
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
            facts=dressed(
                facts_of_person(
                    participant,
                    round_.contest,
                    round_,
                    now,
                    **(score if rulebook.certifies_points else {}),
                ),
                kind,
                chosen[round_.contest_id],
            ),
            organisation_id=participant.organisation_id,
            now=now,
        )
