"""Refusals of cohorts. Each names what was refused; clients switch on `code`."""

from backend.common.errors import DomainError


class CohortInUse(DomainError):
    """People have learned in it: it ends, it is not removed."""

    code = "cohort_in_use"
    title = "Lớp đã có người học, không xóa được"


class EntryClosed(DomainError):
    """Nobody comes in by a code."""

    code = "entry_closed"
    title = "Lớp chỉ nhận người học theo danh sách"


class CohortOver(DomainError):
    code = "cohort_over"
    title = "Lớp đã kết thúc"


class CohortFull(DomainError):
    """Somebody who already learns alone would lose by waiting."""

    code = "cohort_full"
    title = "Lớp đã đủ người. Bạn vẫn học được khóa này một mình"


class InOtherCohort(DomainError):
    code = "in_other_cohort"
    title = "Bạn đang học khóa này ở một lớp khác"


class PlacesTaken(DomainError):
    """More people are in than the new number of places."""

    code = "places_taken"
    title = "Số chỗ mới ít hơn số người đang học"


class CourseNotReady(DomainError):
    """A course without a published version."""

    code = "course_not_ready"
    title = "Khóa học chưa được xuất bản"


class SessionInUse(DomainError):
    code = "session_in_use"
    title = "Buổi học đã có điểm danh, không xóa được"


class AttendanceCodeRefused(DomainError):
    """Old, altered, or of another time."""

    code = "attendance_code_refused"
    title = "Mã điểm danh đã hết hạn. Hãy quét lại mã trên màn hình của giảng viên"


class SessionNotOn(DomainError):
    code = "session_not_on"
    title = "Buổi học chưa bắt đầu hoặc đã kết thúc"


class NotInCohort(DomainError):
    code = "not_in_cohort"
    title = "Bạn không có trong danh sách lớp này"
