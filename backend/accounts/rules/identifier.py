"""Telephone numbers and e-mail addresses as people type them, in one canonical form. Pure."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import phonenumbers

from backend.common.errors import DomainError

EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)
MAX_LENGTH: Final = 254
MOBILE: Final = frozenset(
    {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
)


class InvalidIdentifier(DomainError):
    """Neither a mobile number nor an e-mail address."""

    code: ClassVar[str] = "invalid_identifier"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Hãy nhập số điện thoại di động hoặc địa chỉ thư điện tử hợp lệ."


@dataclass(frozen=True)
class Identifier:
    """What a person signs in with."""

    kind: Literal["phone", "email"]
    value: str


def parse_identifier(typed: str) -> Identifier:
    """Tell a number from an address and write it canonically, or raise InvalidIdentifier."""
    if "@" in typed:
        return Identifier("email", normalise_email(typed))
    return Identifier("phone", normalise_phone(typed))


def normalise_email(typed: str) -> str:
    """A lower-case ASCII address."""
    address = typed.strip().lower()
    if len(address) > MAX_LENGTH or not EMAIL.fullmatch(address):
        raise InvalidIdentifier
    return address


def normalise_phone(typed: str) -> str:
    """E.164 of a mobile number: "0912.345.678", "0084 912…" and "+84 912…" are the same."""
    if not re.fullmatch(r"[0-9+().\s-]{8,24}", typed, re.ASCII):
        raise InvalidIdentifier
    digits = re.sub(r"[^0-9+]", "", typed)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("84") and len(digits) == 11:
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, "VN")
    except phonenumbers.NumberParseException as error:
        raise InvalidIdentifier from error
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in MOBILE:
        raise InvalidIdentifier
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
