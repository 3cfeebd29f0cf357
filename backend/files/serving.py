"""Hand out files of strangers so that they can do nothing: no sniffing, no scripts, no frames."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from backend.files.rules import kinds

_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_PIECE: Final = 256 * 1024
# What a browser shows or plays by itself, and cannot run.
_SHOWN: Final = kinds.PICTURES | {kinds.MP4, kinds.M4A, kinds.VTT}


def served_file(
    request: HttpRequest, path: Path, media_type: str, *, name: str = ""
) -> HttpResponseBase:
    """The file, or the part of it that `Range` asks for. Raises Http404."""
    try:
        body = path.open("rb")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    size = path.stat().st_size
    wanted = _wanted(request.headers.get("Range", ""), size)
    answer: HttpResponseBase
    if wanted is None:
        answer = FileResponse(body, content_type=media_type)
    elif wanted[0] > wanted[1]:
        body.close()
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        answer = _part(body, wanted, size, media_type)
    return harmless(answer, is_shown=media_type.partition(";")[0] in _SHOWN, name=name)


def harmless(answer: HttpResponseBase, *, is_shown: bool, name: str = "") -> HttpResponseBase:
    """The headers that keep a stranger's file from doing anything in the browser."""
    disposition = content_disposition_header(not is_shown, name)
    if disposition:
        answer["Content-Disposition"] = disposition
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Accept-Ranges"] = "bytes"
    # it is packed already, and a part of it must not be packed at all
    answer["Content-Encoding"] = "identity"
    return answer


def _wanted(text: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte; None for the whole, as for a range nobody understands."""
    found = _RANGE.fullmatch(text)
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)


def _part(
    body: IO[bytes], wanted: tuple[int, int], size: int, media_type: str
) -> StreamingHttpResponse:
    first, last = wanted
    length = last - first + 1
    body.seek(first)
    answer = StreamingHttpResponse(_read(body, length), status=206, content_type=media_type)
    answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(length)
    return answer


def _read(body: IO[bytes], left: int) -> Iterator[bytes]:
    with body:
        while left and (piece := body.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
