"""Rulebooks of immutable versions, parsed once a process."""

from quizzes.enums import RoundState
from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.models import Round, RulebookVersion

_parsed: dict[int, Rulebook] = {}


def rulebook_of(version: RulebookVersion) -> Rulebook:
    rulebook = _parsed.get(version.pk)
    if rulebook is None:
        rulebook = _parsed[version.pk] = read_rulebook(version.document)
    return rulebook


def shows_points(round_: Round) -> bool:
    """Whether the rulebook lets points of this round be known by now, to anybody."""
    is_published = round_.state == RoundState.PUBLISHED
    return is_published or rulebook_of(round_.rulebook).feedback.score == "after_submit"
