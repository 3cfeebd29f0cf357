"""How a paper is spread over the topics that a contest has. Pure."""

from collections.abc import Mapping, Sequence

Cell = tuple[str, str]
DIFFICULTIES = ("easy", "medium", "hard")


def spread(
    wanted: Mapping[str, int], available: Mapping[Cell, int], topics: Sequence[str]
) -> dict[Cell, int]:
    """`wanted` items of each difficulty, taken from the topics in turn as far as they reach.

    What a difficulty lacks is taken from the nearest other one, so that the paper keeps its length
    whenever the topics together hold enough items.
    """
    left = {cell: number for cell, number in available.items() if cell[0] in topics}
    paper: dict[Cell, int] = {}
    for difficulty in DIFFICULTIES:
        missing = wanted.get(difficulty, 0)
        for nearest in _nearest(difficulty):
            missing = _take(missing, nearest, left, paper, topics)
    order = {(topic, level): None for topic in topics for level in DIFFICULTIES}
    return {cell: paper[cell] for cell in order if cell in paper}


def _nearest(difficulty: str) -> list[str]:
    place = DIFFICULTIES.index(difficulty)
    return sorted(DIFFICULTIES, key=lambda one: abs(DIFFICULTIES.index(one) - place))


def _take(
    missing: int,
    difficulty: str,
    left: dict[Cell, int],
    paper: dict[Cell, int],
    topics: Sequence[str],
) -> int:
    """Take one item of each topic in turn; how many are missing still."""
    while missing:
        cells = [(topic, difficulty) for topic in topics if left.get((topic, difficulty), 0)]
        if not cells:
            break
        for cell in sorted(cells, key=lambda one: paper.get(one, 0))[:missing]:
            left[cell] -= 1
            paper[cell] = paper.get(cell, 0) + 1
            missing -= 1
    return missing
