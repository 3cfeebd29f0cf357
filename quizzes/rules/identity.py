"""The citizen's identity number (CCCD): what its twelve digits say, without asking any register.

3 digits: where the birth was registered (one of the 63 former provinces, 001–096, which stay
valid after every merger; or a country, from 101), 1: century and sex, 2: year of birth, 6: random.
There is no check digit.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from quizzes.rules.refusal import Refusal

DIGITS: Final = 12
LAST_PROVINCE: Final = 96
COUNTRIES: Final = range(101, 400)
ENDING: Final = 3
_NUMBER: Final = re.compile(r"[0-9]{12}")


class IdentityNumberRefused(Refusal):
    """`problem` is length, place or birth_year."""


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A plausible number. What it tells is for a person to compare with the card."""

    digits: str

    @property
    def ending(self) -> str:
        return self.digits[-ENDING:]

    @property
    def birth_year(self) -> int:
        return 1900 + 100 * (int(self.digits[3]) // 2) + int(self.digits[4:6])

    @property
    def is_woman(self) -> bool:
        return int(self.digits[3]) % 2 == 1


def read_identity_number(typed: str, birth_date: date | None) -> IdentityNumber:
    """Raises IdentityNumberRefused; spaces, dots and dashes between the digits are let pass."""
    digits = re.sub(r"[ .\-\u00a0]", "", typed)
    if not _NUMBER.fullmatch(digits):
        raise IdentityNumberRefused("length")
    place = int(digits[:3])
    if not 1 <= place <= LAST_PROVINCE and place not in COUNTRIES:
        raise IdentityNumberRefused("place")
    number = IdentityNumber(digits)
    if birth_date is not None and number.birth_year != birth_date.year:
        raise IdentityNumberRefused("birth_year")
    return number
