"""What organisers tell: announcements to takers, scenes to halls."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from quizzes.actions.announcement import announce, withdraw_announcement
from quizzes.actions.hall import show_scene
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.desk.live import CHANGED, asked, numbers_now
from quizzes.api.desk.live_shapes import AnnouncementWishSerializer, HallWishSerializer
from quizzes.api.schema import with_refusals
from quizzes.api.serializers import HallSceneSerializer
from quizzes.enums import HallScene
from quizzes.queries.hall import hall_scene


class AnnouncementsView(APIView):
    """Say something to everybody who sits a paper of the round."""

    @extend_schema(
        operation_id="desk_live_announce", request=AnnouncementWishSerializer, responses=CHANGED
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        round_ = organised_round(request, slug, number)
        wish = asked(AnnouncementWishSerializer, request)
        announce(round_.pk, wish["text"], actor=signed_in(request), now=timezone.now())
        return numbers_now(round_)


class WithdrawalView(APIView):
    """Take an announcement back."""

    @extend_schema(operation_id="desk_live_withdraw", request=None, responses=CHANGED)
    def post(self, request: Request, slug: str, number: int, uuid: UUID) -> Response:
        round_ = organised_round(request, slug, number)
        withdraw_announcement(round_.pk, uuid, actor=signed_in(request), now=timezone.now())
        return numbers_now(round_)


class HallControlView(APIView):
    """The scene of every big screen of the contest."""

    @extend_schema(
        operation_id="desk_hall", responses=with_refusals({200: HallSceneSerializer}, 401, 404)
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(hall_scene(organised_contest(request, slug)))

    @extend_schema(
        operation_id="desk_hall_show",
        request=HallWishSerializer,
        responses=with_refusals({200: HallSceneSerializer}, 400, 401, 404, 409),
    )
    def put(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = asked(HallWishSerializer, request)
        number = wish["round"]
        show_scene(
            contest,
            HallScene(wish["scene"]),
            round_=organised_round(request, slug, number) if number else None,
            place=wish["place"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return Response(hall_scene(contest))
