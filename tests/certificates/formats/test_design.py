"""The document of a template: what is refused, and in which words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.certificates.errors import DesignRefused
from backend.certificates.formats.design import PALETTE, PAPER, WHITE, read_design
from backend.certificates.rules.colour import LEAST_CONTRAST, contrast
from backend.certificates.rules.fields import FIELDS, filled


@pytest.mark.parametrize(
    ("document", "part", "words"),
    [
        ({"body": ["đã đạt {giải thưởng}"]}, "body.0", "Không có trường {giải thưởng}"),
        ({"body": ["ok", "đã đạt {giải"]}, "body.1", "giữa hai dấu ngoặc nhọn"),
        ({"body": ["đã *đạt {giải}"]}, "body.0", "Dấu * phải đi thành cặp"),
        ({"colour": "#E9A820"}, "colour", "quá nhạt"),
        ({"colour": "red; background: url(http://x)"}, "colour", ""),
        ({"layout": "../../etc"}, "layout", ""),
        ({"seal": "../secret.png"}, "seal", ""),
        ({"signatories": [{}, {}, {}]}, "signatories", ""),
        ({"body": ["một"] * 6}, "body", ""),
        ({"html": "<script>"}, "html", ""),
        ({"issuer": "x" * 201}, "issuer", ""),
        ([], "", ""),
    ],
)
def test_what_cannot_be_printed_is_refused_by_its_part(
    document: Any, part: str, words: str
) -> None:
    with pytest.raises(DesignRefused) as refused:
        read_design(document)

    [fault] = refused.value.facts["faults"]
    assert fault["part"] == part
    assert words in fault["text"]


@pytest.mark.parametrize("colour", PALETTE.values())
def test_every_colour_of_the_palette_is_read_on_paper_and_bears_white_words(colour: str) -> None:
    assert contrast(colour, PAPER) >= LEAST_CONTRAST
    assert contrast(WHITE, colour) >= LEAST_CONTRAST


def test_fields_are_known_in_any_spelling() -> None:
    pieces = filled(" đã đạt  *{ GIẢI }*, {Vòng} ", {"award": "giải Nhì", "round": "Vòng 3"})

    assert pieces == (("đã đạt ", False), ("giải Nhì", True), (", Vòng 3", False))
    assert filled("đạt {điểm} điểm", {"award": "giải Nhì"}) is None


@given(st.text(alphabet="{}* aạ", max_size=12), st.text(alphabet="{}* aạ", max_size=6))
def test_what_a_person_is_called_is_never_read_as_a_field(before: str, value: str) -> None:
    """Only the template's own braces and asterisks mean something."""
    text = before.translate({ord(one): None for one in "{}*"}) + "{name}"

    pieces = filled(text, dict.fromkeys(FIELDS.values(), value)) if value else None

    said = "".join(piece for piece, _ in pieces or ())
    wanted = " ".join((before.translate({ord(one): None for one in "{}*"}) + value).split())
    assert said == (wanted if value else "")
    assert not any(is_strong for _, is_strong in pieces or ())
