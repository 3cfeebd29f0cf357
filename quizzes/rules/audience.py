"""Groups of participants that have prizes of their own. Pure."""

from collections.abc import Iterable
from typing import Protocol


class Audience(Protocol):
    """A group told apart by age and by kind of organisation."""

    @property
    def code(self) -> str: ...
    @property
    def organisation_kinds(self) -> tuple[str, ...]: ...
    @property
    def minimum_age(self) -> int: ...
    @property
    def maximum_age(self) -> int | None: ...


def audience_of(
    age: int | None, organisation_kinds: Iterable[str], audiences: Iterable[Audience]
) -> str:
    """The code of the first group a person belongs to, or "".

    `organisation_kinds` are those of the person's organisation and of all above it.
    """
    kinds = set(organisation_kinds)
    return next((one.code for one in audiences if _holds(one, age, kinds)), "")


def _holds(audience: Audience, age: int | None, kinds: set[str]) -> bool:
    if audience.organisation_kinds and not kinds & set(audience.organisation_kinds):
        return False
    if not audience.minimum_age and audience.maximum_age is None:
        return True
    if age is None or age < audience.minimum_age:
        return False
    return audience.maximum_age is None or age <= audience.maximum_age
