"""Invitations: whom one person brought along, so that it counts. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Without look-alikes: codes are read out and typed.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who joined by an invitation. `devices` are traces of where they took papers."""

    participant_id: int
    invited_by: int
    devices: frozenset[str]


def counted_invitations(
    invited: Iterable[Invited], devices: Mapping[int, frozenset[str]]
) -> dict[int, int]:
    """How many people each inviter brought; only those are given who really took part.

    Somebody on the inviter's own device does not count, nor a second account on a device that
    was counted for the same inviter before, nor anyone in a ring of people inviting each other.
    """
    everybody = sorted(invited, key=lambda one: one.participant_id)
    parents = {one.participant_id: one.invited_by for one in everybody}
    counts: dict[int, int] = defaultdict(int)
    seen: dict[int, set[str]] = defaultdict(set)
    for one in everybody:
        taken = seen[one.invited_by] | devices.get(one.invited_by, frozenset())
        if one.devices & taken or _in_ring(one.participant_id, parents):
            continue
        seen[one.invited_by] |= one.devices
        counts[one.invited_by] += 1
    return dict(counts)


def _in_ring(start: int, parents: Mapping[int, int]) -> bool:
    visited = {start}
    current = parents.get(start)
    while current is not None and current not in visited:
        visited.add(current)
        current = parents.get(current)
    return current == start
