"""The demonstration: a province, a contest with real content, people, one round played."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext

from backend.accounts.enums import Channel, Purpose
from backend.accounts.models import Consent, User
from backend.accounts.rules.consent import CONSENT_TEXTS, text_hash
from backend.accounts.rules.identifier import normalise_phone
from backend.organisations.actions.directory import Directory, load_directories
from backend.organisations.actions.provinces import load_provinces
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation
from quizzes.actions.competence import load_competences
from quizzes.actions.contest_file import load_contest, open_rounds
from quizzes.actions.item_bank import load_items
from quizzes.actions.rehearsal import Player, rehearse
from quizzes.enums import ItemUse
from quizzes.formats.competence_file import CompetenceFile
from quizzes.formats.contest_file import ContestFile
from quizzes.formats.item_file import ItemFile
from quizzes.formats.people_file import PeopleFile, Person
from quizzes.models import Round

SHARE_PLAYING = 0.85
AGREED = {Purpose.TAKING_PART, Purpose.PUBLISH_NAME}


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the files say."""

    directories: list[Directory]
    competences: list[CompetenceFile]
    items: list[ItemFile]
    contest: ContestFile
    people: PeopleFile


@dataclass(frozen=True, slots=True)
class Loaded:
    """What there is now; `attempts` counts those played by this loading."""

    organisations: int
    items: int
    people: int
    rounds: int
    attempts: int


@transaction.atomic
def load_demonstration(content: Content, *, now: datetime) -> Loaded:
    """Store it all, or nothing. Safe to repeat: texts are updated, nobody plays twice."""
    load_provinces({directory.province for directory in content.directories})
    organisations = load_directories(content.directories)
    load_competences(content.competences)
    approved = load_items(content.items)
    contest = load_contest(content.contest)
    people = _load_people(content.people, now)
    pool = [version for version in approved if version.item.use == ItemUse.CONTEST]
    rounds = open_rounds(contest, content.contest, pool, now=now)
    attempts = sum(rehearse(round_, _players(round_, people), now=now) for round_ in rounds)
    return Loaded(
        organisations=organisations,
        items=sum(len(file.items) for file in content.items),
        people=len(people),
        rounds=contest.rounds.count(),
        attempts=attempts,
    )


def _load_people(file: PeopleFile, now: datetime) -> list[tuple[Person, User]]:
    """Each person with their account, made where it was missing."""
    people = file.everyone
    known = {
        user.email: user
        for user in User.objects.filter(email__in=[person.email for person in people])
    }
    missing = [person for person in people if person.email not in known]
    if missing:
        codes = {code for person in missing for code in (person.organisation, person.within)}
        organisations = Organisation.objects.in_bulk(codes - {""}, field_name="code")
        password = make_password(file.password)
        for person in missing:
            known[person.email] = _add_person(person, password, organisations, now)
    return [(person, known[person.email]) for person in people]


def _add_person(
    person: Person, password: str, organisations: dict[str, Organisation], now: datetime
) -> User:
    user = User.objects.create(
        email=person.email,
        phone=normalise_phone(person.phone) if person.phone else None,
        password=password,
        full_name=person.name,
        birth_date=person.born,
        is_staff=person.staff,
        is_superuser=person.staff,
        date_joined=now,
    )
    roles = {(person.organisation, Role.MEMBER.value)}
    if person.role:
        roles.add((person.within, Role(person.role).value))
    Membership.objects.bulk_create(
        [Membership(user=user, organisation=organisations[code], role=role) for code, role in roles]
    )
    Consent.objects.bulk_create(
        [
            Consent(
                user=user,
                purpose=purpose,
                granted=purpose in AGREED,
                text_hash=text_hash(gettext(CONSENT_TEXTS[purpose])),
                channel=Channel.IMPORT,
                given_at=now,
            )
            for purpose in Purpose
        ]
    )
    return user


def _players(round_: Round, people: list[tuple[Person, User]]) -> list[Player]:
    """Who takes part in a round; those with a role look after it."""
    chance = Random(f"players of round {round_.number}")
    players = []
    for person, user in people:
        drawn = chance.random() < SHARE_PLAYING
        plays = drawn if person.rounds is None else round_.number in person.rounds
        if plays and not person.role and not person.staff:
            players.append(Player(user, person.skill))
    return players
