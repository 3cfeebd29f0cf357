"""How an address of writing finds its course, and the courses themselves."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.common.errors import NotVisible
from courses.actions.authoring import NewCourse, create_course, save_outline, set_authors
from courses.api.authoring.shapes import (
    AuthorSerializer,
    AuthorsWishSerializer,
    CourseCreationSerializer,
    CourseDraftSerializer,
    CourseDraftWishSerializer,
    RemarkSerializer,
    WritingOrganisationSerializer,
    WrittenCourseDetailSerializer,
    WrittenCourseSerializer,
)
from courses.models import Course
from courses.permissions import (
    AuthorsOnly,
    course_rights,
    read_courses,
    writing_organisations,
    written_courses,
)
from courses.queries.authoring import course_detail, course_remarks, course_row, listed_courses
from courses.queries.cohort import possible_trainers, teachable_courses
from quizzes.api.schema import with_refusals

LARGEST_LIST = 300


def seen_course(request: Request, slug: str) -> Course:
    """The course, for those who write or review it; to anyone else it does not exist."""
    return _found(request, slug, own=False)


def own_course(request: Request, slug: str) -> Course:
    """The course, for those who write it."""
    return _found(request, slug, own=True)


def _found(request: Request, slug: str, *, own: bool) -> Course:
    signed_in(request)
    courses = written_courses(request.user) if own else read_courses(request.user)
    course = courses.select_related("organisation", "current").filter(slug=slug).first()
    if course is None:
        raise NotVisible
    return course


class WrittenCourseListView(APIView):
    """The courses that this person writes, and those that wait for a reviewer."""

    permission_classes = [AuthorsOnly]

    @extend_schema(
        operation_id="authoring_courses_list",
        responses=with_refusals({200: WrittenCourseSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        found = listed_courses(read_courses(request.user))[:LARGEST_LIST]
        return Response(WrittenCourseSerializer([course_row(one) for one in found], many=True).data)

    @extend_schema(
        operation_id="authoring_courses_create",
        request=CourseCreationSerializer,
        responses=with_refusals({201: WrittenCourseDetailSerializer}, 400, 401, 403),
    )
    def post(self, request: Request) -> Response:
        asked = CourseCreationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        actor = signed_in(request)
        new = NewCourse(
            title=wish["title"],
            organisation=own_organisation(request, wish["organisation"]),
            copied=copied_course(request, wish["copied"]),
        )
        course = create_course(new, actor=actor, now=timezone.now())
        return Response(shown_course(request, course.slug), status=201)


class WritingChoicesView(APIView):
    """The organisations for a new course."""

    permission_classes = [AuthorsOnly]

    @extend_schema(
        operation_id="authoring_choices",
        responses=with_refusals({200: WritingOrganisationSerializer(many=True)}, 401, 403),
    )
    def get(self, request: Request) -> Response:
        found = writing_organisations(request.user).order_by("depth", "name")[:LARGEST_LIST]
        return Response(WritingOrganisationSerializer(found, many=True).data)


class WrittenCourseView(APIView):
    """One course: outline, lessons without their texts, reviews, versions."""

    @extend_schema(
        operation_id="authoring_courses_retrieve",
        responses=with_refusals({200: WrittenCourseDetailSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(shown_course(request, slug))


class OutlineView(APIView):
    """The outline's draft."""

    @extend_schema(
        operation_id="authoring_outline_save",
        request=CourseDraftWishSerializer,
        responses=with_refusals({200: CourseDraftSerializer}, 400, 401, 404, 409),
    )
    def put(self, request: Request, slug: str) -> Response:
        course = own_course(request, slug)
        asked = CourseDraftWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        draft = save_outline(
            course.slug, **_wish(asked.validated_data), actor=signed_in(request), now=timezone.now()
        )
        return Response(CourseDraftSerializer(draft).data)


class CourseChecksView(APIView):
    """What hinders the course from being handed in."""

    @extend_schema(
        operation_id="authoring_checks",
        responses=with_refusals({200: RemarkSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        found = course_remarks(seen_course(request, slug))
        return Response(RemarkSerializer(found, many=True).data)


class AuthorsView(APIView):
    """Who may be named an author, and who is."""

    @extend_schema(
        operation_id="authoring_possible_authors",
        responses=with_refusals({200: AuthorSerializer(many=True)}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(AuthorSerializer(_possible(own_course(request, slug)), many=True).data)

    @extend_schema(
        operation_id="authoring_authors_set",
        request=AuthorsWishSerializer,
        responses=with_refusals({200: WrittenCourseDetailSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, slug: str) -> Response:
        course = own_course(request, slug)
        asked = AuthorsWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        people = {one.uuid: one for one in _possible(course)}
        wanted = dict.fromkeys(asked.validated_data["authors"])
        if not wanted or not wanted.keys() <= people.keys():
            raise ValidationError({"authors": [gettext("Hãy chọn người trong danh sách.")]})
        set_authors(
            slug, [people[one] for one in wanted], actor=signed_in(request), now=timezone.now()
        )
        return Response(shown_course(request, slug, own=False))


def shown_course(request: Request, slug: str, *, own: bool = False) -> Any:
    """The course as every change of it answers."""
    course = _found(request, slug, own=own)
    rights = course_rights(signed_in(request), course)
    return WrittenCourseDetailSerializer({**course_detail(course), **rights}).data


def own_organisation(request: Request, uuid: Any) -> Any:
    """The organisation that is named; where none is, the first of one's own."""
    found = writing_organisations(request.user).order_by("depth", "name")
    own = found.filter(uuid=uuid).first() if uuid else None
    if uuid and own is None:
        raise ValidationError({"organisation": [gettext("Hãy chọn đơn vị trong danh sách.")]})
    return own or found.first()


def copied_course(request: Request, slug: str) -> Course | None:
    """What may be copied: the own courses, and whatever anybody may learn; None for ""."""
    if not slug:
        return None
    for courses in (read_courses(request.user), teachable_courses()):
        found = courses.select_related("current").filter(slug=slug).first()
        if found is not None:
            return found
    raise ValidationError({"copied": [gettext("Hãy chọn khóa học trong danh sách.")]})


def _possible(course: Course) -> list[Any]:
    found = {one.pk: one for one in course.authors.all()}
    if course.organisation is not None:
        found |= {one.pk: one for one in possible_trainers(course.organisation)}
    return list(found.values())


def _wish(asked: dict[str, Any]) -> dict[str, Any]:
    return {"document": asked["document"], "revision": asked["revision"]}
