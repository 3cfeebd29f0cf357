"""Refusals of writing courses. Each names what was refused; clients switch on `code`."""

from backend.common.errors import DomainError


class CourseStepRefused(DomainError):
    """The course is not where this step begins."""

    code = "course_step_refused"
    title = "Khóa học không ở bước này nữa, hãy tải lại"


class CourseIncomplete(DomainError):
    """Something is still missing; the checks tell what."""

    code = "course_incomplete"
    title = "Khóa học còn chỗ cần sửa trước khi gửi thẩm định"


class OwnCourse(DomainError):
    """Whoever wrote in it does not review it."""

    code = "own_course"
    status = 403
    title = "Người soạn không tự thẩm định khóa học của mình"


class ReviewCommentNeeded(DomainError):
    """What is returned says why."""

    code = "comment_needed"
    status = 400
    title = "Hãy ghi rõ cần sửa gì"


class NothingToPublish(DomainError):
    """Nobody has written anything since the last version."""

    code = "nothing_to_publish"
    title = "Khóa học chưa có gì thay đổi"


class CourseFileRefused(DomainError):
    """A file that cannot be a lesson or a course; `problems` says why, line by line."""

    code = "course_file_refused"
    status = 400
    title = "Không đọc được tệp này"


class CourseImportRefused(DomainError):
    """The file cannot be applied, or what it made cannot be taken back any more."""

    code = "course_import_refused"
    title = "Tệp khóa học không còn ở bước này, hãy tải tệp lên lại"


class CourseFull(DomainError):
    """An outline has room for 40 modules of 40 lessons each."""

    code = "course_full"
    title = "Khóa học có nhiều nhất 40 phần, mỗi phần 40 bài"
