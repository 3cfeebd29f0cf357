"""Roles as predicates: what somebody may do because of where they belong."""

from django.db.models import Q
from django.http import HttpRequest
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation


def has_role(user: object, *roles: Role) -> bool:
    """Whether the person holds any of the roles in any organisation."""
    return (
        isinstance(user, User)
        and user.is_active
        and Membership.objects.filter(user=user, role__in=roles).exists()
    )


def is_staff(user: object) -> bool:
    """Whether the person looks after the whole installation."""
    return isinstance(user, User) and user.is_active and user.is_staff


def is_organiser(user: object) -> bool:
    """Whether the person runs contests."""
    return is_staff(user) or has_role(user, Role.ORGANISER)


def is_trainer(user: object) -> bool:
    """Whether the person writes items and courses."""
    return is_staff(user) or has_role(user, Role.TRAINER)


def may_teach(user: object) -> bool:
    """Whether the person holds cohorts, or looks after the people of some."""
    roles = (Role.TRAINER, Role.ORGANISER, Role.ORGANISATION_ADMIN)
    return is_staff(user) or has_role(user, *roles)


def is_organisation_admin(user: object) -> bool:
    """Whether the person looks after any organisation's own people."""
    return is_staff(user) or has_role(user, Role.ORGANISATION_ADMIN)


def administers(user: object, organisation: Organisation) -> bool:
    """Whether the person looks after this organisation, or one above it."""
    return is_staff(user) or (
        isinstance(user, User)
        and user.is_active
        and Membership.objects.filter(
            user=user,
            role=Role.ORGANISATION_ADMIN,
            organisation__path__in=organisation.paths_upwards,
        ).exists()
    )


def is_own_admin(user: object, organisation: Organisation) -> bool:
    """Whether the person was named admin of this organisation, or of one above it.

    Looking after the installation is not enough: who has not taken part is their own affair.
    """
    return (
        isinstance(user, User)
        and user.is_active
        and Membership.objects.filter(
            user=user,
            role=Role.ORGANISATION_ADMIN,
            organisation__path__in=organisation.paths_upwards,
        ).exists()
    )


def may_reorganise(user: object, organisation: Organisation) -> bool:
    """Whether the person may rename, move or merge it: organisers at or above it, and staff."""
    return is_staff(user) or (
        isinstance(user, User)
        and user.is_active
        and Membership.objects.filter(
            user=user, role=Role.ORGANISER, organisation__path__in=organisation.paths_upwards
        ).exists()
    )


def within_reach(user: object, roles: list[Role], path: str) -> Q:
    """Rows whose organisation, at `path`, is one where the person has a role, or lies below it."""
    if is_staff(user):
        return Q()
    reach = Q(pk__in=())
    if isinstance(user, User) and user.is_active:
        held = Membership.objects.filter(user=user, role__in=roles)
        for beginning in held.values_list("organisation__path", flat=True):
            reach |= Q(**{f"{path}__startswith": beginning})
    return reach


def may_enter_admin(request: HttpRequest) -> bool:
    """Whether the person has any work in Django's admin."""
    roles = (Role.ORGANISER, Role.TRAINER, Role.ORGANISATION_ADMIN)
    return is_staff(request.user) or has_role(request.user, *roles)


class OrganisersOnly(BasePermission):
    """Those who run contests."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return is_organiser(request.user)


class TeachersOnly(BasePermission):
    """Those who hold cohorts: trainers, organisers, and organisations' own admins."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return may_teach(request.user)


class TrainersOnly(BasePermission):
    """Those who write items and courses."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return is_trainer(request.user)
