"""New versions of a contest's rulebook: made once, never changed, taken over at their time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from pydantic import ValidationError

from backend.accounts.models import User
from backend.common.audit import record
from quizzes.enums import RoundState
from quizzes.errors import InvalidRulebook, RulebookRefused
from quizzes.formats.rulebook import Rulebook, read_rulebook
from quizzes.formats.rulebook_errors import problems_of
from quizzes.models import Contest, Round, RulebookVersion
from quizzes.queries.rulebook_desk import Impact, impact_of
from quizzes.rules.wording import Language


def checked_rulebook(document: Mapping[str, Any]) -> Rulebook:
    """The rulebook of a document, or InvalidRulebook with what is wrong by field."""
    try:
        return read_rulebook(dict(document))
    except ValidationError as error:
        raise InvalidRulebook(errors=problems_of(error)) from error


def try_rulebook_version(
    contest: Contest, document: Mapping[str, Any], *, effective_at: datetime | None, now: datetime
) -> Impact:
    """Whom the version would touch; changes nothing. Raises InvalidRulebook."""
    return impact_of(
        contest, checked_rulebook(document), max(effective_at or now, now), now, _language()
    )


@transaction.atomic
def new_rulebook_version(
    contest: Contest,
    document: Mapping[str, Any],
    *,
    effective_at: datetime | None,
    reason: str,
    actor: User,
    now: datetime,
) -> RulebookVersion:
    """Store a rulebook that is in force from `effective_at` (None or past: from now) on.

    Rounds that are not over take it over then; attempts that run keep theirs. Raises
    InvalidRulebook, or RulebookRefused with the code of `Impact.refusal` as its reason.
    """
    rulebook = checked_rulebook(document)
    Contest.objects.select_for_update().get(pk=contest.pk)
    begins = max(effective_at or now, now)
    impact = impact_of(contest, rulebook, begins, now, _language())
    if impact.refusal:
        raise RulebookRefused.because(impact.refusal)
    last = contest.rulebooks.order_by("-number").first()
    version = RulebookVersion.objects.create(
        contest=contest,
        number=last.number + 1 if last else 1,
        document=rulebook.model_dump(mode="json"),
        effective_at=begins,
        reason=reason,
        created_by=actor,
    )
    record(
        "rulebook.changed",
        f"contest:{contest.uuid}",
        actor=actor.uuid,
        now=now,
        number=version.number,
        effective_at=begins.isoformat(),
        reason=reason,
        parts=[one["code"] for one in impact.changes],
        people=impact.people,
        running_attempts=impact.running_attempts,
    )
    adopt_due_rulebooks(now=now, contest=contest)
    return version


@transaction.atomic
def adopt_due_rulebooks(*, now: datetime, contest: Contest | None = None) -> int:
    """Let rounds that are not over take over the newest version in force; how many did."""
    newer = RulebookVersion.objects.filter(
        contest=OuterRef("contest"), number__gt=OuterRef("rulebook__number"), effective_at__lte=now
    )
    due = Round.objects.filter(Exists(newer), state=RoundState.RUNNING, closes_at__gt=now)
    if contest is not None:
        due = due.filter(contest=contest)
    rounds = list(due.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for round_ in rounds:
        in_force = Q(effective_at__lte=now, contest=round_.contest_id)
        newest = RulebookVersion.objects.filter(in_force).order_by("-number").first()
        assert newest is not None
        round_.rulebook = newest
        round_.save(update_fields=["rulebook"])
    return len(rounds)


def _language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "vi"
