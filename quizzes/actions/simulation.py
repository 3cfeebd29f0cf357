"""Ask for a simulation that takes too long to wait for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.common.jobs import Progress, start_job
from backend.common.models import Job
from quizzes.formats.rulebook import read_rulebook
from quizzes.models import Contest, Round
from quizzes.queries.simulation import Question, simulated

SIMULATION = "simulation"


def ask_for_simulation(contest: Contest, question: Question, *, actor: User, now: datetime) -> Job:
    """The job that answers the question; one at a time for a person and contest."""
    return start_job(
        SIMULATION,
        f"contest:{contest.uuid}:{actor.uuid}",
        now=now,
        asked_by=actor,
        parameters={
            "contest": contest.pk,
            "first": question.first.model_dump(mode="json"),
            "second": question.second.model_dump(mode="json"),
            "round": question.round.pk if question.round else None,
            "people": question.people,
            "all_correct_percent": question.all_correct_percent,
            "seed": question.seed,
        },
    )


def simulate(job: Job, progress: Progress) -> dict[str, Any]:
    """Play both rulebooks out; nothing is stored but the answer."""
    progress(0, 1)
    answer = simulated(_question(job.parameters))
    progress(1, 1)
    return answer


def _question(asked: Mapping[str, Any]) -> Question:
    round_ = Round.objects.with_contest().get(pk=asked["round"]) if asked["round"] else None
    return Question(
        contest=Contest.objects.get(pk=asked["contest"]),
        first=read_rulebook(asked["first"]),
        second=read_rulebook(asked["second"]),
        round=round_,
        people=asked["people"],
        all_correct_percent=asked["all_correct_percent"],
        seed=asked["seed"],
    )
