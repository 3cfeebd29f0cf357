"""News and documents, open to everybody once their time has come."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.portal.caching import public_page
from backend.portal.models import News

SHOWN = 50


@require_safe
@public_page
def news_list(request: HttpRequest) -> HttpResponse:
    """The newest first; `?van-ban` documents alone."""
    found = News.objects.open_at(timezone.now())
    only_documents = "van-ban" in request.GET
    if only_documents:
        found = found.exclude(number="").order_by("-issued_on", "-pk")
    context = {"news": found[:SHOWN], "only_documents": only_documents}
    return render(request, "portal/news_list.html", context)


@require_safe
@public_page
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """One piece."""
    found = News.objects.open_at(timezone.now()).filter(slug=slug).first()
    if found is None:
        raise Http404
    return render(request, "portal/news.html", {"news": found})
