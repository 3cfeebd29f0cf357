"""Contests as their organisers see them: phase, what to do next, what is stored."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from backend.common.text import name_sort_key
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation
from backend.organisations.queries.organisation import written_paths
from quizzes.enums import AttemptState, ItemKind
from quizzes.models import Attempt, Contest, Participant, Round, RoundItem
from quizzes.queries.contest import public_state
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.visibility import Viewer, board_view


def desk_contests(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    """The contests with their rounds and with the counts that the desk's list shows."""
    rounds = Round.objects.select_related("rulebook", "snapshot").annotate(
        pool_size=Count("round_items"), has_attempts=_exists(Attempt)
    )
    return contests.select_related("organisation").prefetch_related(
        Prefetch("rounds", queryset=rounds.order_by("number"))
    )


def _exists(model: type[Attempt]) -> Exists:
    return Exists(model.objects.filter(round=OuterRef("pk")))


def phase_of(contest: Contest, now: datetime) -> str:
    """draft | scheduled | open | paused | deciding | between | finished."""
    states = {public_state(one, now) for one in contest.rounds.all()}
    if not contest.is_visible:
        return "draft"
    if any(one.paused_at for one in contest.rounds.all()):
        return "paused"
    if "open" in states:
        return "open"
    if "closed" in states:
        return "deciding"
    if "planned" in states:
        return "between" if "published" in states else "scheduled"
    return "finished" if states else "draft"


def next_step(contest: Contest, now: datetime) -> dict[str, Any]:
    """What the organiser does next: {step, round, at}."""
    rounds = list(contest.rounds.all())
    if not contest.is_visible or not rounds:
        return {"step": "set_up", "round": "", "at": None}
    for step, state, at in (
        ("watch", "open", "closes_at"),
        ("decide", "closed", None),
        ("wait", "planned", "opens_at"),
    ):
        found = next((one for one in rounds if public_state(one, now) == state), None)
        if found is not None:
            name = "resume" if step == "watch" and found.paused_at else step
            return {"step": name, "round": found.title, "at": at and getattr(found, at)}
    return {"step": "finished", "round": rounds[-1].title, "at": None}


def contest_row(contest: Contest, now: datetime) -> dict[str, Any]:
    rounds = list(contest.rounds.all())
    open_rounds = [one.pk for one in rounds if public_state(one, now) == "open"]
    return {
        "slug": contest.slug,
        "title": contest.title,
        "organiser": contest.organiser,
        "phase": phase_of(contest, now),
        "next": next_step(contest, now),
        "people": Participant.objects.filter(contest=contest).count(),
        "attempts": sum(jury_totals(one, now)["attempts"] for one in rounds),
        "in_progress": _running(open_rounds, now),
    }


def jury_totals(round_: Round, now: datetime) -> dict[str, int]:
    """People and counted hand-ins of a round as only its organisers may know them."""
    if now < round_.opens_at:
        return {"people": 0, "attempts": 0}
    standings = board_view(round_, Viewer.JURY, now).standings()
    found = standings.aggregate(people=Count("pk"), attempts=Sum("attempts"))
    return {"people": found["people"], "attempts": found["attempts"] or 0}


def _running(rounds: Iterable[int], now: datetime) -> int:
    running = Attempt.objects.filter(round__in=rounds, state=AttemptState.IN_PROGRESS)
    return running.filter(Q(sealed_after__gte=now) | Q(paused_at__isnull=False)).count()


def desk_contest(contest: Contest, now: datetime) -> dict[str, Any]:
    """Everything about a contest that its organisers set, and where it stands."""
    organisation = contest.organisation
    fields = ("uuid", "is_visible", "summary", "contact", "rules", "rules_html", "prizes")
    more = ("certificate", "banner_alt", "documents", "preset")
    return {
        **contest_row(contest, now),
        **{name: getattr(contest, name) for name in (*fields, *more)},
        "organisation": organisation and named_organisation(organisation),
        "banner": banner_address(contest),
        "committee": [
            {"uuid": one.uuid, "full_name": one.full_name}
            for one in contest.committee.order_by("full_name")
        ],
        "has_essays": RoundItem.objects.filter(
            round__contest=contest, version__kind=ItemKind.ESSAY
        ).exists(),
        "adds_up": adds_up(list(contest.rounds.all())),
        "rounds": [desk_round(one, now) for one in contest.rounds.all()],
    }


def adds_up(rounds: list[Round]) -> bool:
    """Whether the whole contest is ranked too: asked of its last round's rulebook."""
    return bool(rounds) and rulebook_of(rounds[-1]).rounds.combine != "each"


def named_organisation(organisation: Organisation) -> dict[str, Any]:
    path = written_paths([organisation])[organisation.pk]
    return {"uuid": organisation.uuid, "name": organisation.name, "path": path}


def banner_address(contest: Contest) -> str | None:
    """Where the picture is shown; its name changes with it, so that it may be kept for long."""
    if not contest.banner:
        return None
    return f"/cuoc-thi/{contest.slug}/anh-bia.webp?v={PurePosixPath(contest.banner).stem[:12]}"


def desk_round(round_: Round, now: datetime) -> dict[str, Any]:
    """A round of `desk_contests`, with its windows, its paper and its pool."""
    rulebook = rulebook_of(round_)
    return {
        "uuid": round_.uuid,
        "number": round_.number,
        "title": round_.title,
        "opens_at": round_.opens_at,
        "closes_at": round_.closes_at,
        "state": public_state(round_, now),
        "paused_at": round_.paused_at,
        "frozen_at": round_.frozen_at,
        "minutes": rulebook.paper.minutes,
        "items": rulebook.paper.items,
        "pool_size": round_.pool_size,  # type: ignore[attr-defined] # annotated
        "has_attempts": round_.has_attempts,  # type: ignore[attr-defined] # annotated
        "totals": jury_totals(round_, now),
        "rulebook_version": round_.rulebook.number,
        "opening_hours": [
            {
                "weekdays": list(hours.weekdays),
                "opens": hours.opens.strftime("%H:%M"),
                "closes": hours.closes.strftime("%H:%M"),
            }
            for hours in rulebook.opening_hours
        ],
    }


def possible_committee(contest: Contest) -> list[dict[str, Any]]:
    """The people who hold an organiser's role in the contest's organisation, above or below it."""
    organisation = contest.organisation
    if organisation is None:
        return []
    related = Q(organisation__path__in=organisation.paths_upwards) | Q(
        organisation__path__startswith=organisation.path
    )
    found = Membership.objects.filter(related, role=Role.ORGANISER).select_related("user")
    people = {one.user.pk: one.user for one in found if one.user.is_active}
    return [
        {"uuid": one.uuid, "full_name": one.full_name}
        for one in sorted(people.values(), key=lambda person: name_sort_key(person.full_name))
    ]
