"""A round held still for those who change its clock or its board."""

from quizzes.models import Round


def held_round(round_id: int) -> Round:
    """The round, locked against starts and other changes until the transaction ends.

    Starts share the row, so they wait; answers, hand-ins and scoring go on. Whoever also builds
    the board takes this lock first.
    """
    return (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("contest", "rulebook")
        .get(pk=round_id)
    )
