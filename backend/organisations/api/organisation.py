"""Finding an organisation while its name is being typed."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.common.serializers import ProblemSerializer
from backend.organisations.api.serializers import (
    FoundOrganisationsSerializer,
    OrganisationSearchSerializer,
)
from backend.organisations.queries.organisation import find_organisations, written_paths


class OrganisationSearchView(APIView):
    """Public, without diacritics, by the beginnings of words."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="organisations_search",
        parameters=[OrganisationSearchSerializer],
        responses={200: FoundOrganisationsSerializer, 400: ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        asked = OrganisationSearchSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        typed, limit = asked.validated_data["q"], asked.validated_data["limit"]
        found = find_organisations(typed, limit=limit, today=timezone.localdate())
        paths = written_paths(found)
        results = [
            {"uuid": each.uuid, "name": each.name, "path": paths[each.pk], "kind": each.kind}
            for each in found
        ]
        answer = Response(FoundOrganisationsSerializer({"results": results}).data)
        answer["Cache-Control"] = "public, max-age=60"
        return answer
