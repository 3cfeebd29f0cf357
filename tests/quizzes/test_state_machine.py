"""The life of attempts against a small model, in every order Hypothesis can think of.

HOCSO_SLOW=1 plays ten times as many lives.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backend.accounts.models import User
from backend.certificates.models import Certificate
from backend.common.errors import DomainError
from quizzes.actions.attempt import start_attempt, submit_attempt, take_over
from quizzes.actions.board import refresh_boards
from quizzes.actions.extension import extend_round
from quizzes.actions.pause import pause_round, resume_round
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_due_rounds
from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.models import Attempt, BoardSnapshot, RankingRow, Response, Round, Score, Standing
from quizzes.queries.bank import newest_keys
from quizzes.rules.response import Answer
from quizzes.rules.tokens import AttemptGrant
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, grant_of, make_round

SLOW = os.environ.get("HOCSO_SLOW") == "1"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
GRACE, LIMIT, PER_DAY, THRESHOLD = timedelta(seconds=60), timedelta(minutes=15), 3, 3

people = st.integers(0, 1)
pick = st.integers(0, 50)
entries = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(1, 6),
        # 0 clears; a slot's right answer is drawn often
        st.sampled_from(["clear", "right", "right", "wrong", "empty"]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda entry: entry[0],
)
steps = st.sampled_from(
    [
        timedelta(seconds=1),
        timedelta(seconds=50),
        timedelta(minutes=4),
        timedelta(minutes=15, seconds=30),
        timedelta(hours=9),
        timedelta(days=1),
        timedelta(minutes=-20),
        timedelta(hours=-2),
    ]
)


@dataclass
class Life:
    """What the model knows of one attempt."""

    person: int
    number: int
    key: UUID
    started_at: datetime
    deadline_at: datetime
    epoch: int = 1
    state: str = "in_progress"
    handed_in_at: datetime | None = None
    answers: dict[int, tuple[int, object]] = field(default_factory=dict)
    grants: list[AttemptGrant] = field(default_factory=list)
    sent: list[list[Answer]] = field(default_factory=list)
    right: list[list[int]] = field(default_factory=list)

    paused_at: datetime | None = None
    paused_for: timedelta = timedelta()

    @property
    def sealed_after(self) -> datetime:
        return self.deadline_at + GRACE

    def run_on(self, now: datetime) -> None:
        """The clock goes on with all that was left on it."""
        assert self.paused_at is not None
        stood = max(timedelta(), now - self.paused_at)
        self.deadline_at += stood
        self.paused_for += stood
        self.paused_at = None

    @property
    def pk(self) -> int:
        return self.grants[0].attempt_id

    @property
    def points(self) -> int:
        return sum(
            bool(key) and self.answers.get(slot, (0, None))[1] == key
            for slot, key in enumerate(self.right, start=1)
        )

    @property
    def used_ms(self) -> int:
        assert self.handed_in_at is not None
        used = min(self.handed_in_at, self.deadline_at) - self.started_at - self.paused_for
        return max(timedelta(), used) // timedelta(milliseconds=1)

    @property
    def prediction(self) -> object:
        return self.answers.get(0, (0, None))[1]

    def runs_at(self, now: datetime) -> bool:
        return self.state == "in_progress" and (self.paused_at or now) <= self.sealed_after

    def order(self) -> tuple[object, ...]:
        return (-self.points, self.used_ms, self.handed_in_at, self.number)


def code_of(call):
    """The refusal's code, or None where the call went through."""
    try:
        with transaction.atomic():
            call()
    except DomainError as error:
        return error.code
    return None


class AttemptLives(RuleBasedStateMachine):
    """Two people in one round; `round_` is set by the test."""

    round_: Round

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.users: list[User] = [UserFactory(), UserFactory()]
        self.lives: list[Life] = []
        self.now = NOON
        self.is_published = False
        self.organiser: User = UserFactory()
        self.closes_at = CLOSES_AT
        self.paused_at: datetime | None = None

    def is_open(self):
        before_close = self.paused_at is not None or self.now < self.closes_at
        return not self.is_published and self.round_.opens_at <= self.now and before_close

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)
        cache.clear()

    @initialize()
    def first_start(self):
        self.start(0)

    def of(self, person):
        return [life for life in self.lives if life.person == person]

    def scored(self, person):
        return [life for life in self.of(person) if life.state == "scored"]

    def life(self, pick):
        return self.lives[pick % len(self.lives)]

    # What people do

    @rule(person=people)
    def start(self, person):
        key, earlier = uuid4(), self.of(person)
        today = [
            life
            for life in earlier
            if life.started_at.astimezone(HANOI).date() == self.now.astimezone(HANOI).date()
        ]
        expected = None
        if any(life.runs_at(self.now) for life in earlier):
            expected = "attempt_elsewhere"
        elif not self.is_open():
            expected = "round_not_open"
        elif self.paused_at is not None:
            expected = "round_paused"
        elif len(today) >= PER_DAY:
            expected = "no_attempts_left"

        started = []
        got = code_of(
            lambda: started.append(
                start_attempt(self.users[person], self.round_.uuid, key, now=self.now)
            )
        )

        assert got == expected
        if expected is None:
            for life in earlier:
                if life.state == "in_progress":
                    life.state, life.handed_in_at = "expired", life.deadline_at
            self._remember(person, key, started[0])

    def _remember(self, person, key, attempt):
        keys = newest_keys(version for version, _ in attempt.paper)
        self.lives.append(
            Life(
                person=person,
                number=len(self.of(person)) + 1,
                key=key,
                started_at=self.now,
                deadline_at=min(self.now + LIMIT, self.closes_at),
                grants=[grant_of(attempt, self.now)],
                right=[sorted(keys[version]) for version, _ in attempt.paper],
            )
        )

    @precondition(lambda self: self.lives)
    @rule(pick=pick)
    def start_again_with_the_same_key(self, pick):
        life = self.life(pick)

        again = start_attempt(self.users[life.person], self.round_.uuid, life.key, now=self.now)

        assert again.pk == life.pk

    @precondition(lambda self: self.lives)
    @rule(pick=pick, entries=entries, old_device=st.booleans())
    def save(self, pick, entries, old_device):
        life = self.life(pick)
        batch = [self._answer(life, *entry) for entry in entries]
        if not life.grants[-1].may_predict:
            batch = [answer for answer in batch if answer.slot]
        if batch:
            self._send(life, batch, life.grants[0] if old_device else life.grants[-1])
            life.sent.append(batch)

    def _answer(self, life, slot, revision, wish):
        if wish == "clear":
            return Answer(slot, revision, None)
        if slot == 0:
            return Answer(0, revision, revision * 7)
        value = {"right": life.right[slot - 1], "wrong": [1], "empty": []}[wish]
        return Answer(slot, revision, value)

    @precondition(lambda self: any(life.sent for life in self.lives))
    @rule(pick=pick, random=st.randoms(use_true_random=False))
    def send_everything_again_in_any_order(self, pick, random):
        life = [life for life in self.lives if life.sent][
            pick % sum(bool(x.sent) for x in self.lives)
        ]
        for batch in random.sample(life.sent, len(life.sent)):
            self._send(life, batch, life.grants[-1])

    def _send(self, life, batch, grant):
        clash = any(
            life.answers.get(answer.slot, (0,))[0] == answer.revision
            and life.answers[answer.slot][1] != answer.value
            for answer in batch
        )
        expected = "invalid_response" if clash else None
        if life.state == "in_progress" and grant.epoch != life.epoch:
            expected = "attempt_taken_over"
        elif not life.runs_at(self.now):
            expected = "attempt_closed"

        got = code_of(lambda: save_responses(grant, batch, now=self.now))

        assert got == expected
        # Here a refusal rolls the statement back, as code_of gives it a savepoint of its own.
        for answer in batch if expected is None else ():
            if answer.revision > life.answers.get(answer.slot, (0,))[0]:
                life.answers[answer.slot] = (answer.revision, answer.value)

    @precondition(lambda self: self.lives)
    @rule(pick=pick, old_device=st.booleans())
    def submit(self, pick, old_device):
        life = self.life(pick)
        epoch = life.grants[0 if old_device else -1].epoch
        is_other = life.state == "in_progress" and epoch != life.epoch
        expected = "attempt_taken_over" if is_other else None

        got = code_of(lambda: submit_attempt(life.pk, epoch=epoch, now=self.now))

        assert got == expected
        if expected is None and life.state == "in_progress":
            is_late = not life.runs_at(self.now)
            if life.paused_at is not None:
                life.run_on(self.now)
            life.state = "expired" if is_late else "submitted"
            life.handed_in_at = life.deadline_at if is_late else min(self.now, life.deadline_at)

    @precondition(lambda self: self.lives)
    @rule(pick=pick)
    def take_over(self, pick):
        life, key = self.life(pick), uuid4()

        attempt = take_over(self.users[life.person], life.grants[0].uuid, key, now=self.now)

        if life.runs_at(self.now):
            life.epoch, life.key = life.epoch + 1, key
            life.grants.append(grant_of(attempt, self.now))
        assert attempt.epoch == life.epoch

    # What organisers do

    @rule()
    def pause(self):
        is_refused = self.paused_at is not None or self.is_published
        is_refused = is_refused or self.now < self.round_.opens_at

        got = code_of(
            lambda: pause_round(
                self.round_.pk, reason="Mất mạng", actor=self.organiser, now=self.now
            )
        )

        assert got == ("pause_refused" if is_refused else None)
        if not is_refused:
            self.paused_at = self.now
            for life in self.lives:
                if life.runs_at(self.now):
                    life.paused_at = self.now

    @rule(moves_close=st.booleans())
    def resume(self, moves_close):
        got = code_of(
            lambda: resume_round(
                self.round_.pk, moves_close=moves_close, actor=self.organiser, now=self.now
            )
        )

        assert got == ("pause_refused" if self.paused_at is None else None)
        if self.paused_at is not None:
            if moves_close:
                self.closes_at += max(timedelta(), self.now - self.paused_at)
            self.paused_at = None
            for life in self.lives:
                if life.paused_at is not None:
                    life.run_on(self.now)

    @rule(minutes=st.sampled_from([-5, 0, 3, 90]))
    def extend(self, minutes):
        added = timedelta(minutes=minutes)
        is_over = self.closes_at + added <= self.now and self.paused_at is None
        is_refused = minutes <= 0 or self.is_published or is_over

        got = code_of(
            lambda: extend_round(
                self.round_.pk, added, reason="Mất điện", actor=self.organiser, now=self.now
            )
        )

        assert got == ("extension_refused" if is_refused else None)
        if not is_refused:
            self.closes_at += added
            for life in self.lives:
                if life.state == "in_progress":
                    own_end = life.started_at + LIMIT + life.paused_for
                    life.deadline_at = max(life.deadline_at, min(own_end, life.deadline_at + added))

    # What the machines do

    @rule(step=steps)
    def let_time_pass(self, step):
        self.now += step

    @rule()
    def flush_valkey(self):
        cache.clear()

    @rule(limit=st.sampled_from([1, 1000]))
    def seal(self, limit):
        due = [
            life
            for life in sorted(self.lives, key=lambda one: one.sealed_after)
            if life.state == "in_progress" and not life.runs_at(self.now)
        ]

        assert seal_due_attempts(now=self.now) == len(due)
        for life in due:
            life.state, life.handed_in_at = "expired", life.deadline_at

    @rule(limit=st.sampled_from([1, 500]))
    def score(self, limit):
        waiting = [life for life in self.lives if life.state in ("submitted", "expired")]
        done = sorted(waiting, key=lambda life: life.pk)[:limit]

        assert score_pending_attempts(now=self.now, limit=limit) == len(done)
        for life in done:
            life.state = "scored"

    @rule()
    def close_the_round(self):
        waits = any(life.state != "scored" for life in self.lives)
        is_due = self.now > self.closes_at and self.paused_at is None
        closes = not self.is_published and is_due and not waits

        assert close_due_rounds(now=self.now) == closes
        if closes:
            self.is_published = True
            self._check_ranking()

    def _check_ranking(self):
        rows = RankingRow.objects.filter(ranking__round=self.round_)
        expected = sorted(self._best(person) for person in (0, 1) if self.scored(person))
        assert sorted(rows.values_list("participant__user_id", "points")) == sorted(
            (user, points) for user, points in expected
        )

    def _best(self, person):
        return self.users[person].pk, min(self.scored(person), key=Life.order).points

    @rule()
    def the_board_equals_a_recomputation(self):
        refresh_boards(now=self.now)
        snapshot = BoardSnapshot.objects.filter(round=self.round_).first()
        if snapshot is None or self.is_published:
            return
        shown = msgspec.json.decode(bytes(snapshot.payload))
        counted = [person for person in (0, 1) if self.scored(person)]
        assert shown["totals"] == {
            "people": len(counted),
            "attempts": sum(len(self.scored(person)) for person in counted),
        }
        points = sorted((self._best(person)[1] for person in counted), reverse=True)
        assert [row["points"] for row in shown["top"]] == points

    # What always holds

    @invariant()
    def stored_answers_are_the_models(self):
        stored = {life.pk: {} for life in self.lives}
        rows = Response.objects.filter(attempt__round=self.round_)
        for attempt, slot, revision, value in rows.values_list(
            "attempt_id", "slot", "revision", "value"
        ):
            stored[attempt][slot] = (revision, value)
        assert stored == {life.pk: life.answers for life in self.lives}

    @invariant()
    def states_and_clocks_are_the_models(self):
        rows = Attempt.objects.filter(round=self.round_)
        told = rows.values_list(
            "pk", "state", "handed_in_at", "deadline_at", "sealed_after", "paused_at"
        )
        assert {pk: rest for pk, *rest in told} == {
            life.pk: [
                life.state,
                life.handed_in_at,
                life.deadline_at,
                life.sealed_after,
                life.paused_at,
            ]
            for life in self.lives
        }

    @invariant()
    def each_attempt_is_scored_once_from_what_was_stored(self):
        scores = Score.objects.filter(attempt__round=self.round_)
        expected = sorted((life.pk, life.points) for life in self.lives if life.state == "scored")
        assert sorted(scores.values_list("attempt_id", "points")) == expected

    @invariant()
    def standings_are_the_best_of_the_scored(self):
        rows = Standing.objects.filter(round=self.round_).values_list(
            "participant__user_id", "attempt_id", "points", "attempts", "prediction"
        )
        expected = []
        for person, user in enumerate(self.users):
            scored = self.scored(person)
            if scored:
                best = min(scored, key=Life.order)
                predictions = [one.prediction for one in scored if one.prediction is not None]
                first = predictions[0] if predictions else None
                expected.append((user.pk, best.pk, best.points, len(scored), first))
        assert sorted(rows) == sorted(expected)

    @invariant()
    def nobody_has_more_than_one_certificate(self):
        held = sorted(
            Certificate.objects.filter(user__in=self.users).values_list("user_id", flat=True)
        )
        assert held == [
            user.pk
            for person, user in enumerate(self.users)
            if any(life.points >= THRESHOLD for life in self.scored(person))
        ]


@pytest.mark.django_db
def test_lives_of_attempts_follow_the_model():
    AttemptLives.round_ = make_round()

    run_state_machine_as_test(
        AttemptLives,
        settings=settings(
            max_examples=600 if SLOW else 60,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
