"""The life of a course that is written in the browser. Pure.

The status is that of the newest wording; an older one that is published is learned all the same.
"""

from collections.abc import Collection, Mapping

DRAFT, NEEDS_REVIEW, PUBLISHED, RETIRED = "draft", "needs_review", "published", "retired"
WRITE, SUBMIT, WITHDRAW = "write", "submit", "withdraw"
APPROVE, RETURN, RETIRE = "approve", "return", "retire"

# Everything that can happen to a course; what is not listed cannot.
NEXT: Mapping[str, Mapping[str, str]] = {
    DRAFT: {WRITE: DRAFT, SUBMIT: NEEDS_REVIEW, RETIRE: RETIRED},
    NEEDS_REVIEW: {WITHDRAW: DRAFT, APPROVE: PUBLISHED, RETURN: DRAFT},
    PUBLISHED: {WRITE: DRAFT, RETIRE: RETIRED},
    RETIRED: {},
}


def next_status(status: str, step: str) -> str | None:
    """Where the step leads, or None where it cannot be taken."""
    return NEXT[status].get(step)


def may_judge(person: int, writers: Collection[int]) -> bool:
    """A second pair of eyes: somebody who wrote no letter of it."""
    return person not in writers
