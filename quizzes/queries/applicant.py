"""What the rules of taking part ask about people."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from backend.accounts.enums import Purpose
from backend.accounts.models import Consent, User
from backend.organisations.models import Organisation
from quizzes.enums import AttemptState
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Attempt, Contest, Participant, Round
from quizzes.rules.eligibility import Applicant, age_on, ineligible

Lineage = tuple[frozenset[str], frozenset[str]]


def applicant(
    user: User, organisation: Organisation | None, contest_id: int, rulebook: Rulebook, today: date
) -> Applicant:
    """What eligibility asks of a person; what the rulebook does not ask is not looked up."""
    rule = rulebook.eligibility
    asks_lineage = organisation is not None and (rule.organisations or rule.organisation_kinds)
    codes, kinds = _lineage(organisation.path) if organisation and asks_lineage else (None, None)
    is_minor = user.birth_date and age_on(user.birth_date, today) < rule.guardian_below_age
    return Applicant(
        birth_date=user.birth_date,
        organisation_codes=codes or frozenset(),
        organisation_kinds=kinds or frozenset(),
        is_committee=rule.bars_committee and _is_in_committee(contest_id, user.pk),
        has_guardian=bool(is_minor) and _guarded().filter(user=user).exists(),
    )


def ineligible_participants(
    contest: Contest, rulebook: Rulebook, today: date
) -> Iterator[tuple[int, str]]:
    """The participants (by id) who may not take part after all, and why, as `ineligible` says."""
    committee = set(committee_ids(contest.pk).values_list("user_id", flat=True))
    people = Participant.objects.filter(contest=contest)
    guarded = set(
        _guarded().filter(user__participations__contest=contest).values_list("user_id", flat=True)
    )
    rule = rulebook.eligibility
    asks_lineage = bool(rule.organisations or rule.organisation_kinds)
    lineages: dict[str, Lineage] = {}
    rows = people.order_by("pk").values_list(
        "pk", "user_id", "user__birth_date", "organisation__path"
    )
    for pk, user_id, birth_date, path in rows.iterator(chunk_size=5000):
        if asks_lineage and path and path not in lineages:
            lineages[path] = _lineage(path)
        codes, kinds = lineages.get(path or "", (frozenset(), frozenset()))
        person = Applicant(birth_date, codes, kinds, user_id in committee, user_id in guarded)
        reason = ineligible(person, rule, today)
        if reason is not None:
            yield pk, reason


def starts_elsewhere(participant: Participant, round_: Round) -> list[datetime]:
    """When a person started in the other rounds of the contest."""
    others = Attempt.objects.filter(participant=participant).exclude(round=round_)
    return list(others.exclude(state=AttemptState.VOIDED).values_list("started_at", flat=True))


def committee_ids(contest_id: int) -> QuerySet:
    """The rows of a contest's committee."""
    return Contest.committee.through.objects.filter(contest_id=contest_id)


def _is_in_committee(contest_id: int, user_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM quizzes_contest_committee WHERE contest_id = %s AND user_id = %s",
            [contest_id, user_id],
        )
        return cursor.fetchone() is not None


def _guarded() -> QuerySet[Consent]:
    """Consents to taking part that a guardian gave."""
    return Consent.objects.filter(purpose=Purpose.TAKING_PART, granted=True).exclude(
        guardian_name=""
    )


def _lineage(path: str) -> Lineage:
    """Codes and kinds of an organisation and of all above it."""
    above = [path[:end] for end in range(len(path), 0, -Organisation.steplen)]
    rows = list(Organisation.objects.filter(path__in=above).values_list("code", "kind"))
    return frozenset(code for code, _ in rows if code), frozenset(kind for _, kind in rows)
