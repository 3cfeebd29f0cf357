"""What learners ask and nobody has answered, and what was reported, for those who teach."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.organisations.permissions import TeachersOnly
from courses.models import LessonVersion
from courses.permissions import discussed_courses
from courses.queries.discussion import question_row, reported, unanswered
from quizzes.api.schema import with_refusals

MOST = 50


class AskedLessonSerializer(s.Serializer[Any]):
    key = s.CharField()
    title = s.CharField()


class AskedCourseSerializer(s.Serializer[Any]):
    slug = s.CharField()
    title = s.CharField()


class OpenQuestionSerializer(s.Serializer[Any]):
    uuid = s.UUIDField()
    course = AskedCourseSerializer()
    lesson = AskedLessonSerializer()
    author = s.CharField()
    text = s.CharField()
    written_at = s.DateTimeField()


class OpenQuestionsSerializer(s.Serializer[Any]):
    """Up to MOST of each; `count` of all that are not answered."""

    count = s.IntegerField()
    questions = OpenQuestionSerializer(many=True)
    reported = OpenQuestionSerializer(many=True)


class OpenQuestionsView(APIView):
    """Questions of the courses that one teaches, the oldest first."""

    permission_classes = [TeachersOnly]

    @extend_schema(
        operation_id="teaching_questions",
        responses=with_refusals({200: OpenQuestionsSerializer}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        courses = discussed_courses(request.user)
        found, told = unanswered(courses), list(reported(courses)[:MOST])
        rows = list(found[:MOST])
        keys = {(one.course_id, one.lesson) for one in [*rows, *told]}
        versions = LessonVersion.objects.filter(
            course__in={course for course, _ in keys}, key__in={key for _, key in keys}
        ).order_by("pk")
        titles = {(one.course_id, one.key): one.title for one in versions.defer("document")}
        shown = {
            "count": found.count(),
            "questions": [question_row(one, titles) for one in rows],
            "reported": [question_row(one, titles) for one in told],
        }
        return Response(OpenQuestionsSerializer(shown).data)
