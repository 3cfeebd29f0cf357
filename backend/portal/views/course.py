"""What there is to learn: the catalogue, one course, and the learner's screens of it."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.models import User
from backend.common.errors import NotVisible
from backend.portal.caching import public_page
from backend.portal.courses import CoursePage
from backend.portal.views.shell import shell_page
from courses.queries.course import find_courses, readable_version
from courses.queries.enrolment import find_enrolment
from quizzes.enums import Audience

LONGEST_WISH = 100


@require_safe
@public_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """All courses; `?q=` is searched without diacritics, `?danh-cho=` names an audience."""
    typed = request.GET.get("q", "").strip()[:LONGEST_WISH]
    audience = request.GET.get("danh-cho", "")
    if audience not in Audience.values:
        audience = ""
    found = [
        CoursePage(one, one.current_id) for one in find_courses(typed, audience) if one.current_id
    ]
    context = {"courses": found, "typed": typed, "audience": audience, "audiences": Audience}
    return render(request, "portal/courses.html", context)


@require_safe
@public_page
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What one learns, lesson by lesson, where it comes from, and the way in."""
    page, is_learner = _find(request.user, slug)
    return render(request, "portal/course.html", {"course": page, "is_learner": is_learner})


@require_safe
def learning(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own way through the course."""
    return shell_page(request, "courses/Course", title=_title(request, slug))


@require_safe
def lesson(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Reading a lesson; which there are, the app knows."""
    return shell_page(request, "courses/Lesson", title=_title(request, slug))


@require_safe
def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own notes and marked lessons of the course."""
    return shell_page(request, "courses/Notes", title=_title(request, slug))


@require_safe
def final_quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The quiz at the end of the course."""
    return shell_page(request, "courses/FinalQuiz", title=_title(request, slug))


def _title(request: HttpRequest, slug: str) -> str:
    page, _is_learner = _find(request.user, slug)
    title: str = page.summary["title"]
    return title


def _find(user: User | AnonymousUser, slug: str) -> tuple[CoursePage, bool]:
    """The course, and whether the visitor is in it. Raises Http404."""
    enrolment = find_enrolment(user if isinstance(user, User) else None, slug)
    try:
        found, version_id = readable_version(slug, enrolment)
    except NotVisible as error:
        raise Http404 from error
    return CoursePage(found, version_id), enrolment is not None
