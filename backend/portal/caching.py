"""How long a page may be kept: strangers share it for a moment, a signed-in person's never."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

SHARED_SECONDS = 5


def public_page(view: View[P]) -> View[P]:
    """For pages that hold nothing personal unless somebody is signed in."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=SHARED_SECONDS)
        patch_vary_headers(response, ["Cookie"])
        return response

    return wrapped
