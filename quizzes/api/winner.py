"""A winner's own prizes, and the form that is asked of winners alone."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.fields import PhoneField
from backend.accounts.models import User
from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from backend.common.text import nfc
from quizzes.actions.claim import submit_claim
from quizzes.api.schema import with_refusals
from quizzes.enums import WinnerState
from quizzes.models import Winner
from quizzes.queries.contest import find_contest
from quizzes.queries.winner import CLAIMABLE, claim_of, wins_of
from quizzes.rules.identity import IdentityNumber, IdentityNumberRefused, read_identity_number

# Whether a number is known must not be found out by trying.
CLAIMS = Limit("prize-claim", count=10, seconds=3600)
REFUSALS = {
    "length": _("Số căn cước công dân có đúng 12 chữ số."),
    "place": _("Ba chữ số đầu không phải mã tỉnh hoặc mã nước nào."),
    "birth_year": _("Số này không khớp với năm sinh bạn đã đăng ký."),
}


class OwnPrizeSerializer(s.Serializer[Any]):
    contest_slug = s.CharField()
    contest_title = s.CharField()
    round_title = s.CharField()
    title = s.CharField()
    value = s.CharField()
    state = s.ChoiceField(WinnerState.choices)
    number_ending = s.CharField(help_text="Of the identity number that was told; or empty.")
    may_claim = s.BooleanField()


class ClaimSerializer(s.Serializer[Any]):
    phone = PhoneField()
    number = s.CharField(max_length=30, write_only=True, help_text="12 digits, as text.")
    delivery = s.CharField(max_length=200, required=False, default="", allow_blank=True)

    def validate_number(self, typed: str) -> IdentityNumber:
        user: User = self.context["user"]
        try:
            return read_identity_number(typed, user.birth_date)
        except IdentityNumberRefused as refused:
            raise s.ValidationError(gettext(str(REFUSALS[refused.problem])), refused.problem)

    def validate_delivery(self, text: str) -> str:
        return nfc(text)


PRIZES = OwnPrizeSerializer(many=True)


class OwnPrizeListView(APIView):
    """The prizes that one has won, once their ranking is published."""

    @extend_schema(operation_id="prizes_list", responses=with_refusals({200: PRIZES}, 401))
    def get(self, request: Request) -> Response:
        return Response(_shown(signed_in(request)))


class ClaimView(APIView):
    """Tell phone and identity number, as a winner; nobody else is asked."""

    @extend_schema(
        operation_id="contests_claim",
        request=ClaimSerializer,
        responses=with_refusals({200: PRIZES}, 400, 401, 404, 409, 429, 503),
    )
    def put(self, request: Request, slug: str) -> Response:
        user, contest = signed_in(request), find_contest(slug)
        if contest is None or not wins_of(user).filter(contest=contest).exists():
            raise NotVisible
        CLAIMS.spend(str(user.uuid))
        wish = ClaimSerializer(data=request.data, context={"user": user})
        wish.is_valid(raise_exception=True)
        submit_claim(user, contest, **wish.validated_data, now=timezone.now())
        return Response(_shown(user))


def _shown(user: User) -> Any:
    return OwnPrizeSerializer([_own(win) for win in wins_of(user)], many=True).data


def _own(win: Winner) -> dict[str, Any]:
    claim = claim_of(win.participant)
    return {
        "contest_slug": win.contest.slug,
        "contest_title": win.contest.title,
        "round_title": win.round.title if win.round else "",
        "title": win.title,
        "value": win.value,
        "state": win.state,
        "number_ending": claim.number_ending if claim else "",
        "may_claim": win.state in CLAIMABLE,
    }
