"""One search over everything that is open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from backend.portal.caching import public_page
from backend.portal.models import News
from courses.queries.search import Entry, Found, entry, find_everywhere, plain

LONGEST_WISH = 100
NEWS_LOOKED_THROUGH = 500
KINDS = {
    "contest": gettext_lazy("Cuộc thi"),
    "course": gettext_lazy("Khóa học"),
    "lesson": gettext_lazy("Bài học"),
    "topic": gettext_lazy("Luyện tập"),
    "path": gettext_lazy("Lộ trình"),
    "page": gettext_lazy("Trang"),
    "news": gettext_lazy("Tin"),
}


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` without diacritics; nothing that is not published is ever looked through."""
    typed = request.GET.get("q", "").strip()[:LONGEST_WISH]
    found = find_everywhere(typed, [*_pages(), *_news()]) if typed else []
    shown = [(one, KINDS[one.entry.kind], _address(one)) for one in found]
    return render(request, "portal/search.html", {"typed": typed, "found": shown})


def _pages() -> list[Entry]:
    """Our own screens and what they are for, in the visitor's language."""
    return [
        entry(
            "page",
            gettext("Luyện tập"),
            gettext("Từng câu một, biết ngay đúng sai và vì sao."),
            "practice",
        ),
        entry(
            "page",
            gettext("Tự đánh giá: bạn đang ở đâu?"),
            gettext("Trả lời vài câu về việc thường ngày để biết nên học gì trước."),
            "assessment",
        ),
        entry(
            "page",
            gettext("Tra cứu chứng nhận"),
            gettext("Gõ mã hoặc quét mã QR để biết chứng nhận thật hay giả."),
            "certificate-form",
        ),
        entry(
            "page",
            gettext("Quyền riêng tư"),
            gettext("Thông tin cá nhân nào được giữ, giữ bao lâu, xóa thế nào."),
            "privacy",
        ),
    ]


def _news() -> list[Entry]:
    """The newest, as many as a search looks through at once."""
    return [
        entry("news", one.title, f"{one.number} {one.lead} {plain(one.body)}", one.slug)
        for one in News.objects.open_at(timezone.now())[:NEWS_LOOKED_THROUGH]
    ]


def _address(found: Found) -> str:
    one = found.entry
    match one.kind:
        case "page":
            return reverse(f"portal:{one.slug}")
        case "lesson":
            return reverse("portal:lesson", args=[one.slug, one.key])
        case "topic":
            return reverse("portal:practice")
        case kind:
            return reverse(f"portal:{kind}", args=[one.slug])
