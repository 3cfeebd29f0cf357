"""What is told of an indicator. Pure."""

FEWEST_SELF_ASSESSED = 10
"""What people say of themselves is told of so many and more, never of fewer."""
SELF_ASSESSED = frozenset({"workers"})
NOT_KNOWN = frozenset({"vneid"})


def told(key: str, reached: int, people: int) -> tuple[int | None, int | None]:
    """(reached, people), None for both where they are not known or must not be told."""
    if key in NOT_KNOWN or (key in SELF_ASSESSED and people < FEWEST_SELF_ASSESSED):
        return None, None
    return reached, people
