"""What the Excel file of a cohort's report is made of."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from courses.enums import EnrolmentState
from courses.formats.cohort_workbook import RISKS, CohortBook
from courses.queries.cohort_report import Asked, found_learners, learner_rows, summary
from courses.queries.lesson_report import lesson_report
from quizzes.formats.ranking_workbook import Row

# A table of lessons by learners is read by eye; beyond that the sums tell more.
LARGEST_TABLE = 1000
TOGETHER = 500


def cohort_book(asked: Asked) -> CohortBook:
    """The same people as on the screen, all of them."""
    told, lessons = summary(asked), lesson_report(asked)
    titles = [one["title"] for one in told["lessons"]]
    is_small = told["people"] + told["waiting"] <= LARGEST_TABLE
    return CohortBook(
        title=asked.cohort.title,
        facts=_facts(asked, told, lessons["sample"], is_small=is_small),
        learners=(_learner(one) for one in _rows(asked)),
        lessons=[
            (one["title"], one["began"], one["done"], one["minutes"], one["first_right_percent"])
            for one in lessons["lessons"]
        ],
        lesson_titles=titles,
        progress=[
            (one["full_name"], *(share / 1000 for share in one["shares"])) for one in _rows(asked)
        ]
        if is_small
        else [],
    )


def _rows(asked: Asked) -> Iterator[dict[str, Any]]:
    found = found_learners(asked, query="", only="all", order="name")
    for some in _batches(found.iterator(chunk_size=TOGETHER)):
        yield from learner_rows(asked, some)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for one in rows:
        some.append(one)
        if len(some) == TOGETHER:
            yield some
            some = []
    if some:
        yield some


def _facts(
    asked: Asked, told: dict[str, Any], sample: int, *, is_small: bool
) -> list[tuple[str, str | int]]:
    cohort = asked.cohort
    facts: list[tuple[str, str | int]] = [
        ("Khóa học", cohort.course.title),
        ("Đơn vị tổ chức", cohort.organisation.name),
        ("Thời gian", f"{cohort.opens_on:%d/%m/%Y} – {cohort.closes_on:%d/%m/%Y}"),
        ("Người học", told["people"]),
        ("Đã vào học", told["began"]),
        ("Đã hoàn thành", told["completed"]),
        ("Chờ chỗ", told["waiting"]),
        ("7 ngày chưa vào học", told["quiet"]),
        ("Chậm so với kế hoạch", told["behind"]),
        ("Số bài học", len(told["lessons"])),
        ("Lập lúc", f"{timezone.localtime(asked.now):%H:%M %d/%m/%Y}"),
        ("Số liệu từng bài tính từ", f"{sample} người học"),
    ]
    if not is_small:
        text = f"Lớp trên {LARGEST_TABLE} người: không có trang “Tiến độ” từng bài"
        facts.append(("Ghi chú", text))
    return facts


def _learner(one: dict[str, Any]) -> Row:
    return (
        one["full_name"],
        one["organisation"],
        str(EnrolmentState(one["state"]).label),
        one["lessons_done"],
        one["overdue"],
        one["stopped_at"],
        _local(one["seen_at"]),
        one["present"],
        one["final_percent"],
        _local(one["completed_at"]),
        _day(one["due_on"]),
        "; ".join(RISKS[risk] for risk in one["risks"]),
    )


def _local(moment: datetime | None) -> datetime | None:
    return moment and timezone.localtime(moment).replace(tzinfo=None)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
