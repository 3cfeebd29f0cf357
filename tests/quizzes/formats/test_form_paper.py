"""A form on paper: what its pages hold."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from quizzes.formats.form_paper import PrintedForm, PrintedItem, form_pdf

ITEM = PrintedItem(
    kind="single",
    stem="Nghị quyết số 57-NQ/TW đặt mục tiêu quy mô kinh tế số đến năm 2030 là bao nhiêu?",
    options=["Tối thiểu 30% GDP", "Tối thiểu 20% GDP", "Tối thiểu 40% GDP", "Tối thiểu 50% GDP"],
    targets=(),
    order=range(4),
    key=[0],
    code="NQ57-001",
)


def pages_of(items: int) -> list[str]:
    form = PrintedForm("Đề thi thử", "UBND tỉnh", "101", 15, [ITEM] * items)
    body = form_pdf(form, with_key=False, pictures={})
    return [page.extract_text() for page in PdfReader(BytesIO(body), strict=True).pages]


@pytest.mark.parametrize("items", range(5, 21))
def test_the_end_of_a_form_never_fills_a_page_alone(items: int) -> None:
    [last] = [page for page in pages_of(items) if "HẾT" in page]
    assert f"Câu {items}." in last
    assert "không giải thích gì thêm" in " ".join(last.split())
