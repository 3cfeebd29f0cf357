"""What was made of the files of lessons. Who knows the address has the digest: it cannot be
guessed."""

from typing import Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from backend.files.purposes import find_purpose
from backend.files.serving import served_file
from backend.files.storage import prepared_file

TYPES: Final = {
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "webp": "image/webp",
    "vtt": "text/vtt; charset=utf-8",
    "json": "application/json",
}


@require_safe
def media(request: HttpRequest, purpose: str, digest: str, member: str) -> HttpResponseBase:
    """One file; its address names its content, so it may be kept for ever."""
    known = find_purpose(purpose)
    if known is None or not known.is_public:
        raise Http404
    try:
        path = prepared_file(purpose, digest, member)
    except ValueError as error:
        raise Http404 from error
    kind = TYPES.get(path.suffix[1:], "application/octet-stream")
    answer = served_file(request, path, kind)
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
