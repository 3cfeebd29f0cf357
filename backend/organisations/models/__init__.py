"""The tree of organisations and who belongs to it."""

from backend.organisations.models.history import FormerName, FormerPlace
from backend.organisations.models.membership import Membership
from backend.organisations.models.organisation import Organisation
from backend.organisations.models.people_import import ImportState, PeopleImport

__all__ = ["FormerName", "FormerPlace", "ImportState", "Membership", "Organisation", "PeopleImport"]
