"""Whether somebody wants to see weeks and badges."""

from backend.accounts.models import User
from courses.models import HiddenBadges


def hide_badges(person: User, *, is_hidden: bool) -> None:
    """Safe to repeat."""
    if is_hidden:
        HiddenBadges.objects.get_or_create(person=person)
    else:
        HiddenBadges.objects.filter(person=person).delete()
