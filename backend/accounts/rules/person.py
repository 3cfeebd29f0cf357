"""What may be written about a person: names and birth dates. Pure."""

import unicodedata
from datetime import date
from typing import ClassVar, Final

from backend.common.errors import DomainError
from backend.common.text import collapsed

MAX_NAME_LENGTH: Final = 100
MAX_TYPED_LENGTH: Final = 4 * MAX_NAME_LENGTH  # decomposed, a letter takes up to three signs
EARLIEST_BIRTH: Final = date(1900, 1, 1)
GUARDED_BELOW_YEARS: Final = 16
# Joiners shape letters of some scripts; every other invisible sign only deceives.
JOINERS: Final = frozenset("\u200c\u200d")
# Controls, formatting and bidi marks, surrogates, private and unassigned signs, line breaks,
# pictures (emoji), enclosing marks (keycaps).
REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "So", "Me"})
VARIATION_SELECTORS: Final = range(0xFE00, 0xFE10)
SKIN_TONES: Final = range(0x1F3FB, 0x1F400)


class InvalidFullName(DomainError):
    """Not a name that can be shown."""

    code: ClassVar[str] = "invalid_full_name"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Họ và tên chỉ gồm chữ, tối đa 100 ký tự, không có biểu tượng."


class InvalidBirthDate(DomainError):
    """Not a day on which a living person was born."""

    code: ClassVar[str] = "invalid_birth_date"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Ngày sinh phải từ năm 1900 đến hôm nay."


class GuardianRequired(DomainError):
    """A child takes part with the consent of a parent or guardian."""

    code: ClassVar[str] = "guardian_required"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Người dưới 16 tuổi cần cha, mẹ hoặc người giám hộ đồng ý."


def clean_full_name(typed: str) -> str:
    """The name composed and single-spaced, in any script, or InvalidFullName."""
    if len(typed) > MAX_TYPED_LENGTH:
        raise InvalidFullName
    name = collapsed(typed)
    has_letter = any(unicodedata.category(sign).startswith("L") for sign in name)
    if not has_letter or len(name) > MAX_NAME_LENGTH or any(map(_is_refused, name)):
        raise InvalidFullName
    return name


def check_birth_date(born_on: date, *, today: date) -> date:
    """The date itself, or InvalidBirthDate."""
    if not EARLIEST_BIRTH <= born_on < today:
        raise InvalidBirthDate
    return born_on


def age(born_on: date, *, on: date) -> int:
    """Completed years; somebody born on 29 February has a birthday on 1 March in other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def needs_guardian(born_on: date, *, today: date) -> bool:
    """Whether a guardian has to agree, by the Law on Children."""
    return age(born_on, on=today) < GUARDED_BELOW_YEARS


def _is_refused(sign: str) -> bool:
    code = ord(sign)
    if code in VARIATION_SELECTORS or code in SKIN_TONES:
        return True
    return sign not in JOINERS and unicodedata.category(sign) in REFUSED_CATEGORIES
