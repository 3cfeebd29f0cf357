"""Plan the rounds of a contest and the items they draw from, until each has opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from quizzes.errors import RoundBegan, RoundsOverlap, TopicsTooSmall
from quizzes.formats.rulebook import read_rulebook
from quizzes.models import Contest, Round, RoundItem, RulebookVersion
from quizzes.queries.pool import available_items, usable_versions
from quizzes.rules.blueprint import spread
from quizzes.rules.schedule import WeeklyPlan, Window, clashes


@dataclass(frozen=True, slots=True)
class RoundPlan:
    title: str
    opens_at: datetime
    closes_at: datetime


@transaction.atomic
def add_round(contest_id: int, plan: RoundPlan, *, actor: User, now: datetime) -> Round:
    """One more round after the last, with the pool of the one before it."""
    contest = _locked(contest_id)
    last = Round.objects.filter(contest=contest).order_by("-number").first()
    round_ = _create(contest, last.number + 1 if last else 1, plan)
    _refuse_clashes(contest)
    pool = list(last.round_items.values_list("version_id", flat=True)) if last else []
    RoundItem.objects.bulk_create([RoundItem(round=round_, version_id=one) for one in pool])
    _record("round.planned", round_, actor, now)
    return round_


@transaction.atomic
def plan_weeks(
    contest_id: int, plan: WeeklyPlan, first_on: date, *, actor: User, now: datetime
) -> list[Round]:
    """Put weekly rounds in place of those that have not opened; what has opened stays."""
    contest = _locked(contest_id)
    planned = list(Round.objects.filter(contest=contest, opens_at__gt=now))
    pools = [list(one.round_items.values_list("version_id", flat=True)) for one in planned[:1]]
    for round_ in planned:
        _remove(round_)
    last = Round.objects.filter(contest=contest).order_by("-number").first()
    windows = plan.windows(first_on, ZoneInfo(settings.TIME_ZONE), last.number + 1 if last else 1)
    rounds = [
        _create(contest, one.number, RoundPlan(f"Tuần {one.number}", one.opens_at, one.closes_at))
        for one in windows
    ]
    RoundItem.objects.bulk_create(
        RoundItem(round=round_, version_id=version)
        for round_ in rounds
        for pool in pools
        for version in pool
    )
    _refuse_clashes(contest)
    for round_ in rounds:
        _record("round.planned", round_, actor, now)
    return rounds


@transaction.atomic
def change_round(
    contest_id: int, number: int, changes: dict[str, Any], *, actor: User, now: datetime
) -> Round:
    """A new title at any time; new times only before the round opens."""
    contest = _locked(contest_id)
    round_ = Round.objects.select_for_update().get(contest=contest, number=number)
    if not changes:
        return round_
    times = {"opens_at", "closes_at"} & set(changes)
    if times and round_.opens_at <= now:
        raise RoundBegan
    for name, value in changes.items():
        setattr(round_, name, value)
    round_.save(update_fields=list(changes))
    if times:
        _refuse_clashes(contest)
    _record("round.changed", round_, actor, now, parts=sorted(changes))
    return round_


@transaction.atomic
def remove_round(contest_id: int, number: int, *, actor: User, now: datetime) -> None:
    """Take back a round that has not opened; those after it move up."""
    contest = _locked(contest_id)
    round_ = Round.objects.select_for_update().get(contest=contest, number=number)
    if round_.opens_at <= now or round_.attempts.exists():
        raise RoundBegan
    _record("round.removed", round_, actor, now)
    _remove(round_)
    for later in Round.objects.filter(contest=contest, number__gt=number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])


@transaction.atomic
def choose_topics(
    contest_id: int, topics: Sequence[str], *, actor: User, now: datetime
) -> RulebookVersion:
    """Fill the pools of rounds to come with the approved items of the topics, and fit the paper.

    The paper keeps its length and difficulty as far as the topics reach: TopicsTooSmall otherwise.
    """
    contest = _locked(contest_id)
    if Round.objects.filter(contest=contest, attempts__isnull=False).exists():
        raise RoundBegan
    newest = contest.rulebooks.latest("number")
    rulebook = read_rulebook(newest.document)
    wanted = {"easy": 0, "medium": 0, "hard": 0}
    for cell in rulebook.paper.blueprint:
        wanted[cell.difficulty] += cell.items
    paper = spread(wanted, available_items(topics), topics)
    if sum(paper.values()) < rulebook.paper.items:
        raise TopicsTooSmall(wanted=rulebook.paper.items, available=sum(paper.values()))
    version = _with_paper(newest, paper, actor, now)
    rounds = Round.objects.filter(contest=contest, opens_at__gt=now)
    rounds.update(rulebook=version)
    set_pools(rounds, usable_versions(topics))
    subject = f"contest:{contest.uuid}"
    record("contest.topics_chosen", subject, actor=actor.uuid, now=now, topics=list(topics))
    return version


def set_pools(rounds: Iterable[Round], versions: Sequence[int]) -> None:
    """Let each of the rounds draw from exactly these item versions."""
    for round_ in rounds:
        RoundItem.objects.filter(round=round_).exclude(version__in=versions).delete()
        RoundItem.objects.bulk_create(
            [RoundItem(round=round_, version_id=version) for version in versions],
            ignore_conflicts=True,
        )


def _with_paper(
    newest: RulebookVersion, paper: dict[tuple[str, str], int], actor: User, now: datetime
) -> RulebookVersion:
    blueprint = [
        {"topic": topic, "difficulty": difficulty, "items": items}
        for (topic, difficulty), items in paper.items()
    ]
    document = {**newest.document, "paper": {**newest.document["paper"], "blueprint": blueprint}}
    if document == newest.document:
        return newest
    return RulebookVersion.objects.create(
        contest=newest.contest,
        number=newest.number + 1,
        document=document,
        effective_at=now,
        created_by=actor,
    )


def _locked(contest_id: int) -> Contest:
    return Contest.objects.select_for_update().get(pk=contest_id)


def _create(contest: Contest, number: int, plan: RoundPlan) -> Round:
    return Round.objects.create(
        contest=contest,
        rulebook=contest.rulebooks.latest("number"),
        number=number,
        title=plan.title,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
    )


def _remove(round_: Round) -> None:
    RoundItem.objects.filter(round=round_).delete()
    round_.delete()


def _refuse_clashes(contest: Contest) -> None:
    """Once the public has seen the plan, no two windows lie over each other."""
    found = windows_clash(contest)
    if contest.is_visible and found:
        raise RoundsOverlap(rounds=found[0])


def windows_clash(contest: Contest) -> list[tuple[int, int]]:
    rows = Round.objects.filter(contest=contest).values_list("number", "opens_at", "closes_at")
    return clashes(Window(*row) for row in rows)


def _record(action: str, round_: Round, actor: User, now: datetime, **details: Any) -> None:
    record(
        action,
        f"round:{round_.uuid}",
        actor=actor.uuid,
        now=now,
        opens_at=round_.opens_at.isoformat(),
        closes_at=round_.closes_at.isoformat(),
        **details,
    )
