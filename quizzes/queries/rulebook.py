"""Rulebooks of immutable versions, parsed once a process."""

from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.models import RulebookVersion

_parsed: dict[int, Rulebook] = {}


def rulebook_of(version: RulebookVersion) -> Rulebook:
    rulebook = _parsed.get(version.pk)
    if rulebook is None:
        rulebook = _parsed[version.pk] = read_rulebook(version.document)
    return rulebook
