"""Rulebooks of immutable versions, parsed once a process."""

from quizzes.enums import RoundState
from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.models import Attempt, Ranking, Round

_parsed: dict[tuple[int, int], Rulebook] = {}


def rulebook_of(owner: Attempt | Ranking | Round) -> Rulebook:
    """The rulebook that an attempt or ranking pinned, or that a round has now.

    As it stands for the round; the ranking of a whole contest has none.
    """
    round_ = owner if isinstance(owner, Round) else owner.round
    number = round_.number if round_ else 0
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
