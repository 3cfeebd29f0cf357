"""Lessons in writing."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from courses.actions.authoring import add_lesson, copy_lesson, save_lesson
from courses.api.authoring.course import copied_course, own_course, seen_course, shown_course
from courses.api.authoring.shapes import (
    CourseDraftSerializer,
    CourseDraftWishSerializer,
    LessonDraftSerializer,
    NewLessonSerializer,
    WrittenCourseDetailSerializer,
)
from courses.formats.translation import outdated_places
from courses.queries.authoring import lesson_of
from quizzes.api.schema import with_refusals


class NewLessonView(APIView):
    """A new lesson at the end of a module, or a copy of one of this course or another."""

    @extend_schema(
        operation_id="authoring_lessons_create",
        request=NewLessonSerializer,
        responses=with_refusals({201: WrittenCourseDetailSerializer}, 400, 401, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        course = own_course(request, slug)
        asked = NewLessonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        by: dict[str, Any] = {"actor": signed_in(request), "now": timezone.now()}
        if wish["copied"]:
            source = copied_course(request, wish["course"]) or course
            copy_lesson(slug, wish["module"], wish["title"], source, wish["copied"], **by)
        else:
            add_lesson(slug, wish["module"], wish["title"], **by)
        return Response(shown_course(request, slug), status=201)


class LessonDraftView(APIView):
    """One lesson as it stands."""

    @extend_schema(
        operation_id="authoring_lesson",
        responses=with_refusals({200: LessonDraftSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str, key: str) -> Response:
        course = seen_course(request, slug)
        document = lesson_of(course, key)
        if document is None:
            raise NotVisible
        draft = course.lesson_drafts.filter(key=key).first()
        shown: dict[str, Any] = {
            "revision": draft.revision if draft else 0,
            "document": document,
            "updated_at": draft.updated_at if draft else None,
            "outdated": outdated_places(document),
        }
        return Response(LessonDraftSerializer(shown).data)

    @extend_schema(
        operation_id="authoring_lesson_save",
        request=CourseDraftWishSerializer,
        responses=with_refusals({200: CourseDraftSerializer}, 400, 401, 404, 409),
    )
    def put(self, request: Request, slug: str, key: str) -> Response:
        own_course(request, slug)
        asked = CourseDraftWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        draft = save_lesson(
            slug, key, **asked.validated_data, actor=signed_in(request), now=timezone.now()
        )
        return Response(CourseDraftSerializer(draft).data)
