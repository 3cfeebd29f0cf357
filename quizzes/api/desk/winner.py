"""Prizes on the desk: the table, the awards, the steps to the hand-over, a logged look."""

from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from quizzes.actions.claim import reveal_claim
from quizzes.actions.taken_file import take_handover
from quizzes.actions.winner import award_prizes, move_winner, settle_place
from quizzes.api.desk.anomaly_shapes import ReasonSerializer
from quizzes.api.desk.contest import organised_contest
from quizzes.api.desk.winner_shapes import (
    PrizeDeskSerializer,
    PrizeRoundSerializer,
    RevealedClaimSerializer,
    SettlePlaceSerializer,
    WinnerStepSerializer,
)
from quizzes.api.schema import with_refusals
from quizzes.enums import WinnerState
from quizzes.models import Contest, Round, Winner
from quizzes.queries.winner_desk import prize_desk


class PrizeDeskView(APIView):
    """The prizes of a round, or of the whole contest."""

    @extend_schema(
        operation_id="desk_prizes",
        parameters=[PrizeRoundSerializer],
        responses=with_refusals({200: PrizeDeskSerializer}, 400, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = PrizeRoundSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        return _desk(contest, _round(contest, wish.validated_data["round"]))


class AwardView(APIView):
    """Give every free place by the published ranking."""

    @extend_schema(
        operation_id="desk_prizes_award",
        request=PrizeRoundSerializer,
        responses=with_refusals({200: PrizeDeskSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = PrizeRoundSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        round_ = _round(contest, wish.validated_data["round"])
        award_prizes(contest, round_, actor=signed_in(request), now=timezone.now())
        return _desk(contest, round_)


class SettleView(APIView):
    """Give a place to one of those who stand level for it."""

    @extend_schema(
        operation_id="desk_prizes_settle",
        request=SettlePlaceSerializer,
        responses=with_refusals({200: PrizeDeskSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = SettlePlaceSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        said = wish.validated_data
        round_ = _round(contest, said["round"])
        settle_place(
            contest,
            round_,
            said["prize"],
            said["place"],
            said["holder"],
            reason=said["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(contest, round_)


class WinnerStepView(APIView):
    """Note how far a prize has come; a declined one passes on."""

    @extend_schema(
        operation_id="desk_winners_move",
        request=WinnerStepSerializer,
        responses=with_refusals({200: PrizeDeskSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        contest = organised_contest(request, slug)
        wish = WinnerStepSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        winner = move_winner(
            contest,
            uuid,
            WinnerState(wish.validated_data["state"]),
            reason=wish.validated_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(contest, Winner.objects.select_related("round").get(pk=winner.pk).round)


class RevealView(APIView):
    """Phone and identity number of one winner, once; the look and its reason are recorded."""

    @extend_schema(
        operation_id="desk_winners_reveal",
        request=ReasonSerializer,
        responses=with_refusals({200: RevealedClaimSerializer}, 400, 401, 404, 503),
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        contest = organised_contest(request, slug)
        wish = ReasonSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        shown = reveal_claim(
            contest, uuid, **wish.validated_data, actor=signed_in(request), now=timezone.now()
        )
        answer = Response(RevealedClaimSerializer(shown).data)
        answer["Cache-Control"] = "no-store"
        return answer


class HandoverFileView(APIView):
    """The hand-over list with a column to sign in, as Excel."""

    @extend_schema(
        operation_id="desk_handover_file",
        parameters=[PrizeRoundSerializer],
        responses=with_refusals({200: OpenApiTypes.BINARY}, 400, 401, 404),
    )
    def get(self, request: Request, slug: str) -> FileResponse:
        contest = organised_contest(request, slug)
        wish = PrizeRoundSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        round_ = _round(contest, wish.validated_data["round"])
        file = take_handover(contest, round_, actor=signed_in(request), now=timezone.now())
        return FileResponse(file, as_attachment=True, filename=f"trao-giai-{contest.slug}.xlsx")


def _round(contest: Contest, number: int | None) -> Round | None:
    if number is None:
        return None
    round_ = Round.objects.with_contest().filter(contest=contest, number=number).first()
    if round_ is None:
        raise NotVisible
    return round_


def _desk(contest: Contest, round_: Round | None) -> Response:
    return Response(PrizeDeskSerializer(prize_desk(contest, round_)).data)
