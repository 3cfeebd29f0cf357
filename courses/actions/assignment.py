"""Hand in an assignment, and judge what was handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from backend.accounts.models import User
from backend.common import audit
from backend.common.errors import NotVisible
from backend.files.models import StoredFile
from backend.messaging.actions.message import NewMessage, write_message
from backend.messaging.enums import MessageKind
from courses.actions.enrolment import held_enrolment
from courses.actions.progress import keep_evidence
from courses.enums import WorkState
from courses.models import Enrolment, Work
from courses.queries.assignment import assignment_part, due_of
from courses.queries.version import outline_of
from courses.queries.work_file import own_work_files
from courses.rules.assignment import (
    WorkRefused,
    ensure_may_hand_in,
    ensure_something,
    ensure_verdict,
    is_late,
    points_of,
)
from courses.rules.evidence import SEEN
from courses.rules.wants import JUDGED_GOOD
from courses.work_errors import HandInRefused, JudgementRefused, WorkJudged

ACCEPTED = (
    _("Bài tập được chấp nhận: {bai}"),
    _("Chào {ten},\n\nBài “{bai}” của bạn đã được chấp nhận ({diem} điểm).\n\n{loi}"),
)
RETURNED = (
    _("Bài tập cần làm lại: {bai}"),
    _("Chào {ten},\n\nBài “{bai}” của bạn cần làm lại ({diem} điểm).\n\n{loi}"),
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`levels`: by criterion, the place of the level reached."""

    verdict: str
    levels: Sequence[int]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class HandIn:
    """`key` is the device's own; `files` are the person's, brought beforehand."""

    key: UUID
    text: str
    files: Sequence[UUID] = ()


@transaction.atomic
def hand_in(
    person: User, slug: str, place: tuple[str, str], given: HandIn, *, now: datetime
) -> Work:
    """Hand in for the assignment at (lesson, part). The same key again is the same work.

    Raises NotVisible, NotEnrolled, EnrolmentWaiting, HandInRefused.
    """
    lesson, part_key = place
    enrolment = held_enrolment(person, slug)
    head = outline_of(enrolment.version_id).lessons.get(lesson)
    part = assignment_part(head.version_id, part_key) if head else None
    if head is None or part is None:
        raise NotVisible
    found = Work.objects.filter(enrolment=enrolment, key=given.key).first()
    if found is not None:
        return found
    works = Work.objects.filter(enrolment=enrolment, lesson=lesson, part=part_key)
    states = list(works.values_list("state", flat=True))
    try:
        ensure_may_hand_in(states, part["tries"])
        ensure_something(given.text, len(given.files), part.get("files", 0))
    except WorkRefused as refused:
        raise HandInRefused(reason=refused.reason) from refused
    files = list(
        StoredFile.objects.select_for_update().filter(pk__in=own_work_files(person, given.files))
    )
    if len(files) < len(given.files):
        raise HandInRefused(reason="files_not_ready")
    work = Work.objects.create(
        enrolment=enrolment,
        version_id=head.version_id,
        lesson=lesson,
        part=part_key,
        number=len(states) + 1,
        key=given.key,
        text=given.text,
        is_late=is_late(due_of(enrolment), timezone.localdate(now)),
        handed_in_at=now,
    )
    work.files.set(files)
    # nobody judges who learns alone: having done it is what counts
    alone = {} if enrolment.cohort_id else {JUDGED_GOOD: [1]}
    shown: dict[str, Any] = {SEEN: True, **alone}
    keep_evidence(enrolment, lesson, part_key, shown, now=now)
    return work


@transaction.atomic
def judge_work(work_id: int, judgement: Judgement, *, actor: User, now: datetime) -> Work:
    """Accept or return it, once. Raises WorkJudged, JudgementRefused."""
    enrolment_id = Work.objects.values_list("enrolment_id", flat=True).get(pk=work_id)
    related = ("person", "course", "cohort")
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related(*related)
        .get(pk=enrolment_id)
    )
    work = Work.objects.select_for_update(of=("self",)).get(pk=work_id)
    if work.state != WorkState.WAITING:
        judge = work.judged_by.full_name if work.judged_by else ""
        raise WorkJudged(by=judge, state=work.state)
    part = assignment_part(work.version_id, work.part)
    assert part is not None
    try:
        work.points = points_of(part["criteria"], judgement.levels)
        ensure_verdict(judgement.verdict, work.points, part["pass"])
    except WorkRefused as refused:
        raise JudgementRefused(reason=refused.reason) from refused
    work.state, work.levels = judgement.verdict, list(judgement.levels)
    work.comment, work.judged_by, work.judged_at = judgement.comment, actor, now
    work.save()
    if work.state == WorkState.ACCEPTED:
        accepted: dict[str, Any] = {SEEN: True, JUDGED_GOOD: [1]}
        keep_evidence(enrolment, work.lesson, work.part, accepted, now=now)
    _tell(enrolment, work, str(part["title"]), now)
    audit.record(
        "assignment.judged",
        f"enrolment:{enrolment.uuid}",
        actor=actor.uuid,
        now=now,
        work=str(work.uuid),
        verdict=work.state,
        points=work.points,
    )
    return work


def _tell(enrolment: Enrolment, work: Work, title: str, now: datetime) -> None:
    subject, body = ACCEPTED if work.state == WorkState.ACCEPTED else RETURNED
    new = NewMessage(
        key=f"work:{work.uuid}",
        kind=MessageKind.ASSIGNMENT,
        subject=subject,
        body=body,
        fields={"bai": title, "diem": str(work.points), "loi": work.comment},
        link=f"/khoa-hoc/{enrolment.course.slug}/bai/{work.lesson}/#{work.part}",
        is_ours=True,
    )
    write_message(new, [enrolment.person_id], now=now)
