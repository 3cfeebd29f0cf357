"""Lists upon which people sign: of any length, laid out in parts, read as if they were not."""

import io
import re
import resource
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from backend.certificates.printing import signing_list as lists
from backend.certificates.printing.merging import join
from backend.certificates.printing.signing_list import Row, signing_list

HEAD = "Mã chứng nhận"


def row(number: int) -> Row:
    """Now and then one with a name or a prize that needs more lines."""
    name = "Nguyễn Thị Ánh" + " Nguyệt Minh Hằng" * (4 if number % 17 == 0 else 0)
    prize = "giải Khuyến khích dành cho cán bộ đoàn" if number % 23 == 0 else "19/20 điểm"
    return Row(f"{name} {number:05}", f"{number:04}-4T2X-9DRW-HN5C-8JV3-TKPB-01", prize)


def pages_of(rows: list[Row]) -> list[str]:
    file = io.BytesIO()
    join(signing_list("Xã Đồng Văn", "Vòng 1", rows), file)
    return [" ".join(page.extract_text().split()) for page in PdfReader(file, strict=True).pages]


def lines_of(pages: list[str]) -> list[str]:
    return re.findall(r"\d{4}-4T2X-9DRW-HN5C", " ".join(pages))


def test_a_list_in_parts_is_read_as_if_it_were_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(number) for number in range(1, 151)]
    whole = pages_of(rows)
    monkeypatch.setattr(lists, "AT_ONCE", 60)

    parts = pages_of(rows)

    assert parts == whole
    assert lines_of(parts) == [one.code[:19] for one in rows]
    assert [page.count("150 người") for page in parts] == [1] + [0] * (len(parts) - 1)
    assert all(has_head_and_number(parts))


def has_head_and_number(pages: list[str]) -> Iterator[bool]:
    for number, page in enumerate(pages, start=1):
        yield page.count(HEAD) == 1 and f" {number} / {len(pages)}" in f" {page}"


def test_a_list_that_fills_its_last_part_exactly_has_no_empty_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "AT_ONCE", 30)

    for count in (30, 31, 60):
        pages = pages_of([row(number) for number in range(1, count + 1)])
        assert len(lines_of(pages)) == count
        assert all(lines_of([page]) for page in pages)


def test_a_list_of_thousands_needs_little_memory() -> None:
    rows = [row(number) for number in range(1, 201)]
    pages_of(rows)  # fonts and the program itself
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    pages = pages_of([row(number) for number in range(1, 1001)])

    assert len(lines_of(pages)) == 1000
    assert all(has_head_and_number(pages))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown <= 40 * 1024
