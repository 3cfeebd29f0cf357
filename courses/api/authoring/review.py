"""Courses handed in, judged, taken out of use."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from courses.actions.course_review import (
    judge_course,
    restore_course,
    retire_course,
    submit_course,
    withdraw_course,
)
from courses.api.authoring.course import own_course, seen_course, shown_course
from courses.api.authoring.shapes import (
    JudgementSerializer,
    RetirementSerializer,
    SubmissionSerializer,
    WrittenCourseDetailSerializer,
)
from courses.enums import CourseVerdict
from quizzes.api.schema import with_refusals

COURSE = with_refusals({200: WrittenCourseDetailSerializer}, 400, 401, 404, 409)


class SubmissionView(APIView):
    """Hand the course in; take it back."""

    @extend_schema(operation_id="authoring_submit", request=SubmissionSerializer, responses=COURSE)
    def post(self, request: Request, slug: str) -> Response:
        own_course(request, slug)
        asked = SubmissionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        submit_course(slug, **asked.validated_data, actor=signed_in(request), now=timezone.now())
        return Response(shown_course(request, slug))

    @extend_schema(
        operation_id="authoring_withdraw",
        responses=with_refusals({200: WrittenCourseDetailSerializer}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str) -> Response:
        own_course(request, slug)
        withdraw_course(slug, actor=signed_in(request), now=timezone.now())
        return Response(shown_course(request, slug))


class JudgementView(APIView):
    """A second person publishes the course or gives it back."""

    @extend_schema(
        operation_id="authoring_judge",
        request=JudgementSerializer,
        responses=with_refusals({204: None}, 400, 401, 403, 404, 409),
    )
    def post(self, request: Request, slug: str) -> Response:
        seen_course(request, slug)
        asked = JudgementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        judge_course(
            slug,
            wish["number"],
            CourseVerdict(wish["verdict"]),
            wish["comment"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        # The reviewer may see nothing more of it from now on.
        return Response(status=204)


class RetirementView(APIView):
    """Take the course out of use, and back."""

    @extend_schema(operation_id="authoring_retire", request=RetirementSerializer, responses=COURSE)
    def post(self, request: Request, slug: str) -> Response:
        own_course(request, slug)
        asked = RetirementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        retire_course(slug, **asked.validated_data, actor=signed_in(request), now=timezone.now())
        return Response(shown_course(request, slug))

    @extend_schema(
        operation_id="authoring_restore",
        responses=with_refusals({200: WrittenCourseDetailSerializer}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str) -> Response:
        own_course(request, slug)
        restore_course(slug, actor=signed_in(request), now=timezone.now())
        return Response(shown_course(request, slug))
