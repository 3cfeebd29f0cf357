"""Who may start, when and how often. Days and weeks are the contest's own calendar's."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol

DAYS_A_WEEK = 7


class Limits(Protocol):
    """How often a person may start; None means no such limit."""

    @property
    def per_day(self) -> int | None: ...
    @property
    def per_week(self) -> int | None: ...
    @property
    def per_round(self) -> int | None: ...
    @property
    def per_contest(self) -> int | None: ...


class OpeningHours(Protocol):
    """When attempts may be started; weekdays from 1 (Monday) to 7 (Sunday)."""

    @property
    def weekdays(self) -> tuple[int, ...]: ...
    @property
    def opens(self) -> time: ...
    @property
    def closes(self) -> time: ...


class Conditions(Protocol):
    """Who may take part; empty collections mean everybody."""

    @property
    def minimum_age(self) -> int: ...
    @property
    def maximum_age(self) -> int | None: ...
    @property
    def organisations(self) -> tuple[str, ...]: ...
    @property
    def organisation_kinds(self) -> tuple[str, ...]: ...
    @property
    def bars_committee(self) -> bool: ...
    @property
    def guardian_below_age(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Starts:
    """When somebody started: in this round, and in the other rounds of the contest."""

    here: Collection[datetime]
    elsewhere: Collection[datetime] = ()

    def between(self, begins: datetime, ends: datetime) -> int:
        return sum(1 for one in (*self.here, *self.elsewhere) if begins <= one < ends)


@dataclass(frozen=True, slots=True)
class UsedUp:
    """A limit that is reached: day, week, round or contest, and when it is free again."""

    limit: str
    allowed: int
    free_at: datetime | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """A limit and what is left of it: per day, week, round or contest, and when it begins anew."""

    per: str
    allowed: int
    left: int
    renewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Applicant:
    """What eligibility asks of a person. Codes and kinds are of their organisation and above."""

    birth_date: date | None
    organisation_codes: frozenset[str] = frozenset()
    organisation_kinds: frozenset[str] = frozenset()
    is_committee: bool = False
    has_guardian: bool = False


def age_on(birth_date: date, today: date) -> int:
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday)


def used_up(starts: Starts, limits: Limits, now: datetime, zone: tzinfo) -> UsedUp | None:
    """The reached limit that holds longest, or None while another start is allowed."""
    reached = [
        UsedUp(name, allowed, free_at)
        for name, allowed, used, free_at in _counted(starts, limits, now, zone)
        if used >= allowed
    ]
    forever = next((one for one in reached if one.free_at is None), None)
    return forever or max(reached, key=lambda one: one.free_at or now, default=None)


def allowances(starts: Starts, limits: Limits, now: datetime, zone: tzinfo) -> list[Allowance]:
    """Every limit that there is, the longest-lasting first."""
    return [
        Allowance(name, allowed, max(0, allowed - used), renewed_at)
        for name, allowed, used, renewed_at in _counted(starts, limits, now, zone)
    ]


def attempts_left(starts: Starts, limits: Limits, now: datetime, zone: tzinfo) -> int | None:
    """How many attempts may still be started by every limit; None: as many as one likes."""
    left = [max(0, allowed - used) for _, allowed, used, _ in _counted(starts, limits, now, zone)]
    return min(left, default=None)


def _counted(
    starts: Starts, limits: Limits, now: datetime, zone: tzinfo
) -> Iterable[tuple[str, int, int, datetime | None]]:
    """Every limit there is: its name, number, how much is used, when it is free again."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    week = _midnight(monday, zone), _midnight(monday + timedelta(days=7), zone)
    day = _midnight(today, zone), _midnight(today + timedelta(days=1), zone)
    if limits.per_contest is not None:
        yield "contest", limits.per_contest, len(starts.here) + len(starts.elsewhere), None
    if limits.per_round is not None:
        yield "round", limits.per_round, len(starts.here), None
    if limits.per_week is not None:
        yield "week", limits.per_week, starts.between(*week), week[1]
    if limits.per_day is not None:
        yield "day", limits.per_day, starts.between(*day), day[1]


def next_start(
    moment: datetime, hours: Sequence[OpeningHours], closes_at: datetime, zone: tzinfo
) -> datetime | None:
    """The first moment from `moment` on within opening hours; None when the round closes before.

    No hours mean that the whole window is open.
    """
    if hours:
        local = moment.astimezone(zone)
        days = (local.date() + timedelta(days=step) for step in range(DAYS_A_WEEK + 1))
        openings = (
            max(moment, datetime.combine(day, one.opens, zone))
            for day in days
            for one in sorted(hours, key=lambda each: each.opens)
            if day.isoweekday() in one.weekdays and moment < datetime.combine(day, one.closes, zone)
        )
        found = next(openings, None)
        if found is None:
            return None
        moment = found
    return moment if moment < closes_at else None


def ineligible(applicant: Applicant, conditions: Conditions, today: date) -> str | None:
    """Why somebody may not take part, or None.

    committee, age_unknown, too_young, too_old, organisation, organisation_kind or no_guardian.
    """
    if conditions.bars_committee and applicant.is_committee:
        return "committee"
    age = None if applicant.birth_date is None else age_on(applicant.birth_date, today)
    refused = _refused_by_age(age, conditions)
    if refused is not None:
        return refused
    wanted = set(conditions.organisations)
    if wanted and not wanted & applicant.organisation_codes:
        return "organisation"
    kinds = set(conditions.organisation_kinds)
    if kinds and not kinds & applicant.organisation_kinds:
        return "organisation_kind"
    is_minor = age is not None and age < conditions.guardian_below_age
    return "no_guardian" if is_minor and not applicant.has_guardian else None


def _refused_by_age(age: int | None, conditions: Conditions) -> str | None:
    if age is None:
        asks = conditions.minimum_age or conditions.maximum_age is not None
        return "age_unknown" if asks else None
    if age < conditions.minimum_age:
        return "too_young"
    if conditions.maximum_age is not None and age > conditions.maximum_age:
        return "too_old"
    return None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)
