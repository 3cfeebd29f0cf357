"""The audit log of one contest, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.models import User
from backend.common.models import AuditEntry
from quizzes.models import (
    Anomaly,
    Contest,
    Disqualification,
    Essay,
    Participant,
    Ranking,
    Round,
    Winner,
)

ACTIONS = {
    "announcement.made": gettext_lazy("Gửi thông báo"),
    "announcement.withdrawn": gettext_lazy("Rút thông báo"),
    "anomaly.dismissed": gettext_lazy("Bỏ qua dấu hiệu bất thường"),
    "anomaly.disqualified": gettext_lazy("Loại vì dấu hiệu bất thường"),
    "anomaly.reopened": gettext_lazy("Mở lại dấu hiệu bất thường"),
    "anomaly.warned": gettext_lazy("Nhắc nhở người dự thi"),
    "appeal.accepted": gettext_lazy("Chấp nhận khiếu nại"),
    "appeal.refused": gettext_lazy("Bác khiếu nại"),
    "attempt.extended": gettext_lazy("Thêm giờ cho một người"),
    "board.frozen": gettext_lazy("Dừng bảng xếp hạng"),
    "board.thawed": gettext_lazy("Mở lại bảng xếp hạng"),
    "bundle.written": gettext_lazy("Ghi gói kiểm phiếu"),
    "certificates.settled": gettext_lazy("Cấp, đổi và thu hồi chứng nhận theo kết quả"),
    "claim.revealed": gettext_lazy("Xem giấy tờ người đạt giải"),
    "claim.submitted": gettext_lazy("Người đạt giải gửi thông tin"),
    "contest.changed": gettext_lazy("Sửa cuộc thi"),
    "contest.cloned": gettext_lazy("Tạo từ cuộc thi trước"),
    "contest.created": gettext_lazy("Tạo cuộc thi"),
    "contest.published": gettext_lazy("Công bố trang cuộc thi"),
    "contest.topics_chosen": gettext_lazy("Chọn chủ đề câu hỏi"),
    "contest.unpublished": gettext_lazy("Ẩn trang cuộc thi"),
    "disqualification.appealed": gettext_lazy("Người bị loại khiếu nại"),
    "disqualification.lifted": gettext_lazy("Bỏ quyết định loại"),
    "essay.mark_taken_back": gettext_lazy("Rút lại điểm tự luận"),
    "essay.marked": gettext_lazy("Chấm câu tự luận"),
    "forms.item_replaced": gettext_lazy("Thay câu trong đề"),
    "forms.made": gettext_lazy("Tạo bộ đề"),
    "forms.printed": gettext_lazy("In đề"),
    "forms.used": gettext_lazy("Dùng đề cho vòng thi"),
    "grading.applied": gettext_lazy("Áp dụng lần chấm lại"),
    "grading.approved": gettext_lazy("Duyệt lần chấm lại"),
    "grading.discarded": gettext_lazy("Bỏ lần chấm lại"),
    "grading.proposed": gettext_lazy("Đề nghị chấm lại"),
    "hall.changed": gettext_lazy("Đổi màn hình hội trường"),
    "item.voided": gettext_lazy("Huỷ câu hỏi"),
    "items.changed": gettext_lazy("Sửa nhiều câu hỏi"),
    "items.exported": gettext_lazy("Xuất câu hỏi"),
    "items.seen": gettext_lazy("Xem câu hỏi trước khi mở vòng"),
    "participant.disqualified": gettext_lazy("Loại người dự thi"),
    "person.erased": gettext_lazy("Xóa dữ liệu cá nhân"),
    "prize.awarded": gettext_lazy("Xếp giải"),
    "prize.confirmed": gettext_lazy("Người đạt giải xác nhận"),
    "prize.contacted": gettext_lazy("Liên hệ người đạt giải"),
    "prize.declined": gettext_lazy("Từ chối nhận giải"),
    "prize.handed_over": gettext_lazy("Trao giải"),
    "prize.settled": gettext_lazy("Chốt giải"),
    "prize.withdrawn": gettext_lazy("Rút giải"),
    "ranking.approved": gettext_lazy("Phê duyệt kết quả"),
    "ranking.draw_committed": gettext_lazy("Chốt danh sách bốc thăm"),
    "ranking.draw_held": gettext_lazy("Bốc thăm"),
    "ranking.frozen": gettext_lazy("Chốt danh sách được xếp hạng"),
    "ranking.published": gettext_lazy("Công bố kết quả"),
    "ranking.ranked": gettext_lazy("Xếp hạng"),
    "ranking.returned": gettext_lazy("Trả lại kết quả"),
    "ranking.reviewed": gettext_lazy("Rà soát kết quả"),
    "ranking.set_aside": gettext_lazy("Gác lại lần xếp hạng"),
    "round.changed": gettext_lazy("Sửa vòng thi"),
    "round.closed": gettext_lazy("Đóng vòng thi"),
    "round.extended": gettext_lazy("Kéo dài vòng thi"),
    "round.key_changed": gettext_lazy("Sửa đáp án một câu của vòng"),
    "round.paused": gettext_lazy("Tạm dừng vòng thi"),
    "round.planned": gettext_lazy("Lên lịch vòng thi"),
    "round.removed": gettext_lazy("Bỏ vòng thi"),
    "round.resumed": gettext_lazy("Tiếp tục vòng thi"),
    "rulebook.changed": gettext_lazy("Ban hành thể lệ mới"),
}
DETAILS = {
    "reason": gettext_lazy("lý do"),
    "number": gettext_lazy("lần"),
    "people": gettext_lazy("số người"),
    "eligible": gettext_lazy("được tính"),
    "excluded": gettext_lazy("không được tính"),
    "target": gettext_lazy("đáp số"),
    "minutes": gettext_lazy("số phút"),
    "digest": gettext_lazy("mã SHA-256"),
    "root": gettext_lazy("gốc cây băm"),
    "seed": gettext_lazy("số bốc thăm"),
    "source": gettext_lazy("nguồn"),
    "policy": gettext_lazy("cách xử lý"),
    "title": gettext_lazy("tên"),
    "effective_at": gettext_lazy("hiệu lực từ"),
    "closes_at": gettext_lazy("đóng lúc"),
    "opens_at": gettext_lazy("mở lúc"),
    "scores": gettext_lazy("số bài"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as people read it."""

    number: int
    at: datetime
    person: str
    action: str
    words: str
    subject: str
    details: list[str]
    hash: str


def audit_of(contest: Contest) -> QuerySet[AuditEntry]:
    """What was decided about the contest, its rounds and all that belongs to them."""
    parts: list[tuple[str, QuerySet[Any]]] = [
        ("round", Round.objects.filter(contest=contest)),
        ("ranking", Ranking.objects.filter(contest=contest)),
        ("anomaly", Anomaly.objects.filter(round__contest=contest)),
        ("disqualification", Disqualification.objects.filter(contest=contest)),
        ("essay", Essay.objects.filter(attempt__round__contest=contest)),
        ("winner", Winner.objects.filter(contest=contest)),
    ]
    entries = AuditEntry.objects.filter(subject=f"contest:{contest.uuid}")
    for noun, rows in parts:
        entries |= AuditEntry.objects.filter(subject__in=_subjects(noun, rows, "uuid"))
    people = Participant.objects.filter(contest=contest)
    entries |= AuditEntry.objects.filter(subject__in=_subjects("participant", people, "pk"))
    return entries.order_by("-number")


def narrowed(
    entries: QuerySet[AuditEntry], *, action: str = "", person: str = ""
) -> QuerySet[AuditEntry]:
    """Only one kind of act, or one person's."""
    if action:
        entries = entries.filter(action=action)
    if person:
        entries = entries.filter(actor=person)
    return entries


def told(entries: list[AuditEntry], contest: Contest) -> list[Told]:
    """Entries with names and words; two queries for any number."""
    names = people_named(entries)
    titles = {f"round:{one.uuid}": one.title for one in Round.objects.filter(contest=contest)}
    rankings = Ranking.objects.filter(contest=contest).select_related("round")
    for one in rankings:
        where = one.round.title if one.round else _("Toàn cuộc thi")
        titles[f"ranking:{one.uuid}"] = where
    return [
        Told(
            number=entry.number,
            at=entry.at,
            person=names.get(str(entry.actor), "") if entry.actor else _("Hệ thống"),
            action=entry.action,
            words=words_of(entry.action),
            subject=titles.get(entry.subject, ""),
            details=details_of(entry.details),
            hash=entry.hash,
        )
        for entry in entries
    ]


def words_of(action: str) -> str:
    return str(ACTIONS.get(action, action))


def details_of(details: dict[str, Any]) -> list[str]:
    """Each fact in a line; what nobody named yet goes under its own name."""
    return [
        f"{DETAILS.get(name, name.replace('_', ' '))}: {_written(value)}"
        for name, value in details.items()
        if value not in (None, "", [], {})
    ]


def people_named(entries: list[AuditEntry]) -> dict[str, str]:
    uuids = {entry.actor for entry in entries if entry.actor}
    rows = User.objects.filter(uuid__in=uuids).values_list("uuid", "full_name")
    return {str(uuid): name for uuid, name in rows}


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_written(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    return str(value)


def _subjects(noun: str, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    name = Concat(Value(f"{noun}:"), Cast(field, CharField()), output_field=CharField())
    return rows.order_by().annotate(_subject=name).values("_subject")
