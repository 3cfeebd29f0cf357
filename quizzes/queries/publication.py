"""Rankings that are published, by the name the outside knows them by."""

from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from backend.accounts.models import User
from backend.certificates.printing.availability import certificates_available
from quizzes.enums import DecisionState
from quizzes.models import Contest, Ranking, RankingRow
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


def published_overall(contest: Contest) -> Ranking | None:
    """The newest published ranking of a whole contest."""
    rankings = published_rankings().filter(contest=contest, round__isnull=True)
    return rankings.filter(state=DecisionState.PUBLISHED).order_by("-number").first()


def incomplete_rankings() -> QuerySet[Ranking]:
    """Published rankings of which something is still to be written."""
    lacking = Q(file="") | Q(bundle="") | Q(picture="")
    if certificates_available():
        lacking |= Q(bulletin="")
    return published_rankings().filter(lacking)


def results_address(ranking: Ranking) -> str:
    """Where its results are read, as a whole address."""
    part = ranking.round.number if ranking.round else "chung-cuoc"
    return f"{settings.PUBLIC_URL}/cuoc-thi/{ranking.contest.slug}/ket-qua/{part}/"


def file_name(what: str, ranking: Ranking, ending: str) -> str:
    """How a file of a publication is called on a reader's machine."""
    part = str(ranking.round.number) if ranking.round else "chung-cuoc"
    edition = f"-ban-{ranking.number}" if ranking.number > 1 else ""
    return f"{what}-{ranking.contest.slug}-{part}{edition}.{ending}"


def own_participant(ranking: Ranking, user: User) -> int | None:
    """The participant that this person is in the ranking."""
    rows = RankingRow.objects.filter(ranking=ranking, participant__user=user)
    return rows.values_list("participant_id", flat=True).first()
