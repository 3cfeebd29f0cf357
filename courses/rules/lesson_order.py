"""Which lessons come before which. Pure.

What must come first is a map from a lesson to those that open it. A lesson that is not in it is
open from the beginning.
"""

from collections.abc import Collection, Mapping, Sequence

FREE, IN_ORDER = "free", "in_order"

Before = Mapping[str, Sequence[str]]


def needed_before(
    lessons: Sequence[str], order: str, after: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """What opens each lesson: the one before it in a course that is learned in order, and those
    that are named. Lessons that the course does not have open nothing and close nothing."""
    found: dict[str, list[str]] = {}
    for place, key in enumerate(lessons):
        first = [lessons[place - 1]] if order == IN_ORDER and place else []
        named = [one for one in after.get(key, ()) if one in lessons and one != key]
        if needed := list(dict.fromkeys([*first, *named])):
            found[key] = needed
    return found


def still_needed(key: str, before: Before, done: Collection[str]) -> list[str]:
    """The lessons that must be done before this one opens; none: it is open."""
    return [one for one in before.get(key, ()) if one not in done]


def closed_lessons(before: Before, done: Collection[str]) -> set[str]:
    """All lessons that are not open yet. What is done stays open."""
    return {key for key in before if key not in done and still_needed(key, before, done)}


def opened_by(before: Before, done: Collection[str], shown: Collection[str]) -> list[str]:
    """The lessons that become done as well, because all of them was `shown` before they opened.

    In the order in which they open, so that it makes no difference what a device sent first.
    """
    reached, waiting = set(done), [key for key in shown if key not in done]
    found: list[str] = []
    while ready := [key for key in waiting if not still_needed(key, before, reached)]:
        found += ready
        reached.update(ready)
        waiting = [key for key in waiting if key not in reached]
    return found


def find_loop(before: Before) -> list[str]:
    """Lessons of which none can ever open, in their order; empty where there is no such trap."""
    everything = {*before, *(one for needed in before.values() for one in needed)}
    reachable = {key for key in everything if not before.get(key)}
    while ready := {
        key for key in everything - reachable if not still_needed(key, before, reachable)
    }:
        reachable |= ready
    return [key for key in before if key not in reachable]
