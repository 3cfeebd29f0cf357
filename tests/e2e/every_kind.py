"""A contest with one item of each kind, beside the demonstration's. Run inside of the stack."""

from datetime import timedelta

from django.utils import timezone

from backend.organisations.models import Organisation
from quizzes.models import Round
from tests.factories.quizzes import make_round_of_every_kind

KINDS = ("single", "multiple", "true_false", "matching", "ordering", "number", "essay")
SLUG = "nhieu-dang-cau-hoi"


def make() -> None:
    """Make it once; the province holds it, so its trainers and organisers mark the essays."""
    if Round.objects.filter(contest__slug=SLUG).exists():
        return
    now = timezone.now()
    round_ = make_round_of_every_kind(
        KINDS,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        prediction={"target": "none"},
        essays={"largest_difference": 2},
    )
    round_.contest.slug = SLUG
    round_.contest.title = "Câu hỏi nhiều dạng"
    round_.contest.organisation = Organisation.objects.get(code="08")
    round_.contest.save()
