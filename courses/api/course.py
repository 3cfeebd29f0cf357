"""Courses for anyone to find and read; enrolling, and one's own courses, for who is signed in."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import User
from backend.accounts.permissions import signed_in
from courses.actions.enrolment import enrol, withdraw
from courses.api.own import own_enrolment
from courses.api.shapes import (
    CourseDetailSerializer,
    CourseWishSerializer,
    ListedCourseSerializer,
    OwnCourseSerializer,
    OwnEnrolmentSerializer,
)
from courses.enums import CourseStatus
from courses.models import Enrolment
from courses.queries.course import (
    course_sources,
    course_summary,
    find_courses,
    named_competences,
    readable_version,
)
from courses.queries.due import own_dates
from courses.queries.enrolment import (
    OwnCourse,
    OwnLesson,
    enrolments_of,
    find_enrolment,
    own_courses,
)
from courses.queries.prerequisite import prerequisites_of
from courses.queries.version import VersionOutline, read_outline
from courses.rules.lesson_order import FREE, still_needed
from quizzes.api.schema import with_refusals


def person_of(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None


class CourseListView(APIView):
    """What there is to learn. `q` is searched without diacritics."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="courses",
        parameters=[CourseWishSerializer],
        responses=with_refusals({200: ListedCourseSerializer(many=True)}, 400),
    )
    def get(self, request: Request) -> Response:
        wish = CourseWishSerializer(data=request.query_params)
        wish.is_valid(raise_exception=True)
        found = find_courses(wish.validated_data["q"], wish.validated_data["audience"])
        mine = {own.enrolment.course_id: own for own in _own(person_of(request))}
        now, listed = timezone.now(), []
        for course in found:
            own = mine.get(course.pk)
            assert course.current_id is not None
            outline = own.outline if own else read_outline(course.current_id)
            enrolment = own_enrolment(own, now) if own else None
            listed.append(course_summary(course, outline) | {"enrolment": enrolment})
        return Response(ListedCourseSerializer(listed, many=True).data)


class CourseView(APIView):
    """A course's outline, and how far one came."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="course", responses=with_refusals({200: CourseDetailSerializer}, 404)
    )
    def get(self, request: Request, slug: str) -> Response:
        enrolment = find_enrolment(person_of(request), slug)
        course, version_id = readable_version(slug, enrolment)
        own = own_courses([enrolment])[0] if enrolment else None
        outline = read_outline(version_id)
        document, now = outline.document, timezone.now()
        said = course_summary(course, outline) | {
            "about": document["about"],
            "version": outline.number,
            "competences": named_competences(document["competences"], get_language() or "vi"),
            "sources": course_sources(outline),
            "completion": {
                "lessons": outline.rule.lessons,
                "quiz_percent": outline.rule.quiz_percent,
                "sessions": outline.rule.sessions,
                "final_quiz": outline.final_quiz and {"cool_down_hours": 0, **outline.final_quiz},
            },
            "order": document.get("order", FREE),
            "prerequisites": prerequisites_of(version_id, person_of(request)),
            "modules": _modules(outline, own),
            "is_open": course.status != CourseStatus.RETIRED,
            "enrolment": own_enrolment(own, now) if own else None,
        }
        return Response(CourseDetailSerializer(said).data)


class EnrolmentView(APIView):
    """Begin a course, or leave it; what was learned stays and waits."""

    @extend_schema(
        operation_id="course_enrol",
        request=None,
        responses=with_refusals(
            {200: OwnEnrolmentSerializer, 201: OwnEnrolmentSerializer}, 401, 404, 409
        ),
    )
    def post(self, request: Request, slug: str) -> Response:
        now = timezone.now()
        enrolment, is_new = enrol(signed_in(request), slug, now=now)
        [own] = own_courses([enrolment])
        answer = OwnEnrolmentSerializer(own_enrolment(own, now)).data
        return Response(answer, status=201 if is_new else 200)

    @extend_schema(
        operation_id="course_withdraw", responses=with_refusals({204: None}, 401, 404, 409)
    )
    def delete(self, request: Request, slug: str) -> Response:
        readable_version(slug, find_enrolment(signed_in(request), slug))
        withdraw(signed_in(request), slug, now=timezone.now())
        return Response(status=204)


class OwnCourseListView(APIView):
    """One's own courses: what to go on with first, what was completed last."""

    @extend_schema(
        operation_id="own_courses",
        responses=with_refusals({200: OwnCourseSerializer(many=True)}, 401),
    )
    def get(self, request: Request) -> Response:
        now = timezone.now()
        listed = [
            course_summary(own.enrolment.course, own.outline)
            | {"enrolment": own_enrolment(own, now)}
            for own in sorted(_own(signed_in(request)), key=_least_recent)
        ]
        return Response(OwnCourseSerializer(listed, many=True).data)


def _own(person: User | None) -> list[OwnCourse]:
    if person is None:
        return []
    return own_courses(enrolments_of(person).select_related("course", "cohort"))


def _least_recent(own: OwnCourse) -> tuple[bool, float]:
    one: Enrolment = own.enrolment
    return one.completed_at is not None, -(one.seen_at or one.enrolled_at).timestamp()


def _modules(outline: VersionOutline, own: OwnCourse | None) -> list[dict[str, Any]]:
    lessons, done = (own.lessons, own.done) if own else ({}, set[str]())
    before = outline.before if own else {}
    dates = own_dates(own.enrolment) if own else {}
    return [
        {
            **module,
            "lessons": [
                {
                    "key": key,
                    "title": outline.lessons[key].title,
                    "summary": outline.lessons[key].summary,
                    "minutes": outline.lessons[key].minutes,
                    "share": lessons.get(key, OwnLesson()).share,
                    "is_done": lessons.get(key, OwnLesson()).is_done,
                    "due_on": dates.get(key),
                    "closed_by": [] if key in done else still_needed(key, before, done),
                }
                for key in module["lessons"]
            ],
        }
        for module in outline.document["modules"]
    ]
