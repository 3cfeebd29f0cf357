"""Where people belong."""

from typing import cast

from backend.accounts.models import User
from backend.common.rows import Statement
from backend.organisations.models import Organisation

_OWN = Statement(
    """
    SELECT {organisation} FROM organisations_organisation organisation
    JOIN organisations_membership own ON own.organisation_id = organisation.id
    WHERE own.user_id = %s AND own.role = 'member'
    """,
    {"organisation": Organisation},
)


def own_organisation(user: User) -> Organisation | None:
    """The organisation for which a person takes part."""
    found = _OWN.first(user.pk)
    return cast(Organisation, found[0]) if found else None
