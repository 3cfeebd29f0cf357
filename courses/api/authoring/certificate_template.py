"""What certificates of a course look like: its authors choose among the templates of its
organisation, whose organisers make them."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.permissions import signed_in
from backend.certificates.actions.template import retire_template
from backend.certificates.api.template import (
    chosen_template,
    found_template,
    kept_picture,
    kept_template,
    preview,
    told_templates,
)
from backend.certificates.api.template_shapes import (
    PreviewSerializer,
    PreviewWishSerializer,
    TemplateChoiceSerializer,
    TemplatePictureSerializer,
    TemplatePictureWishSerializer,
    TemplateSerializer,
    TemplatesSerializer,
    TemplateWishSerializer,
)
from backend.certificates.enums import CertificateKind
from backend.common.errors import NotVisible
from courses.api.authoring.course import own_course
from courses.models import Course
from courses.permissions import may_design_certificates
from quizzes.api.schema import with_refusals


class CourseTemplatesView(APIView):
    """The templates that this course may use, and which it uses."""

    @extend_schema(
        operation_id="authoring_certificate_templates",
        responses=with_refusals({200: TemplatesSerializer}, 401, 404),
    )
    def get(self, request: Request, slug: str) -> Response:
        return _told(request, _dressed_course(request, slug))

    @extend_schema(
        operation_id="authoring_certificate_templates_create",
        request=TemplateWishSerializer,
        responses=with_refusals({201: TemplateSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        owner = _owner(_designed_course(request, slug))
        return kept_template(request, owner, None, timezone.now())


class CourseTemplateView(APIView):
    """One template of the organisation: every change is a new version."""

    @extend_schema(
        operation_id="authoring_certificate_templates_change",
        request=TemplateWishSerializer,
        responses=with_refusals({200: TemplateSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, slug: str, template: UUID) -> Response:
        owner = _owner(_designed_course(request, slug))
        return kept_template(request, owner, found_template(owner, template), timezone.now())

    @extend_schema(
        operation_id="authoring_certificate_templates_retire",
        responses=with_refusals({204: None}, 401, 404, 409),
    )
    def delete(self, request: Request, slug: str, template: UUID) -> Response:
        found = found_template(_owner(_designed_course(request, slug)), template)
        retire_template(found.pk, actor=signed_in(request), now=timezone.now())
        return Response(status=204)


class CourseTemplateChoiceView(APIView):
    """What this course's certificates look like from now on."""

    @extend_schema(
        operation_id="authoring_certificate_templates_choose",
        request=TemplateChoiceSerializer,
        responses=with_refusals({200: TemplatesSerializer}, 400, 401, 404),
    )
    def put(self, request: Request, slug: str) -> Response:
        course = _dressed_course(request, slug)
        chosen_template(request, _owner(course), _subject(course), timezone.now())
        return _told(request, course)


class CourseTemplatePicturesView(APIView):
    """An emblem, a seal or a scanned signature of the organisation; drawn anew."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="authoring_certificate_templates_picture",
        request={"multipart/form-data": TemplatePictureWishSerializer},
        responses=with_refusals({201: TemplatePictureSerializer}, 400, 401, 404),
    )
    def post(self, request: Request, slug: str) -> Response:
        return kept_picture(request, _owner(_designed_course(request, slug)), timezone.now())


class CourseTemplatePreviewView(APIView):
    """The design as it would be printed, with an invented person. Keeps nothing."""

    @extend_schema(
        operation_id="authoring_certificate_templates_preview",
        request=PreviewWishSerializer,
        responses=with_refusals({200: PreviewSerializer}, 400, 401, 404, 409, 429),
    )
    def post(self, request: Request, slug: str) -> Response:
        course = _designed_course(request, slug)
        return preview(request, _owner(course), course.title, "", timezone.now())


def _dressed_course(request: Request, slug: str) -> Course:
    """A course that this person writes, of an organisation: templates belong to one."""
    course = own_course(request, slug)
    if course.organisation is None:
        raise NotVisible
    return course


def _designed_course(request: Request, slug: str) -> Course:
    """One whose organisation's templates, with its seal and signatures, are theirs to change."""
    course = _dressed_course(request, slug)
    if not may_design_certificates(request.user, course):
        raise NotVisible
    return course


def _owner(course: Course) -> int:
    if course.organisation_id is None:
        raise NotVisible
    return course.organisation_id


def _subject(course: Course) -> str:
    return f"course:{course.uuid}"


def _told(request: Request, course: Course) -> Response:
    standard = {
        "layout": "course",
        "issuer": course.organisation.name if course.organisation else "",
    }
    return told_templates(
        _owner(course),
        _subject(course),
        [CertificateKind.COURSE],
        standard,
        may_design=may_design_certificates(request.user, course),
    )
