"""Pictures of items. Who knows the address has seen the picture's digest: it cannot be guessed."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from quizzes.queries.picture import picture_file


@require_safe
def picture(request: HttpRequest, digest: str) -> FileResponse:
    """Its address names its content, so it may be kept for ever."""
    try:
        file = picture_file(digest).open("rb")
    except (ValueError, FileNotFoundError) as error:
        raise Http404 from error
    answer = FileResponse(file, content_type="image/webp")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
