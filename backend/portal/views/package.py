"""Files of packages of others, each with what it may do: run apart from everything of ours.

Whoever brings a good address needs no session and gets no cookie: the frame has no origin.
"""

import re
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from courses.formats.packages.reading import media_type
from courses.queries.package import Entry, open_entry, read_pass
from courses.queries.package_page import (
    BESIDE,
    beside,
    content_policy,
    with_script,
)

MOST_AT_ONCE = 2 * 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@require_safe
@xframe_options_exempt
def package_file(request: HttpRequest, token: str, path: str) -> HttpResponse | FileResponse:
    """One file out of the package that the signed address opens."""
    opened = read_pass(token, timezone.localdate().toordinal())
    if opened is None:
        raise Http404
    answer: Any
    if path == BESIDE:
        answer = HttpResponse(beside(), content_type="text/javascript; charset=utf-8")
    else:
        answer = _file(request, opened.digest, token, path)
    answer["Content-Security-Policy"] = content_policy(request.get_host(), token)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-DNS-Prefetch-Control"] = "off"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Access-Control-Allow-Origin"] = "*"  # fonts and modules of a frame without an origin
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _file(request: HttpRequest, digest: str, token: str, path: str) -> Any:
    kind, entry = media_type(path), open_entry(digest, path)
    if kind is None or entry is None:
        raise Http404
    if kind == "text/html":
        body = entry.file.read()
        return HttpResponse(with_script(body, token), content_type=_written(body))
    if not kind.startswith(("audio/", "video/")):
        return FileResponse(entry.file, content_type=kind)
    answer: Any = _piece(request, entry, kind) or FileResponse(entry.file, content_type=kind)
    answer["Accept-Ranges"] = "bytes"
    return answer


def _piece(request: HttpRequest, entry: Entry, kind: str) -> HttpResponse | None:
    """What a player asked for of a film, or the beginning of it; None where it asked for all."""
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    if wanted is None or int(wanted[1]) >= entry.size:
        return None
    first = int(wanted[1])
    end = min(int(wanted[2]) + 1 if wanted[2] else entry.size, entry.size, first + MOST_AT_ONCE)
    entry.file.seek(first)
    piece = entry.file.read(max(end - first, 0))
    if not piece:
        return None
    answer = HttpResponse(piece, content_type=kind, status=206)
    answer["Content-Range"] = f"bytes {first}-{first + len(piece) - 1}/{entry.size}"
    return answer


def _written(body: bytes) -> str:
    """Pages that are good UTF-8 are; of others the page itself tells."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "text/html"
    return "text/html; charset=utf-8"
