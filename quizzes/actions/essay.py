"""Essays go to those who mark them, and come back as points."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from secrets import randbits

from quizzes.enums import AttemptState, ItemKind
from quizzes.models import Attempt, Essay, ItemKey
from quizzes.queries.bank import contents_of, newest_key_rows


def hand_to_markers(
    attempts: Sequence[Attempt], answers: Mapping[int, Mapping[int, object]], *, now: datetime
) -> set[int]:
    """Make an essay of each text in these locked attempts; the attempts that now wait for marks.

    A slot left empty needs no marker: it earns nothing.
    """
    contents = contents_of(version for attempt in attempts for version, _ in attempt.paper)
    texts = [
        (attempt, slot, version)
        for attempt in attempts
        for slot, (version, _) in enumerate(attempt.paper, start=1)
        if contents[version].kind == ItemKind.ESSAY and answers.get(attempt.pk, {}).get(slot)
    ]
    if not texts:
        return set()
    rubrics = newest_key_rows(version for _, _, version in texts)
    Essay.objects.bulk_create(_essays(texts, rubrics))
    waiting = {attempt.pk for attempt, _, _ in texts}
    Attempt.objects.filter(pk__in=waiting).update(state=AttemptState.MARKING)
    return waiting


def _essays(
    texts: Sequence[tuple[Attempt, int, int]], rubrics: Mapping[int, ItemKey]
) -> Iterator[Essay]:
    for attempt, slot, version in texts:
        yield Essay(attempt=attempt, slot=slot, rubric=rubrics[version], lot=randbits(63))
