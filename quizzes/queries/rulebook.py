"""Rulebooks of immutable versions, parsed once a process."""

from quizzes.enums import RoundState
from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.models import Attempt, Round

_parsed: dict[tuple[int, int], Rulebook] = {}


def rulebook_of(owner: Attempt | Round) -> Rulebook:
    """The rulebook that an attempt pinned, or that a round has now, as it stands for the round."""
    number = owner.number if isinstance(owner, Round) else owner.round.number
    known = (owner.rulebook_id, number)
    rulebook = _parsed.get(known)
    if rulebook is None:
        rulebook = read_rulebook(owner.rulebook.document).for_round(number)
        _parsed[known] = rulebook
    return rulebook


def shows_points(round_: Round) -> bool:
    """Whether the rulebook lets points of this round be known by now, to anybody."""
    is_published = round_.state == RoundState.PUBLISHED
    return is_published or rulebook_of(round_).feedback.score == "after_submit"
