"""The picture that other sites show beside a link to results: 1200 × 630, PNG."""

from collections.abc import Sequence

from backend.common.share_card import GREEN, INK, MARGIN, QUIET, SIZE, Card


def share_picture(
    *, title: str, contest: str, facts: Sequence[tuple[str, str]], address: str
) -> bytes:
    """`facts` are up to three (number, words)."""
    card = Card()
    top = card.lines(contest, MARGIN, 84, size=34, weight=600, fill=QUIET, width=860, most=2)
    card.lines(title, MARGIN, top + 10, size=76, weight=700, fill=GREEN, width=860, most=2)
    width = (SIZE[0] - 2 * MARGIN) // max(1, len(facts))
    for place, (number, words) in enumerate(facts):
        left = MARGIN + place * width
        card.write(number, left, 372, size=72, weight=700, fill=INK)
        card.lines(words, left, 468, size=28, weight=400, fill=QUIET, width=width - 30, most=2)
    card.write(address, MARGIN, 560, size=26, weight=600, fill=GREEN)
    return card.png()
