"""How an address of the desk finds its contest, and the contests themselves."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.common.errors import NotVisible
from backend.organisations.permissions import OrganisersOnly
from quizzes.api.desk.contest_shapes import DeskContestRowSerializer, DeskContestSerializer
from quizzes.api.schema import with_refusals
from quizzes.models import Contest, Round
from quizzes.permissions import organised_contests
from quizzes.queries.desk import contest_row, desk_contest, desk_contests


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


class DeskContestView(APIView):
    """One contest as its organisers see it."""

    @extend_schema(
        operation_id="desk_contests_retrieve",
        responses=with_refusals({200: DeskContestSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        return Response(shown_contest(contest))


def shown_contest(contest: Contest) -> Any:
    """The contest as every change of it answers."""
    found = desk_contests(Contest.objects.filter(pk=contest.pk)).get()
    return DeskContestSerializer(desk_contest(found, timezone.now())).data
