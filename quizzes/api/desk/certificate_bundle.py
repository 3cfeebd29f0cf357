"""Bundles of certificates on the desk: asked for, watched, downloaded."""

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
from backend.organisations.models import Organisation
from quizzes.actions.certificate_bundle import ask_for_bundle
from quizzes.actions.taken_file import take_bundle
from quizzes.api.desk.certificate_shapes import BundleWishSerializer, CertificateBundleSerializer
from quizzes.api.desk.contest import organised_contest, organised_round
from quizzes.api.schema import with_refusals
from quizzes.queries.certificate_bundle import bundles_of, find_bundle, told_bundle
from quizzes.queries.certificate_list import Scope


class BundlesView(APIView):
    """The bundles of the last days, newest first, and one more."""

    @extend_schema(
        operation_id="desk_certificate_bundles",
        responses=with_refusals({200: CertificateBundleSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        found = bundles_of(organised_contest(request, slug), timezone.now())
        return Response(CertificateBundleSerializer(found, many=True).data)

    @extend_schema(
        operation_id="desk_certificate_bundles_create",
        request=BundleWishSerializer,
        responses=with_refusals({202: CertificateBundleSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        contest = organised_contest(request, slug)
        wish = BundleWishSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        said = wish.validated_data
        scope = None
        if said["round"] is not None:
            scope = Scope(contest, organised_round(request, slug, said["round"]))
        job = ask_for_bundle(
            contest,
            scope,
            _organisation(said["organisation"]),
            form=said["form"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return Response(CertificateBundleSerializer(told_bundle(job)).data, status=202)


class BundleFileView(APIView):
    """The file itself; 404 until it is written, and once it is forgotten."""

    @extend_schema(
        operation_id="desk_certificate_bundle_file",
        responses=with_refusals({200: OpenApiTypes.BINARY}, 401, 404),
    )
    def get(self, request: Request, slug: str, bundle: UUID) -> FileResponse:
        contest, now = organised_contest(request, slug), timezone.now()
        job = find_bundle(contest, bundle, now)
        path = take_bundle(contest, job, actor=signed_in(request), now=now)
        about = [job.parameters["organisation_name"], job.parameters["round_title"]]
        name = " - ".join(filter(None, ["Chứng nhận", *about])).replace("/", "-")
        answer = FileResponse(path.open("rb"), as_attachment=True, filename=f"{name}{path.suffix}")
        answer["Cache-Control"] = "no-store"
        return answer


def _organisation(uuid: UUID | None) -> Organisation | None:
    """Raises NotVisible."""
    if uuid is None:
        return None
    organisation = Organisation.objects.filter(uuid=uuid).first()
    if organisation is None:
        raise NotVisible
    return organisation
