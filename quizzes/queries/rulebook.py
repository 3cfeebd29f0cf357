"""Rulebooks of immutable versions, parsed once a process."""

from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.models import Attempt, Ranking, Round, RulebookVersion
from quizzes.rules.feedback import is_told

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


def rulebooks_of(round_: Round) -> dict[int, Rulebook]:
    """Every rulebook that an attempt of the round may have pinned, by version."""
    versions = RulebookVersion.objects.filter(contest=round_.contest_id)
    return {one.pk: rulebook_of(Attempt(round=round_, rulebook=one)) for one in versions}


def tells(owner: Attempt | Round, part: str) -> bool:
    """Whether `part` (score, key or explanations) is told by now; nowhere is it decided twice.

    Explanations give the key away, so they never come before it.
    """
    feedback = rulebook_of(owner).feedback
    state = owner.state if isinstance(owner, Round) else owner.round.state
    if part == "explanations" and not is_told(feedback.key, state):
        return False
    return is_told(getattr(feedback, part), state)


def shows_points(round_: Round) -> bool:
    """Whether the rulebook lets points of this round be known by now, to anybody."""
    return tells(round_, "score")
