"""Why somebody may not start, in plain words. Pure."""

from datetime import datetime, tzinfo

from quizzes.rules.eligibility import Conditions, UsedUp
from quizzes.rules.wording import Language, moment, several

_SPANS = {
    "day": ("Mỗi ngày", "a day"),
    "week": ("Mỗi tuần", "a week"),
    "round": ("Mỗi vòng", "in a round"),
    "contest": ("Cả cuộc thi", "in the whole contest"),
}
_REASONS = {
    "committee": (
        "Thành viên ban tổ chức, tổ thư ký không dự thi.",
        "Members of the committee do not take part.",
    ),
    "age_unknown": (
        "Cuộc thi có quy định tuổi: hãy ghi ngày sinh ở “Trang của tôi”.",
        "The contest asks for an age: please add your date of birth to your page.",
    ),
    "organisation": (
        "Cuộc thi dành cho người thuộc những đơn vị được nêu trong thể lệ.",
        "The contest is for the organisations named in its rules.",
    ),
    "organisation_kind": (
        "Cuộc thi dành cho những loại đơn vị được nêu trong thể lệ.",
        "The contest is for the kinds of organisations named in its rules.",
    ),
}


def used_up_text(used: UsedUp, next_at: datetime | None, zone: tzinfo, language: Language) -> str:
    """Which limit is reached, and when the next attempt may start."""
    vietnamese, english = _SPANS[used.limit]
    if language == "vi":
        limit = f"{vietnamese} được thi {several(used.allowed, 'lượt', language)}."
        if next_at is None:
            return f"{limit} Bạn đã dùng hết."
        return f"{limit} Lượt tiếp theo: {moment(next_at.astimezone(zone), language)}."
    limit = f"There are {several(used.allowed, 'attempt', language)} {english}."
    if next_at is None:
        return f"{limit} You have used them all."
    return f"{limit} Your next one: {moment(next_at.astimezone(zone), language)}."


def outside_hours_text(next_at: datetime | None, zone: tzinfo, language: Language) -> str:
    """Out of opening hours, and when they begin again."""
    if language == "vi":
        said = "Ngoài giờ mở cửa phòng thi."
        again = "Mở lại lúc" if next_at else "Vòng thi đóng trước giờ mở tiếp theo."
    else:
        said = "Outside the opening hours."
        again = "Open again at" if next_at else "The round closes before they begin again."
    when = f" {moment(next_at.astimezone(zone), language)}." if next_at else ""
    return f"{said} {again}{when}"


def ineligible_text(reason: str, conditions: Conditions, language: Language) -> str:
    """Why a person is not eligible."""
    place = 0 if language == "vi" else 1
    minimum, maximum = conditions.minimum_age, conditions.maximum_age
    guarded = conditions.guardian_below_age
    by_age = {
        "too_young": (
            f"Cuộc thi dành cho người từ {minimum} tuổi.",
            f"The contest is for people aged {minimum} and over.",
        ),
        "too_old": (
            f"Cuộc thi dành cho người không quá {maximum} tuổi.",
            f"The contest is for people aged up to {maximum}.",
        ),
        "no_guardian": (
            f"Người dưới {guarded} tuổi cần cha, mẹ hoặc người giám hộ đồng ý.",
            f"People under {guarded} need the consent of a parent or guardian.",
        ),
    }
    return {**_REASONS, **by_age}[reason][place]
