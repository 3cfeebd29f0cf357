"""The closed lists of courses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartKind(models.TextChoices):
    """What stands in a lesson."""

    TEXT = "text", _("văn bản")
    NOTE = "note", _("ghi nhớ")
    WARNING = "warning", _("cảnh giác")
    PICTURE = "picture", _("hình ảnh")
    CHECKLIST = "checklist", _("việc làm thử")
    QUIZ = "quiz", _("tự kiểm tra")
    ASSIGNMENT = "assignment", _("bài tập nộp")
    LINK = "link", _("liên kết")
    PACKAGE = "package", _("gói học liệu")
    VIDEO = "video", _("video")
    AUDIO = "audio", _("âm thanh")
    DOCUMENT = "document", _("tài liệu từng trang")
    ATTACHMENT = "attachment", _("tệp tải về")


class CourseStatus(models.TextChoices):
    """Where the newest wording of a course stands."""

    DRAFT = "draft", _("đang soạn")
    NEEDS_REVIEW = "needs_review", _("chờ thẩm định")
    PUBLISHED = "published", _("đã xuất bản")
    RETIRED = "retired", _("ngừng dùng")


class CourseVerdict(models.TextChoices):
    """What became of a course that was handed in for review."""

    APPROVED = "approved", _("đã duyệt")
    RETURNED = "returned", _("trả lại")
    WITHDRAWN = "withdrawn", _("đã rút")


class EnrolmentState(models.TextChoices):
    """Where a learner stands in a course."""

    WAITING = "waiting", _("chờ chỗ")
    ACTIVE = "active", _("đang học")
    COMPLETED = "completed", _("đã hoàn thành")
    WITHDRAWN = "withdrawn", _("đã rút")


# Whoever has a place in a cohort.
SEATED = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)


class WorkState(models.TextChoices):
    """What became of an assignment that was handed in."""

    WAITING = "waiting", _("chờ chấm")
    ACCEPTED = "accepted", _("đã chấp nhận")
    RETURNED = "returned", _("cần làm lại")


class Entry(models.TextChoices):
    """How people come into a cohort."""

    OPEN = "open", _("tự ghi danh")
    CODE = "code", _("có mã lớp")
    INVITED = "invited", _("theo danh sách")


class AttendanceWay(models.TextChoices):
    """How somebody's presence became known."""

    QR = "qr", _("quét mã")
    LIST = "list", _("điểm danh")


class CourseImportState(models.TextChoices):
    """What became of a course that came as a file."""

    CHECKED = "checked", _("đã kiểm tra")
    REFUSED = "refused", _("có lỗi")
    APPLIED = "applied", _("đã nhập")
    UNDONE = "undone", _("đã hoàn tác")
