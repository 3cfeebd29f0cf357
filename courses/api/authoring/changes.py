"""What was written since the published version: shown word by word, or dropped."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from courses.actions.course_review import drop_changes
from courses.api.authoring.course import own_course, seen_course, shown_course
from courses.api.authoring.shapes import WrittenCourseDetailSerializer
from courses.formats.course_changes import ADDED, CHANGED, MOVED, REMOVED, SAME
from courses.queries.authoring import changes_of
from quizzes.api.schema import with_refusals


class RunSerializer(s.Serializer[Any]):
    """Words that stayed, came or went."""

    kind = s.ChoiceField([SAME, ADDED, REMOVED])
    text = s.CharField(trim_whitespace=False)


class PartChangeSerializer(s.Serializer[Any]):
    """`of` is outline, module, lesson, or a part's kind."""

    of = s.CharField()
    key = s.CharField(allow_blank=True)
    title = s.CharField(allow_blank=True)
    what = s.ChoiceField([ADDED, REMOVED, MOVED, CHANGED])
    runs = RunSerializer(many=True)


class CourseChangeSerializer(PartChangeSerializer):
    inside = PartChangeSerializer(many=True)


class ChangesView(APIView):
    """Against the published version; everything is new where there is none."""

    @extend_schema(
        operation_id="authoring_changes",
        responses=with_refusals({200: CourseChangeSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        found = [asdict(one) for one in changes_of(seen_course(request, slug))]
        return Response(CourseChangeSerializer(found, many=True).data)

    @extend_schema(
        operation_id="authoring_drop_changes",
        responses=with_refusals({200: WrittenCourseDetailSerializer}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str) -> Response:
        own_course(request, slug)
        drop_changes(slug, actor=signed_in(request), now=timezone.now())
        return Response(shown_course(request, slug))
