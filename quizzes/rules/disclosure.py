"""What may be told of small groups. Pure: values in, values out."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALLEST_UNIT = 5

Unit = TypeVar("Unit", bound=Hashable)


def merged_units(people: Mapping[Unit, int], smallest: int = SMALLEST_UNIT) -> set[Unit]:
    """The units that are only told together: each that is too small, and one more if need be.

    What is told together must not be too small either, or it would name the last small unit.
    """
    by_size = sorted(people, key=lambda unit: (people[unit], str(unit)))
    merged = {unit for unit in by_size if people[unit] < smallest}
    if not merged:
        return merged
    for unit in by_size[len(merged) :]:
        if sum(people[one] for one in merged) >= smallest:
            break
        merged.add(unit)
    return merged
