"""The life of an item. Pure.

The status is that of the newest version; an older approved one may be in use all the same.
"""

from collections.abc import Collection, Mapping

DRAFT, NEEDS_REVIEW, APPROVED, RETIRED = "draft", "needs_review", "approved", "retired"
SUBMIT, APPROVE, RETURN, RETIRE = "submit", "approve", "return", "retire"

# Everything that can happen to an item; what is not listed cannot.
NEXT: Mapping[str, Mapping[str, str]] = {
    DRAFT: {SUBMIT: NEEDS_REVIEW, RETIRE: RETIRED},
    NEEDS_REVIEW: {
        SUBMIT: NEEDS_REVIEW,
        APPROVE: APPROVED,
        RETURN: DRAFT,
        RETIRE: RETIRED,
    },
    APPROVED: {SUBMIT: NEEDS_REVIEW, RETIRE: RETIRED},
    RETIRED: {},
}


def next_status(status: str, step: str) -> str | None:
    """Where the step leads, or None where it cannot be taken."""
    return NEXT[status].get(step)


def status_after_restoring(verdict: str | None) -> str:
    """What an item is when it is no longer retired, by the verdict on its newest version."""
    return {None: NEEDS_REVIEW, APPROVED: APPROVED}.get(verdict, DRAFT)


def may_judge(person: int, writers: Collection[int]) -> bool:
    """A second pair of eyes: somebody who typed no letter of it."""
    return person not in writers


def is_good_enough(use: str, grade: str) -> bool:
    """Only items whose source was seen (grade A) stand in contests."""
    return use != "contest" or grade == "A"
