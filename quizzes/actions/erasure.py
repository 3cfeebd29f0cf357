"""What of an erased person lies with contests. Attempts and results stay, without a name."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from backend.accounts.actions.erasure import Known, counted, eraser, hold
from backend.accounts.models import User
from backend.common.models import Job
from quizzes.actions.board import refresh_board
from quizzes.actions.certificate_bundle import withdraw_bundles
from quizzes.actions.simulation import SIMULATION
from quizzes.actions.tally import bar_participant
from quizzes.enums import AttemptState, WinnerState
from quizzes.models import (
    Attempt,
    BoardSnapshot,
    Claim,
    Contest,
    Disqualification,
    Essay,
    EssayMark,
    Extension,
    LateResponse,
    Notice,
    Participant,
    PracticeAnswer,
    PracticeCard,
    PracticeDay,
    Ranking,
    RankingRow,
    Response,
    Round,
    Winner,
)
from quizzes.rules.decision import UNDER_WAY

ERASED_TEXT = "Đã xóa theo yêu cầu"
_UNSETTLED = (WinnerState.AWARDED, WinnerState.CONTACTED, WinnerState.CONFIRMED)


@hold
def held_by_contests(person: User, now: datetime) -> dict[str, Any] | None:
    """A paper being sat, a decision under way, a time of appeals, a prize not handed over."""
    if Contest.committee.through.objects.filter(user_id=person.pk).exists():
        return {"reason": "role", "until": None}
    attempts = Attempt.objects.filter(participant__user=person)
    running = attempts.filter(state=AttemptState.IN_PROGRESS).order_by("-deadline_at").first()
    if running is not None:
        return {"reason": "attempt_running", "until": running.deadline_at}
    rows = RankingRow.objects.filter(participant__user=person)
    if rows.filter(ranking__state__in=UNDER_WAY).exists():
        return {"reason": "decision_under_way", "until": None}
    appeals = rows.filter(ranking__appeals_until__gt=now).order_by("-ranking__appeals_until")
    until = appeals.values_list("ranking__appeals_until", flat=True).first()
    if until is not None:
        return {"reason": "appeals", "until": until}
    if Winner.objects.filter(participant__user=person, state__in=_UNSETTLED).exists():
        return {"reason": "prize", "until": None}
    return None


@counted
def contests_there_are(person: User) -> dict[str, int]:
    return {
        "contests": Participant.objects.filter(user=person).count(),
        "attempts": Attempt.objects.filter(participant__user=person).count(),
        "practice_answers": PracticeAnswer.objects.filter(person=person).count(),
        "prizes": Winner.objects.filter(participant__user=person).count(),
    }


@eraser
def erase_participations(person: User, known: Known, now: datetime) -> None:
    """Practice goes altogether; in contests whatever tells who it was."""
    for model in (PracticeAnswer, PracticeCard, PracticeDay):
        model.objects.filter(person=person).delete()
    people = list(Participant.objects.filter(user=person).order_by("pk"))
    _erase_texts(people)
    _erase_traces(people, now)
    _withdraw_files(people)
    _show_without_name(people, now)


def _show_without_name(people: list[Participant], now: datetime) -> None:
    """Take somebody who is erased off open boards, and build anew every board they are on."""
    for participant in people:
        bar_participant(participant, now=now)
    shown = BoardSnapshot.objects.filter(round__standings__participant__in=people)
    for round_ in Round.objects.filter(pk__in=shown.values("round")).order_by("pk"):
        refresh_board(round_, now=now, always=True)


def _erase_texts(people: list[Participant]) -> None:
    """What was written by this person, or to and about them."""
    Notice.objects.filter(participant__in=people).update(text="")
    Disqualification.objects.filter(participant__in=people).update(
        reason=ERASED_TEXT, notice="", appeal="", answer=""
    )
    Extension.objects.filter(participant__in=people).update(reason=ERASED_TEXT)
    Winner.objects.filter(participant__in=people).update(reason="")
    essays = Essay.objects.filter(attempt__participant__in=people)
    EssayMark.objects.filter(essay__in=essays).update(comment="")
    written = Q(pk__in=())
    for attempt, slot in essays.values_list("attempt", "slot"):
        written |= Q(attempt=attempt, slot=slot)
    # Answered it stays: whether all items are answered may decide whether a paper counts.
    Response.objects.filter(written, value__isnull=False).update(value=ERASED_TEXT)
    LateResponse.objects.filter(attempt__participant__in=people).delete()


def _erase_traces(people: list[Participant], now: datetime) -> None:
    Participant.objects.filter(pk__in=[one.pk for one in people]).update(
        organisation=None, invite_code=None
    )
    Attempt.objects.filter(participant__in=people).update(network="", device="")
    Claim.objects.filter(participant__in=people, erased_at__isnull=True).update(
        sealed="", number_mac="", number_ending="", delivery="", erased_at=now
    )
    for contest in Contest.objects.filter(participants__in=people).distinct():
        answers = Job.objects.filter(kind=SIMULATION, subject__startswith=f"contest:{contest.uuid}")
        answers.update(result=None)


def _withdraw_files(people: list[Participant]) -> None:
    """Published lists are written anew; the recount bundle, which names nobody, stays."""
    rows = RankingRow.objects.filter(participant__in=people)
    for ranking in Ranking.objects.filter(pk__in=rows.values("ranking")).order_by("pk"):
        old = [Path(settings.MEDIA_ROOT) / one for one in (ranking.file, ranking.bulletin) if one]
        ranking.file = ranking.bulletin = ""
        ranking.save(update_fields=["file", "bulletin"])
        for path in old:
            transaction.on_commit(partial(path.unlink, missing_ok=True))
    withdraw_bundles(one.contest for one in people)
