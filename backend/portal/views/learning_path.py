"""Learning paths: which there are, and how far the visitor has come on one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from backend.accounts.models import User
from backend.portal.caching import public_page
from courses.queries.path import PathStep, find_path, learning_paths, path_steps


@require_safe
@public_page
def paths(request: HttpRequest) -> HttpResponse:
    """All of them."""
    return render(request, "portal/paths.html", {"paths": learning_paths()})


@require_safe
@public_page
def path(request: HttpRequest, slug: str) -> HttpResponse:
    """The steps in their order, and the first that is not done."""
    found = find_path(slug)
    if found is None:
        raise Http404
    person = request.user if isinstance(request.user, User) else None
    steps = [(step, _address(step)) for step in path_steps(found, person)]
    following = next((step for step in steps if not step[0].is_done), None)
    done = sum(step.is_done for step, _ in steps)
    context = {"path": found, "steps": steps, "next": following, "done": done}
    return render(request, "portal/path.html", context)


def _address(step: PathStep) -> str:
    if step.kind == "course":
        return reverse("portal:course", args=[step.slug])
    if step.kind == "lesson":
        return reverse("portal:lesson", args=[step.slug, step.lesson])
    return reverse("portal:practice" if step.kind == "practice" else "portal:assessment")
