"""A participant's own invitation to a contest, and what came of it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from quizzes.actions.invitation import make_invitation
from quizzes.api.schema import with_refusals
from quizzes.models import Contest
from quizzes.queries.contest import find_contest
from quizzes.queries.invitation import own_invitation


class InvitationSerializer(s.Serializer[Any]):
    code = s.CharField(help_text="Empty until it is wished for.")
    link = s.CharField()
    qr = s.CharField(help_text="The link as a picture, a data address.")
    joined = s.IntegerField()
    counted = s.IntegerField(help_text="Who handed in a counted attempt.")


class InvitationView(APIView):
    """POST makes the code on the first wish; for those who take part in the contest."""

    @extend_schema(
        operation_id="contests_invitation",
        responses=with_refusals({200: InvitationSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        return self._shown(request, _contest(slug))

    @extend_schema(
        operation_id="contests_invite",
        request=None,
        responses=with_refusals({200: InvitationSerializer}, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = _contest(slug)
        make_invitation(signed_in(request), contest)
        return self._shown(request, contest)

    def _shown(self, request: Request, contest: Contest) -> Response:
        shown = own_invitation(signed_in(request), contest)
        if shown is None:
            raise NotVisible
        return Response(InvitationSerializer(shown).data)


def _contest(slug: str) -> Contest:
    contest = find_contest(slug)
    if contest is None:
        raise NotVisible
    return contest
