"""Every refusal as RFC 9457 problem details: {type, title, status, code, detail, errors?}."""

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from backend.common.errors import DomainError

MEDIA_TYPE: Final = "application/problem+json"
LOST_DATABASE: Final = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS: Final = 3
TITLES: Final[Mapping[str, str]] = {
    "invalid": _("Thông tin chưa hợp lệ"),
    "malformed": _("Không đọc được yêu cầu"),
    "bad_request": _("Yêu cầu không hợp lệ"),
    "not_signed_in": _("Cần đăng nhập"),
    "not_allowed": _("Không có quyền thực hiện"),
    "csrf_refused": _("Trang đã cũ, hãy tải lại trang"),
    "not_found": _("Không tìm thấy"),
    "method_not_allowed": _("Thao tác không được hỗ trợ"),
    "not_acceptable": _("Định dạng trả lời không được hỗ trợ"),
    "too_large": _("Dữ liệu gửi lên quá lớn"),
    "unsupported_media_type": _("Kiểu dữ liệu không được hỗ trợ"),
    "throttled": _("Thao tác quá nhanh, hãy thử lại sau"),
    "unexpected": _("Có lỗi ngoài dự kiến, hãy thử lại"),
    "unavailable": _("Hệ thống đang bận, hãy thử lại sau giây lát"),
}
CODES_BY_STATUS: Final[Mapping[int, str]] = {
    400: "bad_request",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    429: "throttled",
}
log = structlog.get_logger(__name__)


def problem(
    status: int, code: str, title: str = "", detail: str = "", **more: Any
) -> dict[str, Any]:
    """The body of a problem; `more` holds extension members such as `errors`."""
    title = title or gettext(TITLES.get(code, TITLES["bad_request"]))
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail or title,
        **more,
    }


def problem_response(request: HttpRequest, status: int, code: str) -> HttpResponse:
    """A problem outside DRF: JSON for the API, a small page without parts for a person."""
    body = problem(status, code)
    if request.path.startswith("/api/"):
        text = json.dumps(body, ensure_ascii=False)
        return HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    nonce = getattr(request, "csp_nonce", "")
    page = render_to_string("common/problem.html", {**body, "nonce": nonce})
    return HttpResponse(page, status=status)


def unavailable(request: HttpRequest) -> HttpResponse:
    """PostgreSQL is away: nothing was stored, the client tries again shortly."""
    log.warning("database_unavailable")
    response = problem_response(request, 503, "unavailable")
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def refusal(error: DomainError) -> HttpResponse:
    """A domain refusal outside DRF, with the same body as inside."""
    body, headers = _described(error)
    text = json.dumps(body, ensure_ascii=False, default=str)
    return HttpResponse(text, status=error.status, content_type=MEDIA_TYPE, headers=headers)


def exception_handler(exception: Exception, _context: dict[str, Any]) -> Response | None:
    """DRF's hook. Unknown errors go on to Django, which logs them and calls `server_error`."""
    body, headers = _described(exception)
    if body is None:
        return None
    set_rollback()
    return Response(body, body["status"], headers=headers, content_type=MEDIA_TYPE)


def _described(exception: Exception) -> tuple[dict[str, Any] | None, dict[str, str]]:
    if isinstance(exception, DomainError):
        title = gettext(exception.title)
        detail = gettext(exception.detail)
        facts = {key: value for key, value in exception.facts.items() if key != "retry_after"}
        body = problem(exception.status, exception.code, title, detail, **facts)
        return body, _retry_after(exception.facts.get("retry_after"))
    if isinstance(exception, LOST_DATABASE):
        log.warning("database_unavailable")
        return problem(503, "unavailable"), _retry_after(RETRY_AFTER_SECONDS)
    if isinstance(exception, RequestDataTooBig):
        return problem(413, "too_large"), {}
    if isinstance(exception, Http404):
        return problem(404, "not_found"), {}
    if isinstance(exception, PermissionDenied):
        return problem(403, "not_allowed"), {}
    if isinstance(exception, exceptions.APIException):
        return _described_by_drf(exception)
    return None, {}


def _described_by_drf(
    error: exceptions.APIException,
) -> tuple[dict[str, Any], dict[str, str]]:
    if isinstance(error, exceptions.ValidationError):
        return problem(400, "invalid", errors=flat_errors(error.detail)), {}
    if isinstance(error, exceptions.ParseError):
        return problem(400, "malformed"), {}
    if isinstance(error, exceptions.Throttled):
        return problem(429, "throttled"), _retry_after(getattr(error, "wait", None))
    if isinstance(error, exceptions.PermissionDenied) and str(error.detail).startswith("CSRF"):
        return problem(403, "csrf_refused"), {}
    code = CODES_BY_STATUS.get(error.status_code, "bad_request")
    header = getattr(error, "auth_header", None)
    return problem(error.status_code, code), {"WWW-Authenticate": header} if header else {}


def flat_errors(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """DRF's nested errors by dotted field: {"guardian.phone": ["…"]}; "" is the whole."""
    if isinstance(detail, Mapping):
        found: dict[str, list[str]] = {}
        for field, inner in detail.items():
            name = "" if field == "non_field_errors" else str(field)
            found |= flat_errors(inner, ".".join(part for part in (prefix, name) if part))
        return found
    if isinstance(detail, list):
        nested = [item for item in detail if isinstance(item, Mapping | list)]
        if nested:
            found = {}
            for place, item in enumerate(detail):
                if item:
                    found |= flat_errors(item, f"{prefix}.{place}" if prefix else str(place))
            return found
        return {prefix: [str(item) for item in detail]}
    return {prefix: [str(detail)]}


def _retry_after(seconds: float | None) -> dict[str, str]:
    return {} if seconds is None else {"Retry-After": str(max(1, round(seconds)))}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    if isinstance(exception, RequestDataTooBig):
        return problem_response(request, 413, "too_large")
    return problem_response(request, 400, "bad_request")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return problem_response(request, 403, "not_allowed")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return problem_response(request, 404, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: says nothing of the cause; a lost database is a 503."""
    if isinstance(sys.exc_info()[1], LOST_DATABASE):
        return unavailable(request)
    return problem_response(request, 500, "unexpected")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return problem_response(request, 403, "csrf_refused")
