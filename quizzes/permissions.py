"""Who may work on contests and on the bank. Outside of that everyone sees what is public."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.common.jobs import watch
from backend.organisations.enums import Role
from backend.organisations.models import Organisation
from backend.organisations.permissions import is_organiser, is_staff, is_trainer, within_reach
from quizzes.enums import ItemKind, ItemStatus, KeyChangeState, RoundState
from quizzes.models import Contest, KeyChange, Ranking, Round
from quizzes.rules.item_life import may_judge


def organised_contests(user: object) -> QuerySet[Contest]:
    """The contests whose desk this person sees: of their own organisation, or of one below it."""
    return Contest.objects.filter(within_reach(user, [Role.ORGANISER], "organisation__path"))


def marked_contests(user: object) -> QuerySet[Contest]:
    """The contests whose essays this person may mark: as their organiser or trainer."""
    roles = [Role.ORGANISER, Role.TRAINER]
    return Contest.objects.filter(within_reach(user, roles, "organisation__path"))


def organising_organisations(user: object) -> QuerySet[Organisation]:
    """The organisations in whose name this person may hold a contest: their own and all below."""
    return Organisation.objects.filter(within_reach(user, [Role.ORGANISER], "path"))


def measured_rounds(user: object) -> QuerySet[Round]:
    """Rounds whose items' figures this person may read: all that are over for trainers, who look
    after the bank; their own for organisers. No round is looked into before it is closed."""
    rounds = Round.objects.exclude(state=RoundState.RUNNING)
    if is_trainer(user):
        return rounds
    return rounds.filter(contest__in=organised_contests(user))


def may_read_statistics(user: object) -> bool:
    return is_trainer(user) or is_organiser(user)


def may_organise(user: object, contest: Contest) -> bool:
    return organised_contests(user).filter(pk=contest.pk).exists()


@watch("contest")
def _may_watch_contest(user: object, name: str) -> bool:
    """A name that goes on after the contest's is one person's own question."""
    return ":" not in name and organised_contests(user).filter(uuid=name).exists()


@watch("certificates")
def _may_watch_certificates(user: object, name: str) -> bool:
    """Of a contest: issuing, printing and bundling; its name is what stands first."""
    return organised_contests(user).filter(uuid=name.partition("/")[0]).exists()


@watch("statistics")
def _may_watch_statistics(user: object, name: str) -> bool:
    return measured_rounds(user).filter(uuid=name).exists()


@watch("forms")
def _may_watch_forms(user: object, name: str) -> bool:
    return is_trainer(user) and "/" in name


@watch("round")
def _may_watch_round(user: object, name: str) -> bool:
    """Of a regrading the name goes on after the round's: "<uuid>/<number>"."""
    return organised_contests(user).filter(rounds__uuid=name.partition("/")[0]).exists()


@watch("ranking")
def _may_watch_ranking(user: object, name: str) -> bool:
    """What follows the publication of a ranking."""
    return organised_contests(user).filter(rankings__uuid=name).exists()


def may_approve(user: object, ranking: Ranking) -> bool:
    """The second pair of eyes: an organiser who neither began nor reviewed this ranking."""
    first = {ranking.begun_by_id, ranking.reviewed_by_id}
    return isinstance(user, User) and user.pk not in first and may_organise(user, ranking.contest)


def may_erase(user: object, person: User) -> bool:
    """Erasing reaches into every contest of a person: all of them have to be the organiser's."""
    joined = Contest.objects.filter(participants__user=person)
    reached = organised_contests(user).values("pk")
    return is_staff(user) or not joined.exclude(pk__in=reached).exists()


def may_edit_contest(user: object, contest: Contest | None) -> bool:
    """Organisers mend the texts of a contest; only staff once results are published."""
    if contest is None or not contest.rounds.filter(state=RoundState.PUBLISHED).exists():
        return is_organiser(user)
    return is_staff(user)


def may_edit_round(user: object, round_: Round | None) -> bool:
    """A round that has attempts is a record; it is changed by actions alone."""
    return is_organiser(user) and (round_ is None or not round_.attempts.exists())


def item_rights(user: User, row: Mapping[str, Any]) -> dict[str, bool]:
    """What somebody who works on the bank may do now with an item, told as `item_rows` does."""
    is_retired, has_version = row["status"] == ItemStatus.RETIRED, row["newest"] is not None
    return {
        "may_edit": not is_retired,
        "may_submit": not is_retired and row["has_draft"],
        "may_review": (
            row["status"] == ItemStatus.NEEDS_REVIEW
            and has_version
            and may_judge(user.pk, row["writers"])
        ),
        "may_retire": not is_retired and has_version,
        "may_restore": is_retired,
        "may_change_key": has_version and row["kind"] != ItemKind.ESSAY,
    }


def may_decide_key(user: User, change: KeyChange) -> bool:
    """A key that was in use is changed by two people."""
    return change.state == KeyChangeState.PROPOSED and change.proposed_by_id != user.pk
