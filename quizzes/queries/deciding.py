"""The whole of a round's decision as its organisers see it: steps, numbers, borders, regrades."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.common.errors import NotVisible
from backend.common.models import Job
from quizzes.enums import DecisionState, GradingState, RoundState
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Contest, Draw, GradingRun, ItemVersion, Ranking, RankingRow, Round
from quizzes.queries.bank import newest_keys
from quizzes.queries.board import unscored_attempts
from quizzes.queries.decision import (
    excluded_counts,
    is_stale,
    needs_draw,
    others_who_may_approve,
    prize_places,
    rankings_of,
    tied_ranks,
    undecided_ties,
)
from quizzes.queries.ranking_changes import named
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.decision import STEPS, UNDER_WAY, may_publish
from quizzes.rules.grading import needs_second_person

LEADING_SHOWN = 30
EXCLUDED_SHOWN = 500
JOBS = ("ranking", "regrade_trial", "regrade")


def decision(round_: Round, user: User) -> dict[str, Any]:
    """Everything the desk shows of how the round is decided."""
    rules = rulebook_of(round_)
    return {
        "round": round_.number,
        "title": round_.title,
        "state": round_.state,
        "closes_at": round_.closes_at,
        "unscored": unscored_attempts(round_).count(),
        "job": _job(f"round:{round_.uuid}", JOBS),
        **_decided(rankings_of(round_.contest_id, round_), rules, "round", user),
        "regrades": [_regrade(run, user) for run in _regrades(round_)],
    }


def overall_decision(contest: Contest, user: User) -> dict[str, Any]:
    """The same for the whole contest, named round 0; NotVisible where rounds do not add up."""
    last = contest.rounds.select_related("rulebook").order_by("-number").first()
    if last is None or rulebook_of(last).rounds.combine == "each":
        raise NotVisible
    is_over = not contest.rounds.exclude(state=RoundState.PUBLISHED).exists()
    return {
        "round": 0,
        "title": "",
        "state": RoundState.CLOSED if is_over else RoundState.RUNNING,
        "closes_at": last.closes_at,
        "unscored": 0,
        "job": _job(f"contest:{contest.uuid}", ("overall_ranking",)),
        **_decided(rankings_of(contest.pk, None), rulebook_of(last), "contest", user),
        "regrades": [],
    }


def _decided(found: QuerySet[Ranking], rules: Rulebook, per: str, user: User) -> dict[str, Any]:
    rankings = list(found)
    newest = rankings[0] if rankings else None
    border = prize_places(rules, per)
    return {
        "approval": rules.results.approval,
        "ties": rules.ties,
        "appeal_days": rules.results.appeal_days,
        "prize_places": border,
        "rankings": [_ranking(one) for one in rankings],
        "next": _next_steps(newest, user) if newest else [],
        "undecided": undecided_ties(newest) if newest and newest.state in WITH_ROWS else None,
        "left_to_approve": _left_to_approve(newest, rules, user) if newest else None,
        "is_stale": newest is not None and newest.state in SETTLED and is_stale(newest),
        "leading": _leading(newest, border) if newest else [],
        "tied_borders": _tied_borders(newest, rules, per) if newest else [],
        "draw": _draw(newest) if newest else None,
    }


SETTLED = {*STEPS[2:]}
WITH_ROWS = {*STEPS[2:-1]}


def _next_steps(ranking: Ranking, user: User) -> list[str]:
    """What this person may do now; the desk offers nothing else."""
    rules = rulebook_of(ranking)
    first = {ranking.begun_by_id, ranking.reviewed_by_id}
    if ranking.state == DecisionState.RANKED and needs_draw(ranking):
        return ["draw"]
    if may_publish(ranking.state, rules.results.approval):
        back = ["return"] if ranking.state == DecisionState.APPROVED else []
        return ["publish", *back]
    if ranking.state == DecisionState.RANKED:
        return ["review"]
    if ranking.state == DecisionState.REVIEWED:
        return ["return"] if user.pk in first else ["approve", "return"]
    return []


def _left_to_approve(ranking: Ranking, rules: Rulebook, user: User) -> dict[str, int] | None:
    """How many organisers remain to approve, if this person took the step; None: nobody has to."""
    if rules.results.approval == "automatic":
        return None
    return {
        "after_review": others_who_may_approve(ranking.contest, ranking.begun_by_id, user.pk),
        "after_rank": others_who_may_approve(ranking.contest, user.pk),
        "now": others_who_may_approve(ranking.contest, ranking.begun_by_id, ranking.reviewed_by_id),
    }


def _ranking(ranking: Ranking) -> dict[str, Any]:
    return {
        "number": ranking.number,
        "uuid": str(ranking.uuid),
        "state": ranking.state,
        "is_under_way": ranking.state in UNDER_WAY,
        "reason": ranking.reason,
        "returned_reason": ranking.returned_reason,
        "grading_run": ranking.grading_run.number if ranking.grading_run else None,
        "people": ranking.people,
        "attempts": ranking.attempts,
        "all_correct_people": ranking.all_correct_people,
        "target": ranking.target,
        "excluded": [
            {"reason": reason, "people": people}
            for reason, people in excluded_counts(ranking).items()
        ],
        "begun": _moment(ranking.begun_by, ranking.begun_at),
        "computed": _moment(None, ranking.computed_at),
        "reviewed": _moment(ranking.reviewed_by, ranking.reviewed_at),
        "approved": _moment(ranking.approved_by, ranking.approved_at),
        "published_at": ranking.published_at,
        "appeals_until": ranking.appeals_until,
    }


def _moment(who: User | None, at: Any) -> dict[str, Any] | None:
    """Who did it and when; nobody named: the system."""
    return {"by": who.full_name if who else "", "at": at} if at else None


def _leading(ranking: Ranking, border: int) -> list[dict[str, Any]]:
    """The first places, one past the last prize at least, with full names for organisers."""
    rows = list(
        RankingRow.objects.filter(ranking=ranking)
        .order_by("rank", "id")
        .values(
            "participant_id",
            "rank",
            "points",
            "prediction",
            "distance",
            "time_used_ms",
            "handed_in_at",
            "attempts",
        )[: max(LEADING_SHOWN, border + 1)]
    )
    people = named([row["participant_id"] for row in rows])
    return [{**row, **people[row["participant_id"]]} for row in rows]


def _tied_borders(ranking: Ranking, rules: Rulebook, per: str) -> list[dict[str, Any]]:
    """Prizes whose last place is shared with somebody who would get none of them."""
    found, last = [], 0
    tied = set(tied_ranks(ranking))
    for prize in rules.prizes.people:
        if prize.per != per or prize.audience:
            continue
        last += prize.count
        rows = RankingRow.objects.filter(ranking=ranking).order_by("rank", "id")
        ranks = list(rows.values_list("rank", flat=True)[last - 1 : last + 1])
        if len(ranks) == 2 and ranks[0] == ranks[1] and ranks[0] in tied:
            people = rows.filter(rank=ranks[0]).count()
            found.append({"prize": prize.title, "rank": ranks[0], "people": people})
    return found


def _draw(ranking: Ranking) -> dict[str, Any] | None:
    draw: Draw | None = getattr(ranking, "draw", None)
    if draw is None:
        return None
    entries = draw.entries.order_by("tied_rank", "lot", "entry")
    return {
        "digest": draw.digest,
        "source": draw.source,
        "seed": draw.seed,
        "witnesses": draw.witnesses,
        "committed": _moment(draw.committed_by, draw.committed_at),
        "drawn": _moment(draw.drawn_by, draw.drawn_at),
        "entries": list(entries.values("entry", "tied_rank", "lot")[:EXCLUDED_SHOWN]),
    }


def excluded_people(ranking: Ranking) -> list[dict[str, str]]:
    """Who does not count and why, the decided reasons first."""
    rows = ranking.exclusions.order_by("reason", "pk").values_list("participant_id", "reason")
    shown = list(rows[:EXCLUDED_SHOWN])
    people = named([participant for participant, _ in shown])
    return [{**people[participant], "reason": reason} for participant, reason in shown]


def _regrades(round_: Round) -> Any:
    """The first run is how the round was scored; what follows are regrades."""
    runs = GradingRun.objects.filter(round=round_, number__gt=1)
    return runs.select_related("round", "created_by", "approved_by").order_by("-number")


def _regrade(run: GradingRun, user: User) -> dict[str, Any]:
    codes = dict(
        ItemVersion.objects.filter(pk__in=[*run.corrections, *run.voided]).values_list(
            "pk", "item__code"
        )
    )
    summary = dict(run.summary)
    moves = summary.get("moves", [])
    people = named([move["participant"] for move in moves])
    if summary:
        summary["moves"] = [
            {**people[move["participant"]], "ranks": move["ranks"], "points": move["points"]}
            for move in moves
        ]
    return {
        "number": run.number,
        "state": run.state,
        "reason": run.reason,
        "corrections": [
            {"item": codes[int(version)], "correct": key}
            for version, key in run.corrections.items()
        ],
        "voided": [
            {"item": codes[int(version)], "policy": policy}
            for version, policy in run.voided.items()
        ],
        "created": _moment(run.created_by, run.created_at),
        "approved_by": run.approved_by.full_name if run.approved_by else "",
        "applied_at": run.applied_at,
        "summary": summary or None,
        "may_apply": run.state == GradingState.PROPOSED
        and run.approved_by_id is None
        and not (needs_second_person(run.corrections) and user.pk == run.created_by_id),
    }


def _job(subject: str, kinds: Sequence[str]) -> Job | None:
    """The newest piece of work about these results."""
    jobs = Job.objects.filter(kind__in=kinds, subject__startswith=subject)
    return jobs.order_by("-asked_at", "-pk").first()


def round_items(round_: Round) -> list[dict[str, Any]]:
    """The items of the round with their keys, for those who decide about them."""
    versions = ItemVersion.objects.filter(rounds=round_).select_related("item", "picture")
    keys = newest_keys(version.pk for version in versions)
    voided = dict(round_.voided_items.values_list("version_id", "policy"))
    return [
        {
            "item": version.item.code,
            "kind": version.kind,
            "stem": version.stem,
            "options": version.options,
            "targets": version.targets,
            "unit": version.unit,
            "picture": (
                {"digest": version.picture.digest, "alt": version.picture_alt}
                if version.picture
                else None
            ),
            "correct": keys.get(version.pk),
            "voided": voided.get(version.pk),
        }
        for version in versions.order_by("item__code", "pk")
    ]
