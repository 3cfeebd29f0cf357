"""Sizes that keep a text on its line."""

from hypothesis import given
from hypothesis import strategies as st

from backend.certificates.printing.widths import POINTS_PER_MM, ems, fitting_size


@given(st.text(max_size=300), st.sampled_from([400, 600]))
def test_text_is_no_wider_than_its_line(text: str, weight: int) -> None:
    size = fitting_size(text, weight=weight, largest=39, width_mm=250)

    assert size <= 39
    assert ems(text, weight) * size <= 250 * POINTS_PER_MM


def test_short_text_keeps_the_largest_size() -> None:
    assert fitting_size("Lò Y Ó", weight=600, largest=39, width_mm=250) == 39
