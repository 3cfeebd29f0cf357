"""Compute what a round tells about its items, and keep it until it is computed again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from backend.accounts.models import User
from backend.common.jobs import Progress, start_job
from backend.common.models import Job
from quizzes.enums import CountedPapers, RoundState
from quizzes.errors import RoundNotClosed
from quizzes.models import (
    GradingRun,
    ItemStatistic,
    ItemVersion,
    PaperStatistic,
    Round,
)
from quizzes.queries.bank import scored_items
from quizzes.queries.grading import applied_run, keys_of, voided_by
from quizzes.queries.rulebook import rulebooks_of
from quizzes.queries.statistic_papers import papers_of
from quizzes.rules.item_choices import alarms, choices_of, codes_of, seconds_by_slot
from quizzes.rules.item_statistics import PaperCounter, PaperFigures

JOB = "statistics"
READING, STORING = _("Đọc bài làm"), _("Tính các chỉ số")
PAPERS_TOLD = 5_000


def ask_for_statistics(
    round_: Round,
    *,
    now: datetime,
    asked_by: User | None = None,
    papers: str = CountedPapers.COUNTED,
) -> Job:
    """The job that computes a closed round's figures; RoundNotClosed while papers may come."""
    if round_.state == RoundState.RUNNING:
        raise RoundNotClosed
    subject = f"statistics:{round_.uuid}"
    return start_job(JOB, subject, now=now, asked_by=asked_by, parameters={"papers": papers})


def compute_as_asked(job: Job, progress: Progress, *, now: datetime) -> dict[str, Any]:
    """Do what the job asks for; again where a regrade came in between."""
    round_ = Round.objects.get(uuid=job.subject.removeprefix("statistics:"))
    papers = job.parameters.get("papers", CountedPapers.COUNTED)
    while True:
        told = compute_statistics(round_, papers, progress, now=now)
        run = applied_run(round_)
        if run is None or run.number == told["run"]:
            return told


@transaction.atomic
def compute_statistics(
    round_: Round, papers: str, progress: Progress, *, now: datetime
) -> dict[str, Any]:
    """Read the papers once and put the figures in place of those before."""
    run = applied_run(round_)
    counter = PaperCounter() if run is None else _counted(run, papers, progress)
    progress(counter.papers, counter.papers, STORING)
    _store_items(round_, run, counter, now)
    _store_papers(round_, papers, run, counter.paper_figures(), now)
    return {"papers": counter.papers, "run": run.number if run else 0}


def _counted(run: GradingRun, papers: str, progress: Progress) -> PaperCounter:
    kinds = dict(ItemVersion.objects.filter(rounds=run.round_id).values_list("pk", "kind"))
    worth = _worths(run)
    counter = PaperCounter(voided_by(run))
    progress(0, None, READING)
    for paper in papers_of(run, papers):
        counter.add(
            paper.versions,
            paper.points,
            [
                codes_of(kinds.get(version, ""), paper.answers.get(slot))
                for slot, version in enumerate(paper.versions, start=1)
            ],
            seconds_by_slot(paper.arrivals, len(paper.versions)),
            [worth[paper.rulebook_id, version] for version in paper.versions],
        )
        if counter.papers % PAPERS_TOLD == 0:
            progress(counter.papers)
    return counter


def _worths(run: GradingRun) -> Mapping[tuple[int, int], int]:
    """The points of each item by rulebook version of the contest and item version."""
    pool = run.round.round_items.values_list("version", flat=True)
    items = scored_items(pool, keys_of(run), round_id=run.round_id)
    return {
        (pk, version): rules.scoring_policy.worth(item)
        for pk, rules in rulebooks_of(run.round).items()
        for version, item in items.items()
    }


def _store_items(
    round_: Round, run: GradingRun | None, counter: PaperCounter, now: datetime
) -> None:
    ItemStatistic.objects.filter(round=round_).delete()
    if run is None:
        return
    items = scored_items(counter.items, keys_of(run))
    options = dict(ItemVersion.objects.filter(pk__in=items).values_list("pk", "options"))
    rows = []
    for version, figures in counter.item_figures().items():
        if version not in items:
            continue
        item = items[version]
        choices = choices_of(counter.items[version], item, len(options[version]))
        rows.append(
            ItemStatistic(
                round=round_,
                version_id=version,
                attempts=figures.papers,
                facility=figures.facility,
                discrimination=figures.discrimination,
                efficiency=figures.efficiency,
                weight=figures.weight,
                seconds=figures.seconds,
                choices=choices.as_json,
                alarms=alarms(figures, choices, item, is_voided=version in counter.voided),
                computed_at=now,
            )
        )
    ItemStatistic.objects.bulk_create(rows)


def _store_papers(
    round_: Round, papers: str, run: GradingRun | None, figures: PaperFigures, now: datetime
) -> None:
    PaperStatistic.objects.update_or_create(
        round=round_,
        defaults={
            "attempts": figures.papers,
            "papers": papers,
            "run": run.number if run else 0,
            "mean": figures.mean,
            "deviation": figures.deviation,
            "alpha": figures.alpha,
            "error": figures.error,
            "spread": list(figures.spread),
            "computed_at": now,
        },
    )
