"""The printed page: one A4 page whatever the facts say."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from backend.certificates.printing.certificate import certificate_pdf
from tests.factories.certificates import FACTS, ISSUED_AT

CODE = "7QKM-4T2X-9DRW-HN5C-8JV3-TKPB-01"
A4_LANDSCAPE = (842, 595)


def printed(**changes: Any) -> bytes:
    facts: Any = {**FACTS, **changes}
    return certificate_pdf(code=CODE, facts=facts, issued_at=ISSUED_AT)


def text_of(pdf: bytes) -> str:
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_page_says_the_facts_the_code_and_the_address() -> None:
    text = text_of(printed())

    for words in (
        "GIẤY CHỨNG NHẬN",
        "Ban Tổ chức Cuộc thi tỉnh Tuyên Quang chứng nhận",
        "Nguyễn Thị Diễm Phượng",
        "Tổ công nghệ số cộng đồng, xã Thượng Tân",
        "Vòng 3",
        "“Tìm hiểu Nghị quyết 57-NQ/TW và chuyển đổi số”,",
        "đạt 19 trên 20 điểm.",
        "thi.example.vn/chung-nhan",
        "7QKM-4T2X-9DRW-HN5C",
        "8JV3-TKPB-01",
        "Tuyên Quang, ngày 02 tháng 12 năm 2026",
        "Nông Văn Thắng",
    ):
        assert words in text


def test_file_is_small_and_carries_language_tags_title_fonts_and_link() -> None:
    pdf = printed()

    reader = PdfReader(io.BytesIO(pdf))
    page = reader.pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    links = [note.get_object()["/A"]["/URI"] for note in page["/Annots"]]  # type: ignore[attr-defined]
    assert len(pdf) <= 100 * 1024
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy chứng nhận · Nguyễn Thị Diễm Phượng"
    assert reader.metadata.author == FACTS["issuer"]
    assert all({"/FontFile2", "/FontFile3"} & set(each) for each in descriptors)
    assert set(links) == {f"https://thi.example.vn/chung-nhan/{CODE}/"}


@pytest.mark.parametrize(
    "name",
    [
        "W" * 100,
        "Lò Y Ó",
        "H’Nhŭng Kđăm Krŏng Čư Ñơn",
        "Nguyễn " * 14,
        "محمد علي",
        "\N{LATIN SMALL LETTER A WITH CIRCUMFLEX AND DOT BELOW}" * 100,
    ],
)
def test_any_name_stays_on_one_line_of_one_page(name: str) -> None:
    pdf = printed(name=name)

    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert tuple(round(side) for side in reader.pages[0].mediabox[2:]) == A4_LANDSCAPE
    assert len(pdf) <= 100 * 1024


@pytest.mark.parametrize("name", ["W" * 100, "H’Nhŭng Kđăm Krŏng Čư Ñơn"])
def test_the_whole_name_is_written(name: str) -> None:
    assert name in text_of(printed(name=name))


def test_long_facts_stay_on_one_page() -> None:
    pdf = printed(
        organisation="Trường Phổ thông Dân tộc Nội trú " * 8,
        contest="Tìm hiểu Nghị quyết 57-NQ/TW " * 8,
        round="Vòng chung kết toàn tỉnh " * 4,
        signatory="Nguyễn Hoàng Diễm Phượng " * 4,
        issuer="Ban Tổ chức Cuộc thi tỉnh Tuyên Quang " * 5,
    )

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize(
    "name",
    [
        "{{7*7}} {% now 'Y' %}",
        "<img src=http://169.254.169.254/latest>",
        "<script>alert(1)</script>",
        "</p><h1>Giải Nhất",
        "&lt;b&gt;",
    ],
)
def test_markup_in_a_name_is_only_text(name: str) -> None:
    assert name in text_of(printed(name=name))


def test_english_certificate_is_in_english() -> None:
    pdf = printed(language="en", award="second prize", rank=2, people=12986)

    text = text_of(pdf)
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "en"
    assert "CERTIFICATE" in text
    assert "has won second prize, Vòng 3," in text
    assert "scoring 19 of 20 points, placed 2 among 12,986 participants." in text
    assert "Tuyên Quang, 2 December 2026" in text


def test_only_the_needed_facts_are_enough() -> None:
    facts: Any = {"name": "Lò Y Ó", "contest": "Kỹ năng số", "issued_on": "2026-02-03"}

    text = text_of(certificate_pdf(code=CODE, facts=facts, issued_at=ISSUED_AT))

    assert "đã hoàn thành bài thi của cuộc thi" in text
    assert "Ngày 03 tháng 02 năm 2026" in text
    assert "None" not in text


def test_national_header_is_printed_only_when_the_organiser_gives_it() -> None:
    header = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"]

    assert header[0] not in text_of(printed())
    assert all(line in text_of(printed(national_header=header)) for line in header)


COURSE: Any = {
    "name": "Nguyễn Thị Diễm Phượng",
    "course": "Kỹ năng số và trí tuệ nhân tạo cho cán bộ xã",
    "lessons": 18,
    "minutes": 212,
    "issued_on": "2026-11-22",
}


def text_of_course(**changes: Any) -> str:
    facts: Any = {**COURSE, **changes}
    pdf = certificate_pdf(code=CODE, facts=facts, issued_at=ISSUED_AT)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    return text_of(pdf)


def test_a_course_is_told_with_its_lessons_and_how_long_they_take() -> None:
    text = text_of_course()

    assert "đã hoàn thành khóa học" in text
    assert "“Kỹ năng số và trí tuệ nhân tạo cho cán bộ xã”," in text
    assert "gồm 18 bài học, thời lượng khoảng 4 giờ." in text
    assert "cuộc thi" not in text


def test_a_short_course_is_told_in_minutes_and_without_them_by_its_name() -> None:
    assert "gồm 6 bài học, thời lượng 45 phút." in text_of_course(lessons=6, minutes=45)
    assert "cán bộ xã”." in text_of_course(lessons=0, minutes=0)


def test_a_course_in_english() -> None:
    text = text_of_course(language="en")

    assert "has completed the course" in text
    assert "18 lessons, about 4 hours." in text


def test_the_longest_title_of_a_course_stays_on_one_page() -> None:
    text = text_of_course(course="Kỹ năng số và trí tuệ nhân tạo " * 6, organisation="Xã " * 80)

    assert "gồm 18 bài học" in text
