"""Courses in writing as files, and lessons that come as one."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.api import JobSerializer
from backend.organisations.permissions import is_trainer
from courses.actions.brought_file import DOCUMENT, LOOK, ask_to_read
from courses.actions.course_export import export_course
from courses.actions.lesson_file import bring_lesson, read_lesson, would_be
from courses.api.authoring.course import own_course, seen_course
from courses.api.authoring.shapes import CourseDraftSerializer
from courses.formats.word_file import MOST_BYTES as LARGEST
from courses.queries.course_export import exported_lesson
from quizzes.api.schema import with_refusals

ZIP, MARKDOWN = "application/zip", "text/markdown"


class LessonFileSerializer(s.Serializer[Any]):
    """Markdown or Word. `revision` is the draft's that the file replaces.

    With `is_trial` nothing is replaced, and one sees what would be.
    """

    revision = s.IntegerField(min_value=0)
    file = s.FileField()
    is_trial = s.BooleanField(default=False)


class BroughtLessonSerializer(CourseDraftSerializer):
    """`notes` name what of the file could not be kept."""

    notes = s.ListField(child=s.CharField())


class CourseDocumentSerializer(s.Serializer[Any]):
    """Markdown or Word. With `is_trial` nothing is added, and one sees what would be."""

    file = s.FileField()
    is_trial = s.BooleanField(default=False)


class CourseExportView(APIView):
    """The whole course as it stands, in the files that `load_courses` reads."""

    @extend_schema(
        operation_id="authoring_export",
        responses={(200, ZIP): OpenApiTypes.BINARY, **with_refusals({}, 401, 404)},
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        course, actor = seen_course(request, slug), signed_in(request)
        body = export_course(course, with_items=is_trainer(actor), actor=actor, now=timezone.now())
        return _file(body, ZIP, f"{slug}.zip")


class LessonFileView(APIView):
    """One lesson as Markdown; one that comes, or a Word document, takes the lesson's place."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="authoring_lesson_export",
        responses={(200, MARKDOWN): OpenApiTypes.BINARY, **with_refusals({}, 401, 404)},
    )
    def get(self, request: Request, slug: str, key: str) -> HttpResponse:
        text = exported_lesson(seen_course(request, slug), key, timezone.localdate())
        return _file(text.encode(), f"{MARKDOWN}; charset=utf-8", f"{key}.md")

    @extend_schema(
        operation_id="authoring_lesson_import",
        request={"multipart/form-data": LessonFileSerializer},
        responses=with_refusals({200: BroughtLessonSerializer}, 400, 401, 404, 409),
    )
    def put(self, request: Request, slug: str, key: str) -> Response:
        own_course(request, slug)
        asked = LessonFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        body = wish["file"].read(LARGEST + 1)
        actor, now = signed_in(request), timezone.now()
        read = read_lesson(body, actor=actor, now=now)
        told: dict[str, Any] = {"revision": wish["revision"], "updated_at": None}
        if wish["is_trial"]:
            told["document"] = would_be(slug, key, read)
        else:
            draft = bring_lesson(slug, key, read, wish["revision"], actor=actor, now=now)
            names = ("revision", "document", "updated_at")
            told = {name: getattr(draft, name) for name in names}
        return Response(BroughtLessonSerializer({**told, "notes": list(read.notes)}).data)


class CourseDocumentView(APIView):
    """One document becomes modules and lessons behind those that are there; a worker reads it.

    The job's result: `modules`, each {title, lessons: [{title, parts}]}, and `notes` that name what
    of the file could not be kept.
    """

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="authoring_document_bring",
        request={"multipart/form-data": CourseDocumentSerializer},
        responses=with_refusals({202: JobSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        course = own_course(request, slug)
        asked = CourseDocumentSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        kind, file = (
            LOOK if asked.validated_data["is_trial"] else DOCUMENT,
            asked.validated_data["file"],
        )
        by: dict[str, Any] = {"actor": signed_in(request), "now": timezone.now()}
        job = ask_to_read(kind, course, file.name, file.read(LARGEST + 1), **by)
        return Response(JobSerializer(job).data, status=202)


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=kind, headers=disposition)
