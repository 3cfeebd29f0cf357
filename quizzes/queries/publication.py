"""Rankings that are published, by the name the outside knows them by."""

from uuid import UUID

from django.db.models import Q, QuerySet

from backend.accounts.models import User
from quizzes.enums import DecisionState
from quizzes.models import Ranking, RankingRow
from quizzes.queries.contest import Visitor

# What was published stays readable when a correction takes its place.
_PUBLIC = (DecisionState.PUBLISHED, DecisionState.SUPERSEDED)


def published_rankings() -> QuerySet[Ranking]:
    return Ranking.objects.filter(state__in=_PUBLIC, published_at__isnull=False).select_related(
        "contest", "round", "rulebook", "grading_run"
    )


def find_published_ranking(uuid: UUID, viewer: Visitor) -> Ranking | None:
    """A published ranking of a public contest; staff see those of drafts too."""
    rankings = published_rankings().filter(uuid=uuid)
    if not getattr(viewer, "is_staff", False):
        rankings = rankings.filter(contest__is_visible=True)
    return rankings.first()


def incomplete_rankings() -> QuerySet[Ranking]:
    """Published rankings of which something is still to be written."""
    return published_rankings().filter(Q(file="", round__isnull=False) | Q(bundle=""))


def own_participant(ranking: Ranking, user: User) -> int | None:
    """The participant that this person is in the ranking."""
    rows = RankingRow.objects.filter(ranking=ranking, participant__user=user)
    return rows.values_list("participant_id", flat=True).first()
