"""Fields in the page of an operator's own layout. Pure.

A page is HTML in which `{họ tên}` stands for a value. Nothing of it is ever executed: fields are
found by name, and what is put in their place has been made harmless by whoever brings it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from backend.certificates.rules.fields import BRACES, FIELDS, field_of, fields_in

# What a page shows besides the fields of its words.
PAGE_FIELDS: Final[Mapping[str, str]] = {
    **FIELDS,
    "tên giấy": "heading",
    "heading": "heading",
    "lời chứng nhận": "certifies",
    "certifies": "certifies",
    "nội dung": "statement",
    "statement": "statement",
    "nơi cấp": "issuer",
    "issuer": "issuer",
    "ngày ký": "dated",
    "date": "dated",
    "thay mặt": "signing_for",
    "signing for": "signing_for",
    "chức vụ": "title",
    "title": "title",
    "người ký": "signatory",
    "signatory": "signatory",
    "mã": "code",
    "code": "code",
    "trang tra cứu": "address",
    "address": "address",
    "mã qr": "qr",
    "qr": "qr",
}
# Without these a paper belongs to nobody, or cannot be checked.
NEEDED: Final = {"name": "họ tên", "code": "mã", "qr": "mã qr"}


@dataclass(frozen=True)
class OwnPage:
    """HTML for the body of a page, and its style. Pictures are named `asset:<digest>.png`."""

    page: str
    style: str


def page_fields(page: str) -> list[str]:
    """The values that a page asks for; raises UnknownField."""
    return fields_in(page, PAGE_FIELDS)


def filled_page(page: str, values: Mapping[str, str]) -> str:
    """The page with `values`, which are markup; nothing where one is missing."""
    return BRACES.sub(lambda match: values.get(field_of(match.group(1), PAGE_FIELDS), ""), page)
