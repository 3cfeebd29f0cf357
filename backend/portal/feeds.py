"""News for readers of feeds, and every public address for search engines."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from backend.portal.models import News
from courses.queries.course import open_courses
from courses.queries.path import learning_paths
from quizzes.queries.contest import visible_contests

NEWEST = 30
BEFORE_ANY_NEWS = datetime(2026, 1, 1, tzinfo=UTC)


class NewsAtom(Atom1Feed):
    """An empty feed is as old as the house: asking for it changes nothing."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEFORE_ANY_NEWS


@method_decorator(require_safe, "__call__")
class NewsFeed(Feed):
    """Atom. Addresses are the installation's, whatever host was asked."""

    feed_type = NewsAtom

    def title(self) -> str:
        return f"{gettext('Học Số')} · {gettext('Tin và văn bản')}"

    def link(self) -> str:
        return settings.PUBLIC_URL + reverse("portal:news-list")

    def items(self) -> Iterable[News]:
        return News.objects.open_at(timezone.now())[:NEWEST]

    def item_title(self, item: News) -> str:
        return item.title

    def item_description(self, item: News) -> str:
        return item.lead

    def item_link(self, item: News) -> str:
        return settings.PUBLIC_URL + reverse("portal:news", args=[item.slug])

    def item_pubdate(self, item: News) -> datetime | None:
        return item.published_at


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """What is open to everybody."""
    rows = format_html_join("", "<url><loc>{}</loc></url>", ((one,) for one in _addresses()))
    body = format_html(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>',
        rows,
    )
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def _addresses() -> Iterable[str]:
    named = ("home", "courses", "paths", "news-list", "privacy", "certificate-form")
    paths = [reverse(f"portal:{name}") for name in named]
    paths += [reverse("portal:contest", args=[one.slug]) for one in visible_contests()]
    paths += [reverse("portal:course", args=[one.slug]) for one in open_courses()]
    paths += [reverse("portal:path", args=[one.slug]) for one in learning_paths()]
    news = News.objects.open_at(timezone.now())[:1000]
    paths += [reverse("portal:news", args=[one.slug]) for one in news]
    return [settings.PUBLIC_URL + path for path in paths]
