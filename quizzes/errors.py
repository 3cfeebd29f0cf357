"""Refusals of the contest domain. Each names what was refused; clients switch on `code`."""

from typing import ClassVar, Self

from django.utils.translation import gettext_noop as _

from backend.common.errors import DomainError


class RoundNotOpen(DomainError):
    code = "round_not_open"
    title = "Vòng thi chưa mở hoặc đã đóng"


class StepRefused(DomainError):
    """A ranking is not where this step begins; somebody else may have been faster."""

    code = "step_refused"
    title = "Bước này chưa làm được hoặc đã làm rồi"


class RoundNotClosed(DomainError):
    code = "round_not_closed"
    title = "Vòng thi chưa đóng hoặc còn bài chưa chấm xong"


class ResultsStale(DomainError):
    """Who is eligible, or how papers are scored, has changed since the ranking was made."""

    code = "results_stale"
    title = "Danh sách hoặc đáp án đã thay đổi, cần xếp hạng lại"


class SecondPersonNeeded(DomainError):
    code = "second_person_needed"
    status = 403
    title = "Cần một người khác phê duyệt"


class DrawNeeded(DomainError):
    code = "draw_needed"
    title = "Còn đồng hạng, cần bốc thăm trước"


class InvalidKey(DomainError):
    """The items are not of this round, are voided already, or the key does not fit its item."""

    code = "invalid_key"
    status = 400
    title = "Câu hỏi hoặc đáp án không hợp lệ"


class RegradeUnderWay(DomainError):
    code = "regrade_under_way"
    title = "Một lần chấm lại khác đang chờ quyết định"


class RoundPaused(DomainError):
    """The clocks of the round stand still; nothing is started meanwhile."""

    code = "round_paused"
    title = "Vòng thi đang tạm dừng"


class PauseRefused(DomainError):
    """Only a running round is paused, and only a paused one resumed."""

    code = "pause_refused"
    title = "Vòng thi không ở trạng thái tạm dừng hoặc chạy tiếp được"


class ExtensionRefused(DomainError):
    """Time is only ever added, and only while it can still be used."""

    code = "extension_refused"
    title = "Không gia hạn được"


class AnnouncementRefused(DomainError):
    """Nobody sits a paper of a round that is over."""

    code = "announcement_refused"
    title = "Vòng thi đã kết thúc, không còn ai đang làm bài"


class SceneRefused(DomainError):
    code = "scene_refused"
    title = "Màn hình lớn chưa chiếu được cảnh này"


class FreezeRefused(DomainError):
    """The public board does not stop, or does not move again, now."""

    code = "freeze_refused"
    title = "Không tạm dừng hoặc mở lại bảng được"


class NoAttemptsLeft(DomainError):
    """`limit` is day, week, round or contest; `next_at` when the next attempt may start."""

    code = "no_attempts_left"
    title = "Bạn đã dùng hết lượt thi"


class OutsideOpeningHours(DomainError):
    code = "outside_opening_hours"
    title = "Ngoài giờ mở cửa phòng thi"


class NotEligible(DomainError):
    code = "not_eligible"
    title = "Bạn chưa đủ điều kiện dự thi"


class AttemptElsewhere(DomainError):
    """An attempt is open on another device; taking over is an explicit wish."""

    code = "attempt_elsewhere"
    title = "Bài thi đang mở trên một máy khác"


class AttemptTakenOver(DomainError):
    code = "attempt_taken_over"
    title = "Bài thi đã được mở tiếp trên một máy khác"


class AttemptClosed(DomainError):
    """Too late to count; what came is kept as evidence."""

    code = "attempt_closed"
    title = "Bài thi đã nộp hoặc đã hết giờ"


class InvalidResponse(DomainError):
    code = "invalid_response"
    status = 422
    title = "Câu trả lời không hợp lệ"


class InvalidToken(DomainError):
    code = "invalid_attempt_token"
    status = 401
    title = "Phiên làm bài không hợp lệ"


class TooLarge(DomainError):
    code = "too_large"
    status = 413
    title = "Dữ liệu gửi lên quá lớn"


class InvalidMark(DomainError):
    code = "invalid_mark"
    status = 422
    title = "Điểm chấm không khớp thang điểm"


class MarkSettled(DomainError):
    code = "mark_settled"
    title = "Bài tự luận đã được chốt điểm"


class PaperUnavailable(DomainError):
    code = "paper_unavailable"
    status = 503
    title = "Đề thi chưa sẵn sàng"


class AppealRefused(DomainError):
    """Outside of its window, made before, or about a decision that no longer stands."""

    code = "appeal_refused"
    title = "Không còn khiếu nại được quyết định này"


class OwnDecision(DomainError):
    """Whoever decided does not judge the appeal."""

    code = "own_decision"
    status = 403
    title = "Khiếu nại phải do người khác xem xét"


class ContestBegan(DomainError):
    """What people already take part in is not taken back."""

    code = "contest_began"
    title = "Cuộc thi đã có người dự thi"


class RoundBegan(DomainError):
    """A round that has opened is changed by extending it, with a reason."""

    code = "round_began"
    title = "Vòng thi đã mở nên không sửa được"


class RoundsOverlap(DomainError):
    code = "rounds_overlap"
    title = "Hai vòng thi bị trùng thời gian"


class NotReady(DomainError):
    """Something on the checklist stands against publishing."""

    code = "not_ready"
    title = "Cuộc thi chưa đủ điều kiện công bố"


class TopicsTooSmall(DomainError):
    code = "topics_too_small"
    title = "Các chủ đề đã chọn không đủ câu hỏi cho đề thi"


class AlreadyDecided(DomainError):
    """Somebody judged it in the meantime."""

    code = "already_decided"
    title = "Dấu hiệu này đã có người xem xét"


class NobodyChosen(DomainError):
    """A decision about people names some, all of them among those it is about."""

    code = "nobody_chosen"
    status = 422
    title = "Hãy chọn những người chịu quyết định này"


class InvalidRulebook(DomainError):
    """`errors` tells what is wrong by dotted field."""

    code = "invalid_rulebook"
    status = 400
    title = "Thể lệ chưa hợp lệ"


class RulebookRefused(DomainError):
    """A rulebook that may not be put in force as asked; `reason` says why."""

    code = "rulebook_refused"
    title = "Chưa thể áp dụng thể lệ này"

    REASONS: ClassVar[dict[str, str]] = {
        "rulebook_unchanged": _("Thể lệ không khác gì bản đang áp dụng."),
        "rounds_over": _("Các vòng đã đóng trước thời điểm áp dụng."),
        "paper_in_use": _("Vòng đang mở đã có lượt thi: đổi đề chỉ được từ một thời điểm sau."),
        "pool_too_small": _("Vòng đang mở không đủ câu hỏi cho đề mới."),
    }

    @classmethod
    def because(cls, reason: str) -> Self:
        return cls(cls.REASONS[reason], reason=reason)


class NotPublished(DomainError):
    """Prizes are awarded once everybody may see the ranking."""

    code = "not_published"
    title = "Kết quả chưa được công bố"


class PlaceNotFree(DomainError):
    """The place is taken, or is not this one's to take."""

    code = "place_not_free"
    title = "Không trao được hạng giải này cho người đã chọn"


class WinnerStepRefused(DomainError):
    """A prize goes its way step by step, and never back."""

    code = "winner_step_refused"
    title = "Không chuyển được giải sang bước này"


class ClaimRefused(DomainError):
    """Says no more than that, for the number may be somebody else's."""

    code = "claim_refused"
    title = "Chưa ghi nhận được thông tin. Hãy liên hệ Ban Tổ chức để được hỗ trợ"


class ClaimClosed(DomainError):
    """What was confirmed is changed by the committee alone."""

    code = "claim_closed"
    title = "Thông tin đã được xác nhận nên không sửa được nữa"


class FormsShort(DomainError):
    """`cells` names what the bank lacks: [{topic, difficulty, wanted, available}]."""

    code = "forms_short"
    title = "Ngân hàng chưa đủ câu hỏi cho cơ cấu đề này"


class NoSpareLeft(DomainError):
    code = "no_spare_left"
    title = "Đề không còn câu dự phòng cùng chủ đề và độ khó"
