"""What certificates of a course look like: its authors choose among the templates of its
organisation, whose organisers make them."""

from rest_framework.request import Request

from backend.certificates.api.template import (
    ChoiceDeskView,
    DeskView,
    PicturesDeskView,
    PreviewDeskView,
    TemplateDeskView,
    TemplatesDeskView,
    Wearer,
    named,
)
from backend.certificates.enums import CertificateKind
from backend.common.errors import NotVisible
from courses.api.authoring.course import own_course
from courses.permissions import may_design_certificates


class CourseDeskView(DeskView):
    """Whoever writes a course of an organisation chooses among the templates of that one."""

    def wearer(self, request: Request, slug: str) -> Wearer:
        course = own_course(request, slug)
        if course.organisation is None:
            raise NotVisible
        return Wearer(
            organisation_id=course.organisation.pk,
            subject=f"course:{course.uuid}",
            title=course.title,
            kinds=[CertificateKind.COURSE],
            standard={"layout": "course", "issuer": course.organisation.name},
            may_design=may_design_certificates(request.user, course),
        )


@named("authoring")
class CourseTemplatesView(CourseDeskView, TemplatesDeskView):
    """The templates that this course may use, and which it uses."""


@named("authoring")
class CourseTemplateView(CourseDeskView, TemplateDeskView):
    """One template of the organisation: every change is a new version."""


@named("authoring")
class CourseTemplateChoiceView(CourseDeskView, ChoiceDeskView):
    """What this course's certificates look like from now on."""


@named("authoring")
class CourseTemplatePicturesView(CourseDeskView, PicturesDeskView):
    """An emblem, a seal or a scanned signature of the organisation; drawn anew."""


@named("authoring")
class CourseTemplatePreviewView(CourseDeskView, PreviewDeskView):
    """The design as it would be printed, with an invented person. Keeps nothing."""
