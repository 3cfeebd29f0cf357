"""A contest on its way to the public: items, picture, committee, checklist, publication."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.organisations.permissions import OrganisersOnly
from quizzes.actions.banner import remove_banner, set_banner
from quizzes.actions.contest import clone_contest, publish_contest, unpublish_contest
from quizzes.actions.schedule import choose_topics
from quizzes.api.desk.contest import organised_contest, shown_contest
from quizzes.api.desk.contest_shapes import (
    BannerSerializer,
    ChecklistEntrySerializer,
    CommitteeMemberSerializer,
    ContestCloneSerializer,
    DeskContestSerializer,
    NamedOrganisationSerializer,
    PoolSerializer,
    TopicChoiceSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.permissions import organising_organisations
from quizzes.queries.checklist import checklist
from quizzes.queries.desk import named_organisation, possible_committee
from quizzes.queries.pool import contest_pool

LARGEST_LIST = 50


class OwnOrganisationsView(APIView):
    """The organisations in whose name this person may hold a contest, the highest first."""

    permission_classes = [OrganisersOnly]

    @extend_schema(
        operation_id="desk_own_organisations",
        responses=with_refusals({200: NamedOrganisationSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        found = organising_organisations(request.user).order_by("depth", "name")[:LARGEST_LIST]
        shown = [named_organisation(one) for one in found]
        return Response(NamedOrganisationSerializer(shown, many=True).data)


class CloneView(APIView):
    """A new draft like this contest, its rounds moved to new times."""

    @extend_schema(
        operation_id="desk_contests_clone",
        request=ContestCloneSerializer,
        responses=with_refusals({201: DeskContestSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = ContestCloneSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        made = clone_contest(contest, actor=signed_in(request), now=timezone.now(), **wish)
        return Response(shown_contest(made), status=201)


class ChecklistView(APIView):
    """What to look at before the contest is shown to everyone."""

    @extend_schema(
        operation_id="desk_contests_checklist",
        responses=with_refusals({200: ChecklistEntrySerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        found = checklist(organised_contest(request, slug), timezone.now())
        return Response(ChecklistEntrySerializer(found, many=True).data)


class PublicationView(APIView):
    """Show the contest to everyone, or take it back while nobody has begun a paper."""

    @extend_schema(
        operation_id="desk_contests_publish",
        request=None,
        responses=with_refusals({200: DeskContestSerializer}, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        publish_contest(contest.pk, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest))

    @extend_schema(
        operation_id="desk_contests_unpublish",
        responses=with_refusals({200: DeskContestSerializer}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        unpublish_contest(contest.pk, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest))


class BannerView(APIView):
    """The contest's picture; whatever comes is drawn anew."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="desk_contests_set_banner",
        request={"multipart/form-data": BannerSerializer},
        responses=with_refusals({200: DeskContestSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = BannerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["picture"]
        set_banner(contest.pk, file, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest))

    @extend_schema(
        operation_id="desk_contests_remove_banner",
        responses=with_refusals({200: DeskContestSerializer}, 401, 404),
    )
    def delete(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        remove_banner(contest.pk, actor=signed_in(request), now=timezone.now())
        return Response(shown_contest(contest))


class PoolView(APIView):
    """What the bank offers; choosing topics fills the pools and fits the paper."""

    @extend_schema(
        operation_id="desk_contests_pool",
        responses=with_refusals({200: PoolSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        return Response(PoolSerializer(contest_pool(contest)).data)

    @extend_schema(
        operation_id="desk_contests_choose_topics",
        request=TopicChoiceSerializer,
        responses=with_refusals({200: PoolSerializer}, 400, 401, 404, 409),
    )
    def put(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        asked = TopicChoiceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        topics = asked.validated_data["topics"]
        choose_topics(contest.pk, topics, actor=signed_in(request), now=timezone.now())
        return Response(PoolSerializer(contest_pool(contest)).data)


class PossibleCommitteeView(APIView):
    """Who may be put on the contest's committee."""

    @extend_schema(
        operation_id="desk_contests_possible_committee",
        responses=with_refusals({200: CommitteeMemberSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        found = possible_committee(organised_contest(request, slug))
        return Response(CommitteeMemberSerializer(found, many=True).data)
