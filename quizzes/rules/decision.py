"""The way of a ranking from a closed round to its publication. Pure: values in, values out."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class State(StrEnum):
    ELIGIBILITY_FROZEN = "eligibility_frozen"
    TARGET_COMPUTED = "target_computed"
    RANKED = "ranked"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    RETURNED = "returned"


# What a ranking goes through, in order; the last two are ways out.
STEPS: Sequence[State] = (
    State.ELIGIBILITY_FROZEN,
    State.TARGET_COMPUTED,
    State.RANKED,
    State.REVIEWED,
    State.APPROVED,
    State.PUBLISHED,
)

# Everything that can ever happen to a ranking; what is not listed cannot. Where the rulebook asks
# for no second person, a ranked one is published at once.
NEXT_STATES: Mapping[State, frozenset[State]] = {
    State.ELIGIBILITY_FROZEN: frozenset({State.TARGET_COMPUTED, State.RETURNED}),
    State.TARGET_COMPUTED: frozenset({State.RANKED, State.RETURNED}),
    State.RANKED: frozenset({State.REVIEWED, State.PUBLISHED, State.RETURNED}),
    State.REVIEWED: frozenset({State.APPROVED, State.RETURNED}),
    State.APPROVED: frozenset({State.PUBLISHED, State.RETURNED}),
    State.PUBLISHED: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
    State.RETURNED: frozenset(),
}
UNDER_WAY = frozenset(STEPS[:-1])


def may_move(current: str, target: str) -> bool:
    return State(target) in NEXT_STATES[State(current)]


def may_publish(current: str, approval: str) -> bool:
    """Only "automatic" approval goes without a second person."""
    if State(current) == State.RANKED:
        return approval == "automatic"
    return State(current) == State.APPROVED


def corrected_target(
    *, recomputed: int | None, before: int | None, is_regraded: bool, recomputes: bool
) -> int | None:
    """The prediction's target of a correction.

    A later disqualification leaves the published number as it was unless the rulebook says
    `recomputed_after_disqualification`; a regrade changes who was right, so it always counts anew.
    """
    return recomputed if recomputes or is_regraded else before
