"""What the measurements need in the database: a contest of real size, people, open papers.

Written in bulk, because a measurement that prepares for minutes is not run every day. Needs
Django set up.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from backend.accounts.models import User
from backend.organisations.enums import Role
from backend.organisations.models import Membership, Organisation
from quizzes.models import Attempt, ItemVersion, Participant, Response, Round
from quizzes.queries.attempt import started_attempt
from quizzes.queries.bank import pool_of
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.selection import draw
from tests.factories.accounts import hashed_password
from tests.factories.organisations import OrganisationFactory
from tests.factories.quizzes import make_round

ITEMS = 20
POOL = 100
UNITS = 124
CONTENT = Path(settings.BASE_DIR) / "quizzes" / "content"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in browser."""

    user: User
    session_key: str
    csrf_token: str

    @property
    def cookies(self) -> str:
        session, csrf = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
        return f"{session}={self.session_key}; {csrf}={self.csrf_token}"


# Numbers of telephones that nobody in this run has yet.
_NUMBERS = count(random.randrange(10**7))


def make_contest(**changes: Any) -> Round:
    """An open round of 20 items out of 100, with the texts of the demonstration's bank."""
    now = timezone.now()
    round_ = make_round(
        items=ITEMS,
        pool=POOL,
        opens_at=now - timedelta(hours=2),
        closes_at=now + timedelta(days=1),
        **changes,
    )
    versions = list(ItemVersion.objects.filter(rounds=round_))
    for version, (stem, options) in zip(versions, cycle(item_texts()), strict=False):
        version.stem, version.options = stem, options
    ItemVersion.objects.bulk_update(versions, ["stem", "options"])
    return round_


def make_visitors(count: int) -> list[Visitor]:
    """People with an organisation and a session, as if each had signed in some time ago."""
    units = _units()
    users = User.objects.bulk_create(
        User(
            phone=f"+849{next(_NUMBERS):08}",
            full_name=f"Nguyễn Thị Thử Nghiệm {number}",
            birth_date=datetime(1990, 9, 2).date(),  # noqa: DTZ001 - a birthday has no zone
            password=hashed_password(),
        )
        for number in range(count)
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=unit)
        for user, unit in zip(users, cycle(units), strict=False)
    )
    return signed_in(users)


def make_trainers(count: int) -> list[Visitor]:
    """People who work on the bank."""
    visitors = make_visitors(count)
    users = [one.user for one in visitors]
    Membership.objects.filter(user__in=users).update(role=Role.TRAINER)
    return visitors


def signed_in(users: list[User]) -> list[Visitor]:
    """A browser with a session for each of these people."""
    visitors = [Visitor(user, get_random_string(32), get_random_string(32)) for user in users]
    Session.objects.bulk_create(_session(visitor) for visitor in visitors)
    return visitors


def make_attempts(
    round_: Round, visitors: list[Visitor], *, started_at: datetime | None = None
) -> list[Attempt]:
    """A running attempt of each visitor."""
    began = started_at or timezone.now()
    rulebook = rulebook_of(round_)
    members = {
        each.user_id: each.organisation_id
        for each in Membership.objects.filter(user__in=[one.user for one in visitors])
    }
    participants = Participant.objects.bulk_create(
        Participant(
            contest_id=round_.contest_id,
            user=one.user,
            organisation_id=members[one.user.pk],
            unit_id=members[one.user.pk],
            joined_at=began,
        )
        for one in visitors
    )
    deadline_at = began + rulebook.time_limit
    secret = bytes.fromhex(round_.secret)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            round=round_,
            participant=each,
            rulebook=round_.rulebook,
            number=1,
            client_key=uuid4(),
            started_at=began,
            deadline_at=deadline_at,
            sealed_after=deadline_at + rulebook.grace,
            paper=[
                [slot.version_id, list(slot.order)]
                for slot in draw(pool_of(round_.pk), rulebook.blueprint, secret, f"{each.pk}/1")
            ],
        )
        for each in participants
    )
    return list(attempts)


def answer_all(attempts: list[Attempt]) -> None:
    """Every slot answered, as people do: mostly right, each with a luck of their own."""
    rows = []
    for attempt in attempts:
        skill = random.random()
        rows += [
            Response(
                attempt=attempt,
                slot=slot,
                revision=1,
                value=[0] if random.random() < skill else [random.randrange(1, 4)],
                received_at=attempt.started_at,
            )
            for slot in range(1, len(attempt.paper) + 1)
        ]
    Response.objects.bulk_create(rows, batch_size=5000)


def paper_of(attempt: Attempt) -> dict[str, Any]:
    """What the device has in hand: token, items, option tokens."""
    return started_attempt(attempt, timezone.now())


def _session(visitor: Visitor) -> Session:
    person = visitor.user
    signed_in = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    return Session(
        session_key=visitor.session_key,
        session_data=SessionStore().encode(signed_in),
        expire_date=timezone.now() + timedelta(days=30),
    )


def _units() -> list[Organisation]:
    known = list(Organisation.objects.filter(is_contest_unit=True)[:UNITS])
    if known:
        return known
    province = OrganisationFactory(name="Tuyên Quang")
    return [OrganisationFactory(parent=province, name=f"Xã Thử {n}") for n in range(UNITS)]


def item_texts() -> list[tuple[str, list[str]]]:
    """Stems and options of the committed bank: a paper weighs what a real one weighs."""
    found = []
    for path in sorted(CONTENT.glob("*/items/*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["items"]:
            options = [option["text"] for option in item.get("options", []) if "text" in option]
            if len(options) == 4:
                found.append((item["stem"], options))
    return found
