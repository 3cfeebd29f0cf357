"""How an address of the desk finds its contest."""

from rest_framework.request import Request

from backend.common.errors import NotVisible
from quizzes.models import Contest, Round
from quizzes.permissions import organised_contests


def organised_contest(request: Request, slug: str) -> Contest:
    """The contest, for those who organise it; to anyone else it does not exist: NotVisible."""
    contest = organised_contests(request.user).filter(slug=slug).first()
    if contest is None:
        raise NotVisible
    return contest


def organised_round(request: Request, slug: str, number: int) -> Round:
    """The round of a contest that this person organises; NotVisible otherwise."""
    contest = organised_contest(request, slug)
    round_ = Round.objects.with_contest().filter(contest=contest, number=number).first()
    if round_ is None:
        raise NotVisible
    return round_
