"""What organisers see of a ranking on its way: what is next, who is out, what changed."""

from typing import Any

from django.db.models import Count, QuerySet

from backend.common.errors import NotVisible
from backend.organisations.enums import Role
from backend.organisations.models import Membership
from quizzes.enums import ExclusionReason
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Contest, Ranking, RankingRow, Round
from quizzes.queries.eligibility import dismissed_participants
from quizzes.queries.grading import applied_run
from quizzes.queries.rulebook import rulebook_of


def is_stale(ranking: Ranking) -> bool:
    """Whether somebody was barred or let in again, or papers were regraded, since it was made."""
    if ranking.round is None:
        return _has_newer_rounds(ranking)
    run = applied_run(ranking.round)
    if run is None or run.pk != ranking.grading_run_id:
        return True
    dismissed = dismissed_participants(ranking.round)
    decided = (ExclusionReason.DISQUALIFIED, ExclusionReason.COMMITTEE)
    out = ranking.exclusions.filter(reason__in=decided).values_list("participant_id", flat=True)
    return (
        not dismissed.keys() >= set(out)
        or ranking.rows.filter(participant_id__in=dismissed).exists()
    )


def _has_newer_rounds(ranking: Ranking) -> bool:
    """Whether a round of the contest was published anew since the overall ranking was made."""
    return Ranking.objects.filter(
        contest=ranking.contest_id, round__isnull=False, published_at__gt=ranking.begun_at
    ).exists()


def needs_draw(ranking: Ranking) -> bool:
    """Whether the rulebook has equals draw lots, and some still share a rank."""
    return rulebook_of(ranking).ties == "draw" and bool(tied_ranks(ranking)[:1])


def tied_ranks(ranking: Ranking) -> Any:
    """The ranks that several share, in order."""
    return _ties(ranking).values_list("rank", flat=True)


def _ties(ranking: Ranking) -> Any:
    places = RankingRow.objects.filter(ranking=ranking).values("rank").order_by("rank")
    return places.annotate(people=Count("pk")).filter(people__gt=1)


def undecided_ties(ranking: Ranking) -> dict[str, Any] | None:
    """The places that still wait for lots; None where none do, or the rulebook asks for none.

    `was_drawn`: a ranking that this one corrects had its lots drawn, which count no more.
    """
    if rulebook_of(ranking).ties != "draw":
        return None
    shared = list(_ties(ranking).values_list("people", flat=True))
    if not shared:
        return None
    earlier = Ranking.objects.filter(contest=ranking.contest_id, round=ranking.round_id)
    drawn = earlier.filter(number__lt=ranking.number, draw__drawn_at__isnull=False)
    return {"ranks": len(shared), "people": sum(shared), "was_drawn": drawn.exists()}


def others_who_may_approve(contest: Contest, *done: int | None) -> int:
    """How many organisers could still be the second person, when these have had a hand in it.

    Staff are left out: they keep the installation running and are asked in an emergency alone.
    """
    if contest.organisation is None:
        return 0
    organisers = Membership.objects.filter(
        role=Role.ORGANISER,
        user__is_active=True,
        organisation__path__in=contest.organisation.paths_upwards,
    ).exclude(user__in=[one for one in done if one is not None])
    return organisers.values("user").distinct().count()


def excluded_counts(ranking: Ranking) -> dict[str, int]:
    """How many are excluded, by reason."""
    counted = ranking.exclusions.values("reason").annotate(people=Count("pk")).order_by("reason")
    return dict(counted.values_list("reason", "people"))


def rankings_of(contest_id: int, round_: Round | None) -> QuerySet[Ranking]:
    """All numbers of a round, or of the whole contest, the newest first."""
    return (
        Ranking.objects.filter(contest=contest_id, round=round_)
        .select_related(
            "begun_by",
            "reviewed_by",
            "approved_by",
            "contest__organisation",
            "rulebook",
            "round__contest",
            "round__rulebook",
            "grading_run",
            "draw__committed_by",
            "draw__drawn_by",
        )
        .order_by("-number")
    )


def find_ranking(contest_id: int, round_: Round | None, number: int) -> Ranking:
    """Raises NotVisible where the round, or the contest, has no ranking of this number."""
    ranking = rankings_of(contest_id, round_).filter(number=number).first()
    if ranking is None:
        raise NotVisible
    return ranking


def prize_places(rulebook: Rulebook, per: str = "round") -> int:
    """The last place of a round's, or the contest's, ranking that brings a main prize."""
    return sum(
        prize.count for prize in rulebook.prizes.people if prize.per == per and not prize.audience
    )
