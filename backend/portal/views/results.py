"""The published results of a round or of a whole contest: bulletin, ranking, key."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.portal.caching import public_page
from backend.portal.contests import ContestPage
from backend.portal.results import ResultPage, own_row, result_page
from backend.portal.views.contest import find_contest
from quizzes.models import Ranking
from quizzes.queries.bulletin import answer_key
from quizzes.queries.publication import published_overall
from quizzes.queries.standing import published_ranking


@require_safe
@public_page
def results(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The bulletin and the whole ranking; 404 until it is published.

    Without a number: of the whole contest. `?cua-toi` leads a signed-in person to their own row.
    """
    contest, ranking = _found(slug, number)
    viewer = request.user if request.user.is_authenticated else None
    mine = own_row(ranking, viewer) if viewer else None
    if mine and "cua-toi" in request.GET:
        return HttpResponseRedirect(f"?trang={mine[1]}#cua-toi")
    return render(
        request,
        "portal/results.html",
        {
            "contest": contest,
            "result": ResultPage(ranking),
            "ranking": ranking,
            "page": result_page(ranking, request.GET.get("trang"), viewer),
            "mine": mine[0] if mine else None,
        },
    )


@require_safe
@public_page
def key(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The key with explanations; 404 where the rulebook does not tell it."""
    contest, ranking = _found(slug, number)
    rows = answer_key(ranking)
    if not rows:
        raise Http404
    return render(
        request,
        "portal/key.html",
        {"contest": contest, "result": ResultPage(ranking), "rows": rows},
    )


def _found(slug: str, number: int | None) -> tuple[ContestPage, Ranking]:
    contest = find_contest(slug, timezone.now())
    if number is None:
        ranking = published_overall(contest.contest)
    else:
        rounds = (each for each in contest.published_rounds if each.number == number)
        found = next(rounds, None)
        ranking = published_ranking(found.round) if found else None
        if ranking is not None and found is not None:
            ranking.round = found.round
    if ranking is None:
        raise Http404
    ranking.contest = contest.contest
    return contest, ranking
