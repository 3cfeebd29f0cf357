"""What courses call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts, name_values

name_acts(
    {
        "cohort.changed": _("Sửa lớp"),
        "cohort.created": _("Mở lớp"),
        "cohort.enrolled_many": _("Ghi danh từ Excel"),
        "cohort.joined": _("Vào lớp"),
        "cohort.left": _("Rời lớp"),
        "cohort.message_sent": _("Gửi tin cho lớp"),
        "assignment.judged": _("Chấm bài tập"),
        "post.hidden": _("Ẩn bài viết trong thảo luận"),
        "post.shown": _("Hiện lại bài viết trong thảo luận"),
        "post.pinned": _("Ghim câu trả lời"),
        "cohort.removed": _("Xóa lớp"),
        "cohort.report_taken": _("Tải báo cáo lớp"),
        "course.authors_changed": _("Đổi người biên soạn"),
        "course.changes_dropped": _("Bỏ thay đổi của khóa học"),
        "course.completed": _("Hoàn thành khóa học"),
        "course.created": _("Tạo khóa học"),
        "course.published": _("Xuất bản khóa học"),
        "course.restored": _("Dùng lại khóa học"),
        "course.retired": _("Ngừng khóa học"),
        "course.returned": _("Trả lại khóa học"),
        "course.submitted": _("Gửi khóa học đi duyệt"),
        "course.withdrawn": _("Rút khóa học khỏi duyệt"),
        "enrolment.began": _("Bắt đầu học"),
        "enrolment.extended": _("Gia hạn học"),
        "enrolment.withdrawn": _("Thôi học"),
        "indicators.report_taken": _("Tải báo cáo chỉ số"),
        "session.attendance_noted": _("Điểm danh"),
        "session.changed": _("Sửa buổi học"),
        "session.planned": _("Lên lịch buổi học"),
        "session.removed": _("Xóa buổi học"),
    }
)
name_acts(
    {
        "cohort.due_dates_set": _("Đặt hạn học của lớp"),
        "cohort.enrolled_by_rule": _("Ghi danh theo quy tắc"),
        "cohort.rule_made": _("Đặt quy tắc ghi danh"),
        "cohort.rule_stopped": _("Dừng quy tắc ghi danh"),
        "course.exported": _("Xuất khóa học"),
        "course.import_undone": _("Hoàn tác nhập khóa học"),
        "course.imported": _("Nhập khóa học"),
        "course.document_brought": _("Thêm bài từ tài liệu"),
        "course.lesson_copied": _("Chép bài học"),
        "course.package_brought": _("Tải lên gói khóa học"),
    }
)
name_facts(
    {
        "ages": None,
        "due_dates": _("hạn học"),
        "job": None,
        "kinds": None,
        "lessons": _("số bài học"),
        "package": None,
        "roles": None,
        "rule": None,
        "absent": _("vắng"),
        "accounts": _("tài khoản mới"),
        "authors": None,
        "copied": None,
        "copied_lesson": None,
        "lesson": None,
        "course": _("khóa học"),
        "due_on": _("hạn học"),
        "enrolment": None,
        "message": None,
        "on": _("bật"),
        "post": None,
        "points": _("điểm"),
        "verdict": _("kết quả chấm"),
        "work": None,
        "people": _("số người"),
        "present": _("có mặt"),
        "promoted": _("được vào từ hàng chờ"),
        "review": _("lần duyệt"),
        "session": None,
        "trainers": None,
    }
)
name_values(
    "parts",
    {
        "capacity": _("số chỗ"),
        "closes_on": _("ngày kết thúc"),
        "ends_at": _("giờ kết thúc"),
        "entry": _("cách vào lớp"),
        "link": _("đường dẫn"),
        "opens_on": _("ngày bắt đầu"),
        "place": _("địa điểm"),
        "starts_at": _("giờ bắt đầu"),
        "trainers": _("giảng viên"),
    },
)
