"""How an address of the desk finds its contest, and the contests themselves."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.organisations.permissions import OrganisersOnly
from quizzes.actions.contest import NewContest, change_contest, create_contest
from quizzes.api.desk.contest_shapes import (
    ContestChangeSerializer,
    ContestCreationSerializer,
    DeskContestRowSerializer,
    DeskContestSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.models import Contest, Round
from quizzes.permissions import (
    may_edit_contest,
    organised_contests,
    organising_organisations,
)
from quizzes.queries.desk import contest_row, desk_contest, desk_contests, possible_committee


def organised_contest(request: Request, slug: str) -> Contest:
    """The contest, for those who organise it; to anyone else it does not exist: NotVisible."""
    contest = organised_contests(request.user).filter(slug=slug).first()
    if contest is None:
        raise NotVisible
    return contest


def organised_round(request: Request, slug: str, number: int) -> Round:
    """The round of a contest that this person organises; NotVisible otherwise."""
    contest = organised_contest(request, slug)
    round_ = Round.objects.with_contest().filter(contest=contest, number=number).first()
    if round_ is None:
        raise NotVisible
    return round_


class DeskContestListView(APIView):
    """The contests that this person organises."""

    permission_classes = [OrganisersOnly]

    @extend_schema(
        operation_id="desk_contests_list",
        responses=with_refusals({200: DeskContestRowSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        now = timezone.now()
        found = desk_contests(organised_contests(request.user))
        shown = [contest_row(contest, now) for contest in found]
        return Response(DeskContestRowSerializer(shown, many=True).data)

    @extend_schema(
        operation_id="desk_contests_create",
        request=ContestCreationSerializer,
        responses=with_refusals({201: DeskContestSerializer}, 400, 401, 403),
    )
    def post(self, request: Request) -> Response:
        asked = ContestCreationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        own = organising_organisations(request.user).filter(uuid=wish["organisation"]).first()
        if own is None:
            raise ValidationError({"organisation": [gettext("Hãy chọn đơn vị trong danh sách.")]})
        new = NewContest(**{**wish, "organisation": own})
        contest = create_contest(new, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest), status=201)


class DeskContestView(APIView):
    """One contest as its organisers see it."""

    @extend_schema(
        operation_id="desk_contests_retrieve",
        responses=with_refusals({200: DeskContestSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        return Response(shown_contest(contest))

    @extend_schema(
        operation_id="desk_contests_change",
        request=ContestChangeSerializer,
        responses=with_refusals({200: DeskContestSerializer}, 400, 401, 403, 404),
    )
    def patch(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        if not may_edit_contest(request.user, contest):
            raise PermissionDenied
        asked = ContestChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        changes: dict[str, Any] = asked.validated_data
        if "committee" in changes:
            changes["committee"] = _committee(contest, changes["committee"])
        change_contest(contest.pk, changes, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest))


def _committee(contest: Contest, uuids: list[UUID]) -> list[User]:
    """Only people who hold an organiser's role there, or are members already."""
    possible = {one["uuid"] for one in possible_committee(contest)}
    possible |= set(contest.committee.values_list("uuid", flat=True))
    if not set(uuids) <= possible:
        raise ValidationError({"committee": [gettext("Hãy chọn người trong danh sách.")]})
    return list(User.objects.filter(uuid__in=uuids))


def shown_contest(contest: Contest) -> Any:
    """The contest as every change of it answers."""
    found = desk_contests(Contest.objects.filter(pk=contest.pk)).get()
    return DeskContestSerializer(desk_contest(found, timezone.now())).data
