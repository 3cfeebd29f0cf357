"""Refusals of assignments."""

from django.utils.translation import gettext_noop as _

from backend.common.errors import DomainError


class HandInRefused(DomainError):
    """`reason`: waiting | accepted | no_try_left | nothing | too_many_files | files_not_ready."""

    code = "hand_in_refused"
    title = _("Chưa nộp được bài tập này")


class WorkJudged(DomainError):
    """Somebody else has judged it meanwhile; `by` says who."""

    code = "work_judged"
    title = _("Người khác vừa chấm bài này")


class JudgementRefused(DomainError):
    """`reason`: levels | verdict | too_few_points."""

    code = "judgement_refused"
    status = 422
    title = _("Chấm chưa đúng: hãy chọn đủ các mức, và chỉ chấp nhận khi đủ điểm")
