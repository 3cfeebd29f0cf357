"""The people a rulebook is tried on: those of a round with what they did, or invented ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings

from backend.common.text import masked_name
from backend.organisations.models import Organisation
from quizzes.formats.rulebook import Rulebook
from quizzes.formats.rulebook_parts import SpreadPrize
from quizzes.models import Contest, Participant, Round
from quizzes.queries.counted import runs_of
from quizzes.queries.disqualification import disqualified_participants
from quizzes.queries.eligibility import barred_participants
from quizzes.queries.grading import applied_run
from quizzes.queries.invitation import counted_by_inviter
from quizzes.queries.prize import audience_groups, caps_on_prizes
from quizzes.rules.audience import audience_of
from quizzes.rules.counting import Run
from quizzes.rules.eligibility import Applicant, age_on, ineligible
from quizzes.rules.invention import Home, Invented, Invention, invent, invent_lives
from quizzes.rules.prizes import Cap, Entry, rank_spreaders
from quizzes.rules.simulation import Circumstances, People

MOST_HOMES = 20_000


class Crowd(Protocol):
    """People with their attempts, and what each rulebook asks of them beside."""

    @property
    def people(self) -> People: ...
    @property
    def units(self) -> Mapping[int, int | None]: ...
    def around(self, rulebook: Rulebook) -> Circumstances: ...
    def spreaders(self, prize: SpreadPrize) -> list[Entry]: ...
    def names(self, ids: Sequence[int]) -> dict[int, tuple[str, str]]: ...


@dataclass
class RoundCrowd:
    """Those who took part in a round, with the scores they have."""

    round: Round
    people: People = field(init=False)
    units: Mapping[int, int | None] = field(init=False)
    invited: Mapping[int, int] = field(init=False)

    def __post_init__(self) -> None:
        run = applied_run(self.round)
        self.people = dict(runs_of(run)) if run else {}
        everybody = Participant.objects.filter(contest=self.round.contest_id)
        self.units = dict(everybody.values_list("pk", "unit"))
        out = disqualified_participants(self.round)
        counts = counted_by_inviter(self.round.contest, rounds=[self.round.pk])
        self.invited = {person: count for person, count in counts.items() if person not in out}

    def around(self, rulebook: Rulebook) -> Circumstances:
        """As a decision of today would have it; what is held elsewhere: of earlier rounds alone,
        as it was when the round was decided."""
        people = Participant.objects.filter(contest=self.round.contest_id)
        earlier = range(1, self.round.number)
        return Circumstances(
            barred=barred_participants(self.round, rulebook).keys(),
            groups=audience_groups(people, rulebook.audiences, self.round.closes_at),
            caps=tuple(caps_on_prizes(self.round.contest_id, self.round, rulebook, rounds=earlier)),
        )

    def spreaders(self, prize: SpreadPrize) -> list[Entry]:
        """By the people they really brought along into this round."""
        return rank_spreaders(self.invited, prize.minimum_invited)

    def names(self, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Masked names, and organisations."""
        rows = Participant.objects.filter(pk__in=ids).values_list(
            "pk", "user__full_name", "unit__name"
        )
        return {pk: (masked_name(name), unit or "") for pk, name, unit in rows}


@dataclass
class InventedCrowd:
    """Invented people, who belong to the organisations there are, by their headcounts."""

    made: Invention
    homes: Sequence[Home]
    today: date
    people: Mapping[int, Sequence[Run]] = field(init=False)
    lives: Mapping[int, Invented] = field(init=False)

    def __post_init__(self) -> None:
        self.people = invent(self.made)
        self.lives = invent_lives(self.made, self.homes, self.today)

    @property
    def units(self) -> Mapping[int, int | None]:
        return {person: life.home.unit if life.home else None for person, life in self._all()}

    def around(self, rulebook: Rulebook) -> Circumstances:
        """Nobody of them is of the committee, all children have a guardian's consent, and nobody
        has won anything before."""
        barred, groups = set(), {}
        for person, life in self._all():
            codes = life.home.codes if life.home else frozenset()
            kinds = life.home.kinds if life.home else frozenset()
            applicant = Applicant(life.birth_date, codes, kinds, has_guardian=True)
            if ineligible(applicant, rulebook.eligibility, self.today):
                barred.add(person)
            elif rulebook.audiences:
                age = age_on(life.birth_date, self.today)
                group = audience_of(age, kinds, rulebook.audiences)
                groups[person] = frozenset({group} if group else ())
        caps = tuple(Cap(cap.prizes) for cap in rulebook.prizes.caps)
        return Circumstances(barred, groups, caps)

    def spreaders(self, prize: SpreadPrize) -> list[Entry]:
        """None of them brought anybody along."""
        return []

    def names(self, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Numbers instead of names."""
        units = self.units
        known = dict(
            Organisation.objects.filter(pk__in={units[one] for one in ids}).values_list(
                "pk", "name"
            )
        )
        return {person: (f"#{person}", known.get(units[person] or 0, "")) for person in ids}

    def _all(self) -> Sequence[tuple[int, Invented]]:
        return list(self.lives.items())


def homes_of(contest: Contest) -> list[Home]:
    """The lowest organisations under the contest's own, or all, in a fixed order."""
    root = contest.organisation.path if contest.organisation else ""
    rows = Organisation.objects.filter(valid_to__isnull=True, merged_into__isnull=True)
    known = {
        path: (pk, code, kind, headcount, is_unit, below)
        for path, pk, code, kind, headcount, is_unit, below in rows.values_list(
            "path", "pk", "code", "kind", "headcount", "is_contest_unit", "numchild"
        )
    }
    homes = []
    for path in sorted(known):
        *_, headcount, _, below = known[path]
        if below or not path.startswith(root):
            continue
        steps = range(len(path), 0, -Organisation.steplen)
        above = [known[path[:end]] for end in steps if path[:end] in known]
        unit = next((one[0] for one in above if one[4]), None)
        codes = frozenset(one[1] for one in above if one[1])
        homes.append(Home(codes, frozenset(one[2] for one in above), unit, headcount or 1))
    return homes[:MOST_HOMES]


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
