"""What cmi5 content asks for and tells: a small part of xAPI, for one registration alone.

The content runs in a frame without an origin and brings no cookie: the address says whose it is,
the token that it fetched once says which launch.
"""

import base64
import binascii
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from backend.common.errors import DomainError
from courses.actions.package_run import keep_document, spend_fetch, take_statements, unit_state
from courses.formats.packages.reading import CMI5, PackageReading
from courses.models import PackageRun
from courses.queries.package import find_reading, find_run, read_pass
from courses.queries.package_page import launch_data
from courses.rules import xapi

VERSION = "1.0.3"
LAUNCH_DATA = "LMS.LaunchData"
METHODS = "GET, PUT, POST, DELETE, OPTIONS"
HEADERS = "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match"
_SIGNER = Signer(salt="courses.xapi")
View = Callable[..., HttpResponse]


def _for_content(view: View) -> View:
    """Let content without an origin ask; nothing of it is kept by caches."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **given: Any) -> HttpResponse:
        try:
            answer = (
                HttpResponse(status=204) if request.method == "OPTIONS" else view(request, **given)
            )
        except xapi.StatementRefused as refused:
            answer = JsonResponse({"error": str(refused)}, status=400)
        except DomainError as refused:
            answer = JsonResponse({"error": refused.code}, status=refused.status)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Allow-Methods"] = METHODS
        answer["Access-Control-Allow-Headers"] = HEADERS
        answer["X-Experience-API-Version"] = VERSION
        answer["Cache-Control"] = "no-store"
        answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return answer

    return answered


@_for_content
def fetch_token(request: HttpRequest, token: str, launch: int) -> HttpResponse:
    """The token of a launch, once."""
    if request.method != "POST":
        return HttpResponse(status=405)
    _, run = _opened(token, launch)
    if run is not None and not spend_fetch(run, now=timezone.now()):
        told = {"error-code": "1", "error-text": "The token was fetched before."}
        return JsonResponse(told)
    return JsonResponse({"auth-token": _auth(run, launch)})


@_for_content
def resource(request: HttpRequest, token: str, launch: int, unit: int, name: str) -> HttpResponse:
    """A resource of xAPI, as far as cmi5 needs it."""
    reading, run = _opened(token, launch)
    if unit >= len(reading.units) or (run is not None and run.unit != unit):
        raise Http404
    if request.headers.get("Authorization", "") != f"Basic {_auth(run, launch)}":
        return HttpResponse(status=401)
    if name == "statements":
        return _statements(request, run)
    if name == "activities/state":
        return _state(request, reading, unit, run)
    if name == "about":
        return JsonResponse({"version": [VERSION]})
    # Whatever content wants to know of the learner: nothing is told.
    return HttpResponse(status=404 if request.method == "GET" else 204)


def _opened(token: str, launch: int) -> tuple[PackageReading, PackageRun | None]:
    """What the address opens; without a run, a preview of which nothing is kept."""
    opened = read_pass(token, timezone.localdate().toordinal())
    reading = find_reading(opened.digest) if opened else None
    if opened is None or reading is None or reading.format != CMI5:
        raise Http404
    if opened.run is None:
        return reading, None
    run = find_run(opened.run)
    if run is None or run.launch != launch:
        raise Http404
    return reading, run


def _auth(run: PackageRun | None, launch: int) -> str:
    said = _SIGNER.sign(f"{run.uuid.hex if run else UUID(int=0).hex}.{launch}")
    return base64.b64encode(said.encode()).decode()


def _statements(request: HttpRequest, run: PackageRun | None) -> HttpResponse:
    if request.method not in ("PUT", "POST"):
        return HttpResponse(status=404)
    said = _read(request)
    several = said if isinstance(said, list) else [said]
    if len(several) > xapi.MOST_STATEMENTS:
        raise xapi.StatementRefused("too many statements")
    if run is not None:
        take_statements(run, several, now=timezone.now())
    if request.method == "PUT":
        return HttpResponse(status=204)
    names = [one.get("id") or str(uuid4()) for one in several if isinstance(one, dict)]
    return JsonResponse(names, safe=False)


def _state(
    request: HttpRequest, reading: PackageReading, unit: int, run: PackageRun | None
) -> HttpResponse:
    name = request.GET.get("stateId", "")
    documents = unit_state(run, unit).get("documents", {}) if run else {}
    if request.method == "GET":
        if name == LAUNCH_DATA:
            return JsonResponse(launch_data(reading.units[unit], run))
        if not name:
            return JsonResponse(sorted(documents), safe=False)
        if name not in documents:
            return HttpResponse(status=404)
        return HttpResponse(documents[name], content_type="application/json")
    if not xapi.is_document_name(name) or name == LAUNCH_DATA:
        raise xapi.StatementRefused("stateId")
    text = None if request.method == "DELETE" else json.dumps(_read(request), ensure_ascii=False)
    if run is not None:
        keep_document(run, name, text, now=timezone.now())
    return HttpResponse(status=204)


def _read(request: HttpRequest) -> Any:
    """The body as JSON without anything that a database could not keep."""
    body = request.body
    if len(body) > xapi.MOST_LETTERS:
        raise xapi.StatementRefused("too large")
    try:
        said = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
        json.dumps(said, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError, binascii.Error) as error:
        raise xapi.StatementRefused("not JSON") from error
    if "\\u0000" in body.decode("utf-8"):
        raise xapi.StatementRefused("not text")
    return said


def _no_constant(name: str) -> Any:
    raise ValueError(name)
