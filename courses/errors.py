"""Refusals of courses. Each names what was refused; clients switch on `code`."""

from django.utils.translation import gettext_noop as _

from backend.common.errors import DomainError


class NotEnrolled(DomainError):
    code = "not_enrolled"
    title = _("Bạn chưa ghi danh khóa học này")


class EnrolmentWaiting(DomainError):
    """The cohort is full; a place may still become free."""

    code = "enrolment_waiting"
    title = _("Bạn đang chờ chỗ trong lớp học này")


class CourseCompleted(DomainError):
    code = "course_completed"
    title = _("Bạn đã hoàn thành khóa học này")


class InCohort(DomainError):
    """One is in the course with a cohort, and leaves it there."""

    code = "in_cohort"
    title = _("Bạn đang học cùng một lớp, hãy rời khóa học ở trang của lớp")


class CourseNotOpen(DomainError):
    """The course takes no new learners any more."""

    code = "course_not_open"
    title = _("Khóa học không nhận thêm người học")


class InvalidEvidence(DomainError):
    """What is told of a part does not fit the part; `part` names it."""

    code = "invalid_evidence"
    status = 422
    title = _("Tiến độ gửi lên không khớp với bài học")


class InvalidQuizAnswer(DomainError):
    """The answer does not fit its item, or its key was another item's."""

    code = "invalid_quiz_answer"
    status = 422
    title = _("Câu trả lời không khớp với câu hỏi")


class LessonsNotDone(DomainError):
    """The final quiz comes behind the lessons; `lessons` are still wanted."""

    code = "lessons_not_done"
    title = _("Hãy học xong các bài trước khi làm bài kiểm tra cuối khóa")


class NoFinalQuizLeft(DomainError):
    code = "no_final_quiz_left"
    title = _("Hôm nay bạn đã dùng hết lượt làm bài kiểm tra cuối khóa")


class FinalQuizRests(DomainError):
    """A try that did not pass is some hours old only; `until` says when the next may begin."""

    code = "final_quiz_rests"
    title = _("Chưa đến giờ làm lại bài kiểm tra cuối khóa")


class LessonClosed(DomainError):
    """Other lessons come first; `lessons` names them."""

    code = "lesson_closed"
    title = _("Hãy học xong các bài trước rồi làm phần tự kiểm tra của bài này")


class CoursesFirst(DomainError):
    """Other courses come before this one; `courses` names those that are not completed."""

    code = "courses_first"
    title = _("Hãy hoàn thành khóa học trước rồi ghi danh khóa này")


class NoteIsTooLong(DomainError):
    """The note and what another device wrote meanwhile are too long for one."""

    code = "note_too_long"
    status = 422
    title = _("Ghi chú quá dài, hãy bớt chữ hoặc chuyển sang bài khác")


class NoFinalQuiz(DomainError):
    """The course has none, or none is open."""

    code = "no_final_quiz"
    title = _("Không có bài kiểm tra cuối khóa nào đang làm")


class ContentRefused(DomainError):
    """A course that names what the bank or the frameworks do not have; `detail` says what."""

    code = "content_refused"
    title = _("Nội dung khóa học chưa dùng được")
