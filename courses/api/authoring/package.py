"""Packages of others, brought for a course in writing."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from courses.actions.brought_file import PACKAGE, ask_to_read
from courses.api.authoring.course import own_course, seen_course
from courses.api.package import (
    PackageLaunchSerializer,
    PackageUnitSerializer,
    PackageWishSerializer,
)
from courses.formats.packages.limited import MOST_BYTES, TOO_LARGE
from courses.formats.packages.reading import FORMATS
from courses.models import Package
from courses.queries.package import find_reading
from courses.queries.package_page import launch_of
from quizzes.api.schema import with_refusals

BROUGHT = Limit("packages-brought", count=20, seconds=600)


class PackageFileSerializer(s.Serializer[Any]):
    file = s.FileField(max_length=200)

    def validate_file(self, file: Any) -> Any:
        """Not larger than what is looked through."""
        if file.size > MOST_BYTES:
            raise s.ValidationError(gettext(TOO_LARGE))
        return file


class PackageReportSerializer(s.Serializer[Any]):
    """What was found in a package. `units` is the number that the part is to have: of those that
    tell whether they were completed."""

    package = s.CharField()
    name = s.CharField()
    format = s.ChoiceField(FORMATS)
    title = s.CharField()
    units = s.IntegerField()
    contents = PackageUnitSerializer(many=True)
    files = s.IntegerField()
    bytes = s.IntegerField()
    notes = s.ListField(child=s.CharField())


def _report(package: Package) -> Any:
    reading = package.reading
    shown = {
        "package": package.digest,
        **{name: getattr(package, name) for name in ("name", "format", "title", "units", "bytes")},
        "contents": reading["units"],
        **{name: reading[name] for name in ("files", "notes")},
    }
    return PackageReportSerializer(shown).data


class PackageListView(APIView):
    """Bring a package; a worker looks through it before it is kept, and its job's result names it
    as `package`."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="authoring_package_bring",
        request={"multipart/form-data": PackageFileSerializer},
        responses=with_refusals({202: JobSerializer}, 400, 401, 404, 429),
    )
    def post(self, request: Request, slug: str) -> Response:
        course = own_course(request, slug)
        asked = PackageFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actor, file = signed_in(request), asked.validated_data["file"]
        BROUGHT.spend(str(actor.uuid))
        by: dict[str, Any] = {"actor": actor, "now": timezone.now()}
        job = ask_to_read(PACKAGE, course, file.name, file.read(), **by)
        return Response(JobSerializer(job).data, status=202)


class PackageView(APIView):
    """What was found in a package, and a look into it of which nothing is kept."""

    parser_classes = [JSONParser]

    @extend_schema(
        operation_id="authoring_package",
        responses=with_refusals({200: PackageReportSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str, digest: str) -> Response:
        seen_course(request, slug)
        package = Package.objects.filter(digest=digest).first()
        if package is None:
            raise NotVisible
        return Response(_report(package))

    @extend_schema(
        operation_id="authoring_package_preview",
        request=PackageWishSerializer,
        responses=with_refusals({200: PackageLaunchSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str, digest: str) -> Response:
        seen_course(request, slug)
        asked = PackageWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        unit, reading = asked.validated_data["unit"], find_reading(digest)
        if reading is None or unit >= len(reading.units):
            raise NotVisible
        host = request.build_absolute_uri("/").rstrip("/")
        launch = launch_of((digest, reading), unit, None, host, timezone.localdate())
        return Response(PackageLaunchSerializer(launch).data)
