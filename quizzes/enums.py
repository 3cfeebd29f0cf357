"""The closed vocabularies of contests, items and attempts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    SINGLE = "single", _("Một đáp án đúng")
    MULTIPLE = "multiple", _("Nhiều đáp án đúng")
    TRUE_FALSE = "true_false", _("Đúng hay sai")
    MATCHING = "matching", _("Ghép đôi")
    ORDERING = "ordering", _("Sắp thứ tự")
    NUMBER = "number", _("Điền số")
    ESSAY = "essay", _("Tự luận")
    SHORT_TEXT = "short_text", _("Điền chữ")
    HOTSPOT = "hotspot", _("Chỉ vào hình")


class Difficulty(models.TextChoices):
    EASY = "easy", _("Dễ")
    MEDIUM = "medium", _("Vừa")
    HARD = "hard", _("Khó")


class ItemStatus(models.TextChoices):
    DRAFT = "draft", _("Bản nháp")
    NEEDS_REVIEW = "needs_review", _("Chờ thẩm định")
    APPROVED = "approved", _("Đã duyệt")
    RETIRED = "retired", _("Ngừng dùng")


class ItemUse(models.TextChoices):
    """Where an item may appear. What anyone may practise is no secret for a contest."""

    CONTEST = "contest", _("Câu thi")
    PRACTICE = "practice", _("Câu luyện tập")


class Audience(models.TextChoices):
    """Whom an item is written for."""

    CITIZEN = "citizen", _("Người dân")
    OFFICIAL = "official", _("Cán bộ, công chức")
    STUDENT = "student", _("Học sinh, sinh viên")
    BUSINESS = "business", _("Doanh nghiệp, hộ kinh doanh")


class Verdict(models.TextChoices):
    """What a reviewer says of a version."""

    APPROVED = "approved", _("Duyệt")
    RETURNED = "returned", _("Trả lại")


class KeyChangeState(models.TextChoices):
    """A key that was in use is changed by two people."""

    PROPOSED = "proposed", _("Chờ người thứ hai")
    ACCEPTED = "accepted", _("Đã sửa đáp án")
    REJECTED = "rejected", _("Không sửa")


class ImportState(models.TextChoices):
    """How far a file of items has come into the bank."""

    READING = "reading", _("Đang đọc")
    REFUSED = "refused", _("Không đọc được")
    CHECKED = "checked", _("Đã kiểm tra")
    APPLIED = "applied", _("Đã nhập")
    UNDONE = "undone", _("Đã hoàn tác")


class ImportRowState(models.TextChoices):
    """What would become, or became, of one item of a file."""

    NEW = "new", _("Câu mới")
    SAME = "same", _("Đã có, giống hệt")
    CHANGED = "changed", _("Đã có, nội dung khác")
    SIMILAR = "similar", _("Gần giống câu đã có")
    FAULTY = "faulty", _("Có lỗi")
    LEFT_OUT = "left_out", _("Bỏ qua")


class AttemptState(models.TextChoices):
    IN_PROGRESS = "in_progress", _("Đang làm")
    SUBMITTED = "submitted", _("Đã nộp")
    EXPIRED = "expired", _("Hết giờ, tự động nộp")
    MARKING = "marking", _("Chờ chấm tự luận")
    SCORED = "scored", _("Đã chấm")
    VOIDED = "voided", _("Đã huỷ")


class RoundState(models.TextChoices):
    """What has been done to a round; whether it is open is told by its times."""

    RUNNING = "running", _("Theo lịch")
    CLOSED = "closed", _("Đã đóng")
    PUBLISHED = "published", _("Đã công bố")


class DecisionState(models.TextChoices):
    """How far a ranking has come on its way from a closed round to its publication."""

    ELIGIBILITY_FROZEN = "eligibility_frozen", _("Đã chốt danh sách")
    TARGET_COMPUTED = "target_computed", _("Đã tính đáp số dự đoán")
    RANKED = "ranked", _("Đã xếp hạng")
    REVIEWED = "reviewed", _("Đã rà soát")
    APPROVED = "approved", _("Đã phê duyệt")
    PUBLISHED = "published", _("Đã công bố")
    SUPERSEDED = "superseded", _("Đã được thay thế")
    RETURNED = "returned", _("Bị trả lại")


class ExclusionReason(models.TextChoices):
    """Why a participant's attempts do not count in a ranking."""

    DISQUALIFIED = "disqualified", _("Bị loại")
    COMMITTEE = "committee", _("Thuộc ban tổ chức")
    NOT_ELIGIBLE = "not_eligible", _("Không đúng đối tượng")
    NO_GUARDIAN = "no_guardian", _("Thiếu người giám hộ")
    NO_COUNTED_ATTEMPT = "no_counted_attempt", _("Không có lượt thi được tính")
    ANONYMISED = "anonymised", _("Đã yêu cầu xoá dữ liệu")


class VoidPolicy(models.TextChoices):
    """What becomes of an item that turned out to be faulty."""

    EVERYONE_CORRECT = "everyone_correct", _("Mọi người được trọn điểm")
    LEFT_OUT = "left_out", _("Không tính câu này")


class GradingState(models.TextChoices):
    """A regrade is first tried dry; whether it is applied or discarded, it is kept."""

    APPLIED = "applied", _("Đang áp dụng")
    PROPOSED = "proposed", _("Chấm thử")
    DISCARDED = "discarded", _("Không áp dụng")


class AnomalyKind(models.TextChoices):
    """What looked odd in a round. Each is evidence for a person, never a verdict."""

    FAST_PAPER = "fast_paper", _("Làm bài nhanh bất thường")
    SHARED_DEVICE = "shared_device", _("Nhiều người dùng chung một máy")
    SHARED_NETWORK = "shared_network", _("Nhiều người vào thi cùng lúc từ một mạng")
    SIMILAR_ANSWERS = "similar_answers", _("Các câu sai giống nhau khác thường")
    PREDICTION_SPRAY = "prediction_spray", _("Rải số dự đoán")
    WINNING_CIRCLE = "winning_circle", _("Một nhóm tài khoản đứng đầu nhiều vòng")


class AnomalyState(models.TextChoices):
    OPEN = "open", _("Chờ xem xét")
    DISMISSED = "dismissed", _("Đã bỏ qua")
    WARNED = "warned", _("Đã nhắc nhở")
    DISQUALIFIED = "disqualified", _("Đã loại")


class NoticeKind(models.TextChoices):
    """What a participant is told on their own page."""

    WARNING = "warning", _("Nhắc nhở")
    DISQUALIFIED = "disqualified", _("Không được tính kết quả")
    APPEAL_UPHELD = "appeal_upheld", _("Khiếu nại không được chấp nhận")
    REINSTATED = "reinstated", _("Kết quả được tính lại")
    CERTIFICATE_REVOKED = "certificate_revoked", _("Chứng nhận bị thu hồi")
    CERTIFICATE_REPLACED = "certificate_replaced", _("Chứng nhận được cấp lại")
    PRIZE = "prize", _("Đạt giải")
    PRIZE_WITHDRAWN = "prize_withdrawn", _("Giải được điều chỉnh")


class WinnerKind(models.TextChoices):
    PERSON = "person", _("Cá nhân")
    ORGANISATION = "organisation", _("Tập thể")
    SPREADER = "spreader", _("Lan toả")


class WinnerState(models.TextChoices):
    """How far a prize has come on its way into somebody's hands."""

    AWARDED = "awarded", _("Đạt giải")
    CONTACTED = "contacted", _("Đã liên hệ")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    HANDED_OVER = "handed_over", _("Đã trao")
    DECLINED = "declined", _("Từ chối nhận")
    WITHDRAWN = "withdrawn", _("Không còn đạt giải")


class EssayState(models.TextChoices):
    WAITING = "waiting", _("Chờ chấm")
    DISPUTED = "disputed", _("Hai người chấm lệch nhau")
    SETTLED = "settled", _("Đã chốt điểm")


class CountedPapers(models.TextChoices):
    """Which of a person's papers statistics read. Repeated ones are not independent."""

    COUNTED = "counted", _("Lượt được tính kết quả")
    FIRST = "first", _("Lượt đầu tiên")
    ALL = "all", _("Mọi lượt")


class HallScene(models.TextChoices):
    """What a big screen shows; AUTOMATIC turns between people and organisations."""

    AUTOMATIC = "automatic", _("Tự động")
    JOINING = "joining", _("Mã QR vào thi")
    PEOPLE = "people", _("Bảng cá nhân")
    ORGANISATIONS = "organisations", _("Bảng đơn vị")
    COUNTDOWN = "countdown", _("Đếm ngược")
    FROZEN = "frozen", _("Tạm dừng bảng")
    REVEAL = "reveal", _("Công bố kết quả")
