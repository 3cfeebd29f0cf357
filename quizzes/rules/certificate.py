"""What becomes of a certificate when results are corrected. Pure."""

from collections.abc import Collection
from enum import StrEnum

# What a certificate states; one for taking part states none.
Points = int | None


class Outcome(StrEnum):
    NOTHING = "nothing"
    ISSUED = "issued"
    REVOKED = "revoked"
    REPLACED = "replaced"


def outcome(stated: Collection[Points], earned: Collection[Points]) -> Outcome:
    """`stated` is empty without a certificate; `earned` holds each result that earns one.

    A certificate stands as long as something earns it with the very points that it states.
    """
    if not stated:
        return Outcome.ISSUED if earned else Outcome.NOTHING
    if not earned:
        return Outcome.REVOKED
    return Outcome.NOTHING if set(stated) & set(earned) else Outcome.REPLACED
