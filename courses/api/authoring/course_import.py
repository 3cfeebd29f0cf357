"""Courses that come as a zip."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from backend.common.limiter import Limit
from backend.organisations.permissions import is_trainer
from courses.actions.course_import import apply_course, bring_course, undo_course
from courses.api.authoring.course import own_organisation
from courses.enums import CourseImportState
from courses.formats.course_zip import MOST_BYTES, TOO_LARGE
from courses.models import CourseImport
from courses.permissions import AuthorsOnly
from quizzes.api.schema import with_refusals

BROUGHT = Limit("courses-brought", count=20, seconds=600)


class CourseZipSerializer(s.Serializer[Any]):
    file = s.FileField(max_length=200)

    def validate_file(self, file: Any) -> Any:
        """Not larger than what is read."""
        if file.size > MOST_BYTES:
            raise s.ValidationError(gettext(TOO_LARGE))
        return file


class FileProblemSerializer(s.Serializer[Any]):
    file = s.CharField()
    line = s.IntegerField()
    text = s.CharField()


class CourseImportReportSerializer(s.Serializer[Any]):
    """`unknown_items` are not in this bank; `has_items`: the file brings them along.

    `unready_items` are here and not approved to practise with. `files` counts what lessons show
    and the zip brings; `lost_files` are neither in it nor here.
    """

    title = s.CharField()
    modules = s.IntegerField()
    lessons = s.IntegerField()
    pictures = s.IntegerField()
    packages = s.IntegerField()
    items = s.IntegerField()
    unknown_items = s.ListField(child=s.CharField())
    unready_items = s.ListField(child=s.CharField())
    has_items = s.BooleanField()
    lost_packages = s.ListField(child=s.CharField())
    unknown_competences = s.ListField(child=s.CharField())
    problems = FileProblemSerializer(many=True)
    item_import = s.CharField(required=False, help_text="Where the items wait in the bank.")
    files = s.IntegerField(required=False)
    lost_files = s.ListField(child=s.CharField(), required=False)
    refused_files = s.ListField(child=s.CharField(), required=False)
    refused_packages = s.ListField(child=s.CharField(), required=False)


class CourseImportSerializer(s.Serializer[Any]):
    """`course` is the slug of what it made."""

    uuid = s.UUIDField()
    name = s.CharField()
    state = s.ChoiceField(CourseImportState.choices)
    report = CourseImportReportSerializer()
    course = s.CharField(source="course.slug", default=None, allow_null=True)


class CourseImportWishSerializer(s.Serializer[Any]):
    organisation = s.UUIDField(required=False, allow_null=True, default=None)


FOUND = with_refusals({200: CourseImportSerializer}, 400, 401, 403, 404, 409)


class CourseImportsView(APIView):
    """Bring a zip: it is read, and nothing is made yet."""

    permission_classes = [AuthorsOnly]
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="authoring_import_bring",
        request={"multipart/form-data": CourseZipSerializer},
        responses=with_refusals({201: CourseImportSerializer}, 400, 401, 403, 429),
    )
    def post(self, request: Request) -> Response:
        asked = CourseZipSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actor, file = signed_in(request), asked.validated_data["file"]
        BROUGHT.spend(str(actor.uuid))
        found = bring_course(file.name, file.read(), actor=actor, now=timezone.now())
        return Response(CourseImportSerializer(found).data, status=201)


class CourseImportView(APIView):
    """One's own import."""

    permission_classes = [AuthorsOnly]

    @extend_schema(operation_id="authoring_import", responses=FOUND)
    def get(self, request: Request, uuid: UUID) -> Response:
        found = CourseImport.objects.filter(uuid=uuid, brought_by=signed_in(request)).first()
        if found is None:
            raise NotVisible
        return Response(CourseImportSerializer(found).data)

    @extend_schema(
        operation_id="authoring_import_apply", request=CourseImportWishSerializer, responses=FOUND
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        """Make the course, as a draft."""
        asked = CourseImportWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actor = signed_in(request)
        organisation = own_organisation(request, asked.validated_data["organisation"])
        items, now = is_trainer(actor), timezone.now()
        found = apply_course(uuid, organisation, brings_items=items, actor=actor, now=now)
        return Response(CourseImportSerializer(found).data)

    @extend_schema(operation_id="authoring_import_undo", responses=FOUND)
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Take the course away again."""
        found = undo_course(uuid, actor=signed_in(request), now=timezone.now())
        return Response(CourseImportSerializer(found).data)
