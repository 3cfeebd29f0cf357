"""Vietnamese figures, dates and spans."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from backend.portal import formats
from backend.portal.templatetags.portal import clean_html, phone_links, unbroken


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0, 0, "0"), (1234.5, 1, "1.234,5"), (12986, 0, "12.986"), (-1000, 0, "-1.000")],
)
def test_number_is_written_with_dots_and_a_comma(value, decimals, written):
    assert formats.number(value, decimals) == written


def test_number_is_written_the_english_way_in_english():
    with translation.override("en"):
        assert formats.number(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(2026, 11, 29, 14, 0, tzinfo=UTC), "21 giờ, Chủ nhật ngày 29/11/2026"),
        (datetime(2026, 11, 27, 13, 5, tzinfo=UTC), "20 giờ 05, Thứ Sáu ngày 27/11/2026"),
        (datetime(2026, 12, 31, 17, 30, tzinfo=UTC), "0 giờ 30, Thứ Sáu ngày 01/01/2027"),
    ],
)
def test_moment_names_the_weekday_of_the_local_day(value, written):
    assert formats.moment(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (timedelta(days=2, hours=1, minutes=59), "2 ngày 1 giờ"),
        (timedelta(days=2, minutes=30), "2 ngày"),
        (timedelta(hours=3, minutes=2), "3 giờ 2 phút"),
        (timedelta(minutes=1, seconds=59), "1 phút"),
        (timedelta(seconds=59), "dưới 1 phút"),
        (timedelta(seconds=-5), "dưới 1 phút"),
    ],
)
def test_span_says_its_two_largest_units_and_never_rounds_up(value, written):
    assert formats.span(value) == written


def test_working_time_is_minutes_and_seconds():
    assert formats.working_time(506_999) == "8:26"


def test_unbroken_escapes_and_keeps_document_numbers_whole():
    assert unbroken("Nghị quyết 57-NQ/TW <b>") == (
        '<span class="nb">Nghị quyết</span> <span class="nb">57-NQ/TW</span> &lt;b&gt;'
    )


def test_phone_links_escapes_what_it_does_not_link():
    assert phone_links("<i>0207 000 057") == (
        '&lt;i&gt;<a href="tel:0207000057" class="nb">0207 000 057</a>'
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">',
        "<svg><script>alert(1)</script></svg>",
        '<iframe src="https://vi-du.test"></iframe>',
        '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    ],
)
def test_clean_html_keeps_no_way_to_run_code(markup):
    cleaned = clean_html(f"<p>Điều 1</p>{markup}")

    assert "Điều 1" in cleaned
    for danger in ("onerror", "javascript:", "<script", "<svg", "<iframe", "<img"):
        assert danger not in cleaned
