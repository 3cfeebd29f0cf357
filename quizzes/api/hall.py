"""The scene of a contest's big screens, for screens whose socket is cut."""

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.common.errors import NotVisible
from quizzes.api.schema import with_refusals
from quizzes.api.serializers import HallSceneSerializer
from quizzes.queries.contest import find_contest
from quizzes.queries.hall import hall_scene


class HallView(APIView):
    """What the big screens show now. It names a scene and holds no result."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="contests_hall", responses=with_refusals({200: HallSceneSerializer}, 404)
    )
    def get(self, request: Request, slug: str) -> Response:
        contest = find_contest(slug)
        if contest is None:
            raise NotVisible
        return Response(hall_scene(contest))
