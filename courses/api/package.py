"""Opening a package of a lesson, and keeping what it told."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from courses.actions.package_run import Commit, Place, commit_run, launch_package
from courses.api.course import person_of
from courses.api.lesson import saved_progress
from courses.api.lesson_shapes import SavedProgressSerializer
from courses.enums import EnrolmentState
from courses.formats.packages.reading import FORMATS
from courses.package_errors import PackageMissing
from courses.queries.course import readable_version
from courses.queries.enrolment import find_enrolment
from courses.queries.package import find_reading, part_package
from courses.queries.package_page import launch_of
from quizzes.api.schema import with_refusals

LAUNCHES = Limit("package-launches", count=60, seconds=60)
MOST = 2**31 - 1


class PackageUnitSerializer(s.Serializer[Any]):
    """`reports`: it tells whether it was completed."""

    title = s.CharField()
    reports = s.BooleanField()


class PackageWishSerializer(s.Serializer[Any]):
    unit = s.IntegerField(min_value=0, max_value=1000, default=0)


class PackageLaunchSerializer(s.Serializer[Any]):
    """What a player needs. `origin` is the one that messages of the content come from; without
    `is_kept` nothing of what is done is."""

    format = s.ChoiceField(FORMATS)
    title = s.CharField()
    units = PackageUnitSerializer(many=True)
    unit = s.IntegerField()
    launch = s.IntegerField()
    is_kept = s.BooleanField()
    address = s.CharField()
    origin = s.CharField()
    sandbox = s.CharField()
    values = s.DictField(child=s.CharField(allow_blank=True))
    learner = s.CharField()
    mastery = s.CharField(allow_blank=True)
    launch_data = s.CharField(allow_blank=True)


class PackageCommitSerializer(s.Serializer[Any]):
    """`values`: everything the unit has told in this launch so far, by element."""

    launch = s.IntegerField(min_value=1, max_value=MOST)
    sequence = s.IntegerField(min_value=1, max_value=MOST)
    unit = s.IntegerField(min_value=0, max_value=1000)
    values = s.DictField(child=s.CharField(allow_blank=True, trim_whitespace=False))


class KeptRunSerializer(SavedProgressSerializer):
    """`is_current`: the package was not opened again since."""

    is_current = s.BooleanField()


class PackageLaunchView(APIView):
    """Open a unit. Who is not in the course may look at it; nothing is kept then."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="course_package_launch",
        request=PackageWishSerializer,
        responses=with_refusals({200: PackageLaunchSerializer}, 400, 404, 409, 429),
    )
    def post(self, request: Request, slug: str, key: str, part: str) -> Response:
        asked = PackageWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        unit, place = asked.validated_data["unit"], Place(slug, key, part)
        person = person_of(request)
        enrolment = find_enrolment(person, slug)
        _, version_id = readable_version(slug, enrolment)
        digest = part_package(version_id, key, part)
        reading = find_reading(digest)
        if reading is None:
            raise PackageMissing
        if unit >= len(reading.units):
            raise NotVisible
        run = None
        if person and enrolment and enrolment.state != EnrolmentState.WAITING:
            LAUNCHES.spend(str(person.uuid))
            run = launch_package(person, place, unit, now=timezone.now())
        host = request.build_absolute_uri("/").rstrip("/")
        launch = launch_of((digest, reading), unit, run, host, timezone.localdate())
        return Response(PackageLaunchSerializer(launch).data)


class PackageRunView(APIView):
    """Keep what a SCORM unit told; what is repeated or comes late changes nothing."""

    @extend_schema(
        operation_id="course_package_run",
        request=PackageCommitSerializer,
        responses=with_refusals({200: KeptRunSerializer}, 400, 401, 404, 409, 422),
    )
    def put(self, request: Request, slug: str, key: str, part: str) -> Response:
        sent = PackageCommitSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        now, told = timezone.now(), Commit(**sent.validated_data)
        place = Place(slug, key, part)
        progress, is_current = commit_run(signed_in(request), place, told, now=now)
        return Response({**saved_progress(progress, now), "is_current": is_current})
