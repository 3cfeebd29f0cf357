"""What is known of items and papers from rounds that are over. Never of one that runs."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet

from backend.common.jobs import unfinished_job
from quizzes.enums import Difficulty, ItemKind, RoundState
from quizzes.formats.ranking_workbook import Row
from quizzes.formats.statistic_workbook import ALARMS, answer_words
from quizzes.models import Item, ItemStatistic, PaperStatistic, Round

OVER = (RoundState.CLOSED, RoundState.PUBLISHED)
FIGURES = ("attempts", "facility", "discrimination", "efficiency", "weight", "seconds")
CHECK_KEY = "check_key"
JOB = "statistics"


def measured_row(round_: Round) -> dict[str, Any]:
    """A round with its papers' figures, None where nothing was computed yet."""
    paper = PaperStatistic.objects.filter(round=round_).first()
    job = unfinished_job(JOB, f"statistics:{round_.uuid}")
    return _row(round_) | {
        "paper": paper and _paper(paper),
        "job": job and str(job.uuid),
    }


def measured_rows(rounds: QuerySet[Round]) -> list[dict[str, Any]]:
    """Rounds that are over, latest first, with how many keys ought to be checked."""
    suspect = Count("item_statistics", filter=Q(item_statistics__alarms__contains=[CHECK_KEY]))
    found = rounds.select_related("contest", "paper_statistic").annotate(suspect=suspect)
    return [
        _row(round_)
        | {
            "suspect": round_.suspect,
            "paper": _paper(paper) if (paper := getattr(round_, "paper_statistic", None)) else None,
        }
        for round_ in found.order_by("-closes_at", "pk")
    ]


def measured_items(round_: Round) -> list[dict[str, Any]]:
    """The figures of each version of a round, with the words that people read."""
    rows = ItemStatistic.objects.filter(round=round_).select_related("version__item__topic")
    return _shown(rows.order_by("version__item__code"))


def items_measured_in(round_: Round) -> QuerySet[Item]:
    return Item.objects.filter(versions__statistics__round=round_).distinct()


def item_history(item: Item) -> list[dict[str, Any]]:
    """The figures of an item in every round that used it, latest first."""
    rows = ItemStatistic.objects.filter(version__item=item, round__state__in=OVER)
    rows = rows.select_related("round__contest", "version__item__topic")
    ordered = list(rows.order_by("-round__closes_at", "version__number"))
    return [
        shown | {"round": _row(row.round)}
        for row, shown in zip(ordered, _shown(ordered), strict=True)
    ]


def _shown(rows: Iterable[ItemStatistic]) -> list[dict[str, Any]]:
    found = list(rows)
    return [
        {
            "version": row.version_id,
            "code": row.version.item.code,
            "number": row.version.number,
            "kind": row.version.kind,
            "topic": row.version.item.topic.name,
            "difficulty": row.version.item.difficulty,
            "stem": row.version.stem,
            "options": row.version.options,
            "targets": row.version.targets,
            "choices": row.choices,
            "alarms": row.alarms,
            "computed_at": row.computed_at,
            **{name: getattr(row, name) for name in FIGURES},
        }
        for row in found
    ]


def _row(round_: Round) -> dict[str, Any]:
    return {
        "uuid": round_.uuid,
        "number": round_.number,
        "title": round_.title,
        "contest": {"slug": round_.contest.slug, "title": round_.contest.title},
        "closed_at": round_.closes_at,
    }


def _paper(paper: PaperStatistic) -> dict[str, Any]:
    return {
        "attempts": paper.attempts,
        "papers": paper.papers,
        "run": paper.run,
        "mean": paper.mean,
        "deviation": paper.deviation,
        "alpha": paper.alpha,
        "error": paper.error,
        "spread": paper.spread,
        "computed_at": paper.computed_at,
    }


def item_rows(items: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Measured items as rows of the Excel file."""
    for one in items:
        yield (
            one["code"],
            one["number"],
            one["topic"],
            str(Difficulty(one["difficulty"]).label),
            str(ItemKind(one["kind"]).label),
            one["stem"],
            one["attempts"],
            one["facility"],
            one["discrimination"],
            one["efficiency"],
            one["weight"],
            one["seconds"],
            "; ".join(ALARMS.get(code, code) for code in one["alarms"]),
        )


def answer_rows(items: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """The answers to measured items as rows of the Excel file."""
    for one in items:
        papers = one["choices"].get("papers", [0, 0, 0])
        for given in one["choices"].get("answers", []):
            counts = (given["all"], given["top"], given["bottom"])
            shares = [
                count / among if among else None
                for count, among in zip(counts, papers, strict=True)
            ]
            words = answer_words(given["answer"], one["options"], one["targets"])
            right = {True: "Đúng", False: "Sai"}.get(given["right"], "")
            yield (one["code"], one["number"], words, right, given["all"], *shares)
