"""Who is signed in, as every screen needs it."""

from typing import Any, TypedDict
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from rest_framework.request import Request

from backend.accounts.models import User
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation
from backend.organisations.queries.organisation import written_paths


class OwnOrganisation(TypedDict):
    """The organisation for which a person takes part."""

    uuid: UUID
    name: str
    path: str


class SessionMe(TypedDict):
    """The visitor; `roles` is empty unless signed in."""

    signed_in: bool
    uuid: UUID | None
    full_name: str
    organisation: OwnOrganisation | None
    roles: list[str]
    language: str
    csrf_token: str


def session_me(request: HttpRequest | Request) -> SessionMe:
    """The person behind the request and what they may do; two queries at most."""
    user = request.user
    person = user if isinstance(user, User) else None
    memberships = _memberships(person) if person else []
    own = next((each.organisation for each in memberships if each.role == Role.MEMBER), None)
    return {
        "signed_in": person is not None,
        "uuid": person.uuid if person else None,
        "full_name": person.full_name if person else "",
        "organisation": _own(own) if own else None,
        "roles": _roles(person, memberships) if person else [],
        "language": get_language(),
        "csrf_token": get_token(getattr(request, "_request", request)),
    }


def _memberships(person: User) -> list[Membership]:
    return list(Membership.objects.filter(user=person).select_related("organisation"))


def _own(organisation: Organisation) -> OwnOrganisation:
    path = written_paths([organisation])[organisation.pk]
    return {"uuid": organisation.uuid, "name": organisation.name, "path": path}


def _roles(person: User, memberships: list[Membership]) -> list[str]:
    roles: set[Any] = {each.role for each in memberships} - {Role.MEMBER}
    if person.is_staff:
        roles.add("staff")
    return ["participant", *sorted(map(str, roles))]
