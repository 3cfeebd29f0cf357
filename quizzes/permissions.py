"""Who may work on contests and on the bank. Outside the admin everyone sees what is public."""

from backend.organisations.permissions import is_organiser, is_staff, is_trainer
from quizzes.enums import ItemStatus, RoundState
from quizzes.models import Contest, Item, Round


def may_edit_contest(user: object, contest: Contest | None) -> bool:
    """Organisers mend the texts of a contest; only staff once results are published."""
    if contest is None or not contest.rounds.filter(state=RoundState.PUBLISHED).exists():
        return is_organiser(user)
    return is_staff(user)


def may_edit_round(user: object, round_: Round | None) -> bool:
    """A round that has attempts is a record; it is changed by actions alone."""
    return is_organiser(user) and (round_ is None or not round_.attempts.exists())


def may_edit_item(user: object, item: Item | None) -> bool:
    """What was approved is a record; a mended item is a new version."""
    return is_trainer(user) and (
        item is None or item.status in {ItemStatus.DRAFT, ItemStatus.NEEDS_REVIEW}
    )
