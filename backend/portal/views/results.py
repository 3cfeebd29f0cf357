"""The published results of a round."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.portal.caching import public_page
from backend.portal.contests import board_part
from backend.portal.results import TIE_BREAKS, own_row, result_page
from backend.portal.views.contest import find_contest
from quizzes.queries.standing import published_ranking


@require_safe
@public_page
def results(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Totals, organisations and the whole ranking; 404 until the round is published.

    `?cua-toi` leads a signed-in person to their own row.
    """
    contest = find_contest(slug, timezone.now())
    round_page = next((each for each in contest.published_rounds if each.number == number), None)
    ranking = published_ranking(round_page.round) if round_page else None
    if round_page is None or ranking is None:
        raise Http404

    viewer = request.user if request.user.is_authenticated else None
    mine = own_row(ranking, viewer) if viewer else None
    if mine and "cua-toi" in request.GET:
        return HttpResponseRedirect(f"?trang={mine[1]}#cua-toi")
    return render(
        request,
        "portal/results.html",
        {
            "contest": contest,
            "round": round_page,
            "ranking": ranking,
            "board": board_part(round_page),
            "page": result_page(ranking, request.GET.get("trang"), viewer),
            "mine": mine[0] if mine else None,
            "tie_breaks": [TIE_BREAKS[key] for key in round_page.rulebook.ranking],
        },
    )
