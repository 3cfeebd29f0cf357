"""Results under every order of disqualifying, voiding, regrading, deciding and correcting.

Hypothesis plays random lives of one closed round's results; a small model says what each step
must answer. HOCSO_SLOW=1 plays ten times as many.
"""

import os
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backend.common.errors import DomainError
from backend.common.jobs import no_progress
from backend.common.models import AuditEntry, Job
from quizzes.actions.decision import (
    approve_ranking,
    ask_for_ranking,
    publish_ranking,
    rank_as_asked,
    return_ranking,
    review_ranking,
)
from quizzes.actions.disqualification import disqualify, lift_disqualification
from quizzes.actions.grading import apply_regrade, discard_regrade, propose_regrade
from quizzes.actions.regrade import carry_out_regrade, try_regrade
from quizzes.actions.round import close_due_rounds
from quizzes.enums import RoundState
from quizzes.models import (
    Disqualification,
    GradingRun,
    ItemKey,
    Ranking,
    RankingRow,
    Response,
    Score,
    Standing,
)
from quizzes.queries.bank import newest_keys
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_round

SLOW = os.environ.get("HOCSO_SLOW") == "1"
PEOPLE, OFFICIALS, ITEMS = 4, 3, 4
UNDER_WAY = ("ranked", "reviewed", "approved")

people = st.integers(0, PEOPLE - 1)
officials = st.integers(0, OFFICIALS - 1)
items = st.integers(0, ITEMS - 1)
policies = st.sampled_from(["everyone_correct", "left_out"])


@dataclass(frozen=True)
class Made:
    """What the model knows of one ranking."""

    state: str
    out: frozenset
    run: int
    ranks: tuple
    began: object = None
    reviewed: object = None


def code_of(call):
    """The refusal's code, or None where the call went through."""
    try:
        with transaction.atomic():
            call()
    except DomainError as error:
        return error.code
    return None


class ResultLives(RuleBasedStateMachine):
    """`world` is set by the test: the round, its attempts and the officials."""

    world: tuple

    def __init__(self):
        super().__init__()
        self.scope = transaction.atomic()
        self.scope.__enter__()
        self.round_, self.attempts, self.officials = self.world
        self.round_.refresh_from_db()
        self.versions = [version for version, _ in self.attempts[0].paper]
        self.keys = {one: sorted(key) for one, key in newest_keys(self.versions).items()}
        self.voided, self.out, self.run = {}, set(), 1
        self.proposal = None
        self.runs = 1
        self.now = CLOSES_AT + timedelta(hours=1)
        close_due_rounds(now=self.now)
        self.made = [self._model_of_now("ranked")]

    def teardown(self):
        transaction.set_rollback(True)
        self.scope.__exit__(None, None, None)
        cache.clear()

    def points(self, person):
        attempt, earned, left_out = self.attempts[person], 0, 0
        chosen = self.answers[attempt.pk]
        for slot, (version, _) in enumerate(attempt.paper, start=1):
            if version in self.voided:
                left_out += self.voided[version] == "left_out"
                earned += self.voided[version] == "everyone_correct"
            else:
                earned += sorted(chosen[slot]) == self.keys[version]
        rest = len(attempt.paper) - left_out
        share = (2 * earned + rest) // (2 * rest) if rest else 1
        return earned + left_out * share

    def _model_of_now(self, state, began=None):
        counted = {p: self.points(p) for p in range(PEOPLE) if p not in self.out}
        ranks = tuple(
            sorted(
                (p, 1 + sum(other > points for other in counted.values()), points)
                for p, points in counted.items()
            )
        )
        return Made(state, frozenset(self.out), self.run, ranks, began)

    @property
    def newest(self):
        return self.made[-1]

    def pk(self):
        return Ranking.objects.get(round=self.round_, number=len(self.made)).pk

    def is_stale(self):
        return self.newest.out != self.out or self.newest.run != self.run

    # What officials do about people and items

    @rule(person=people)
    def disqualify(self, person):
        disqualify(
            self.attempts[person].participant,
            round_=self.round_,
            reason="Thi hộ",
            notice="Bạn bị loại.",
            actor=self.officials[0],
            now=self.now,
        )
        self.out.add(person)

    @precondition(lambda self: self.out)
    @rule()
    def lift(self):
        person = min(self.out)
        decision = Disqualification.objects.get(
            participant=self.attempts[person].participant, lifted_at=None
        )
        lift_disqualification(
            self.round_.contest,
            decision.uuid,
            reason="Nhầm",
            actor=self.officials[1],
            now=self.now,
        )
        self.out.remove(person)

    @rule(item=items, who=officials, policy=policies)
    def propose_a_void(self, item, who, policy):
        self._propose(self.versions[item], who, voided={self.versions[item]: policy})

    @rule(item=items, who=officials, right=st.sampled_from([[0], [1], [0, 2]]))
    def propose_a_key(self, item, who, right):
        version = self.versions[item]
        if len(right) == (2 if len(self.keys[version]) == 2 else 1):
            self._propose(version, who, corrections={version: right})

    def _propose(self, version, who, **change):
        expected = None
        if self.proposal:
            expected = "regrade_under_way"
        elif version in self.voided:
            expected = "invalid_key"
        wish = {"corrections": {}, "voided": {}} | change

        got = code_of(
            lambda: propose_regrade(
                self.round_, **wish, reason="Sai", actor=self.officials[who], now=self.now
            )
        )

        assert got == expected
        if expected is None:
            self.runs += 1
            self.proposal = (self.runs, who, wish)
            run = GradingRun.objects.get(round=self.round_, number=self.runs)
            try_regrade(run, no_progress)

    @precondition(lambda self: self.proposal)
    @rule(who=officials)
    def apply(self, who):
        number, author, wish = self.proposal
        expected = "second_person_needed" if wish["corrections"] and who == author else None

        got = code_of(
            lambda: apply_regrade(self.round_, number, actor=self.officials[who], now=self.now)
        )

        assert got == expected
        if expected is None:
            run = GradingRun.objects.get(round=self.round_, number=number)
            carry_out_regrade(run, no_progress, now=self.now)
            self.keys |= wish["corrections"]
            self.voided |= wish["voided"]
            self.run, self.proposal = number, None
            self._set_aside()
            self._rank_what_was_asked(None)

    @precondition(lambda self: self.proposal)
    @rule()
    def discard(self):
        number, _, _ = self.proposal
        discard_regrade(
            self.round_, number, reason="Không cần", actor=self.officials[0], now=self.now
        )
        self.proposal = None

    # What officials do about rankings

    def _set_aside(self):
        if self.newest.state in UNDER_WAY:
            self.made[-1] = replace(self.newest, state="returned")

    def _rank_what_was_asked(self, who):
        job = Job.objects.get(kind="ranking", state="waiting")
        rank_as_asked(job, no_progress, now=self.now)
        Job.objects.filter(pk=job.pk).update(state="done")
        self.made.append(self._model_of_now("ranked", who))

    @rule(who=officials)
    def rank_again(self, who):
        ask_for_ranking(self.round_, actor=self.officials[who], reason="Rà lại", now=self.now)
        self._set_aside()
        self._rank_what_was_asked(who)

    def _expected(self, wanted):
        if self.newest.state not in wanted:
            # what is looked at first may hide that the step does not begin here
            return {"step_refused", "results_stale", "second_person_needed"}
        return {"results_stale"} if self.is_stale() else {None}

    @rule(who=officials)
    def review(self, who):
        expected = self._expected({"ranked"})
        got = code_of(lambda: review_ranking(self.pk(), actor=self.officials[who], now=self.now))
        assert got in expected
        if got is None:
            self.made[-1] = replace(self.newest, state="reviewed", reviewed=who)

    @rule(who=officials)
    def approve(self, who):
        expected = self._expected({"reviewed"})
        if self.newest.state == "reviewed" and who in (self.newest.began, self.newest.reviewed):
            expected = {"second_person_needed"}
        got = code_of(lambda: approve_ranking(self.pk(), actor=self.officials[who], now=self.now))
        assert got in expected
        if got is None:
            self.made[-1] = replace(self.newest, state="approved")

    @rule(who=officials)
    def send_back(self, who):
        expected = {None} if self.newest.state in ("reviewed", "approved") else {"step_refused"}
        got = code_of(
            lambda: return_ranking(self.pk(), actor=self.officials[who], reason="Sai", now=self.now)
        )
        assert got in expected
        if got is None:
            self.made[-1] = replace(self.newest, state="returned")

    @rule(who=officials)
    def publish(self, who):
        expected = self._expected({"approved"})
        got = code_of(lambda: publish_ranking(self.pk(), actor=self.officials[who], now=self.now))
        assert got in expected
        if got is None:
            self.made = [
                replace(one, state="superseded") if one.state == "published" else one
                for one in self.made
            ]
            self.made[-1] = replace(self.newest, state="published")

    @rule()
    def let_time_pass(self):
        self.now += timedelta(hours=7)

    # What always holds

    @invariant()
    def rankings_are_the_models_and_old_ones_never_change(self):
        people = {one.participant_id: place for place, one in enumerate(self.attempts)}
        stored = {}
        for ranking in Ranking.objects.filter(round=self.round_).order_by("number"):
            rows = RankingRow.objects.filter(ranking=ranking)
            stored[ranking.number] = (
                ranking.state,
                tuple(
                    sorted(
                        (people[person], rank, points)
                        for person, rank, points in rows.values_list(
                            "participant_id", "rank", "points"
                        )
                    )
                ),
            )
        assert stored == {
            number: (one.state, one.ranks) for number, one in enumerate(self.made, start=1)
        }

    @invariant()
    def scores_of_the_run_in_force_and_standings_are_the_models(self):
        scores = Score.objects.filter(run__round=self.round_, run__number=self.run)
        expected = sorted((one.pk, self.points(p)) for p, one in enumerate(self.attempts))
        assert sorted(scores.values_list("attempt_id", "points")) == expected
        standings = Standing.objects.filter(round=self.round_)
        assert sorted(standings.values_list("attempt_id", "points")) == expected

    @invariant()
    def a_round_is_public_once_something_was_published(self):
        self.round_.refresh_from_db()
        is_out = any(one.state in ("published", "superseded") for one in self.made)
        assert (self.round_.state == RoundState.PUBLISHED) == is_out
        assert Ranking.objects.filter(round=self.round_, state="published").count() == is_out

    def _new_keys(self):
        """A correction to what the key is already writes none."""
        first = ItemKey.objects.filter(version__in=self.versions, number=1)
        keys, written = dict(first.values_list("version", "correct")), 0
        applied = GradingRun.objects.filter(round=self.round_, state="applied")
        for corrections in applied.order_by("number").values_list("corrections", flat=True):
            for version, correct in corrections.items():
                written += keys[int(version)] != correct
                keys[int(version)] = correct
        return written

    @invariant()
    def nothing_was_decided_alone(self):
        decided = Ranking.objects.filter(round=self.round_, approved_by__isnull=False)
        assert all(
            one.approved_by_id not in (one.begun_by_id, one.reviewed_by_id) for one in decided
        )
        assert ItemKey.objects.filter(version__in=self.versions).count() == ITEMS + self._new_keys()
        assert AuditEntry.objects.filter(action="ranking.published").count() == sum(
            one.state in ("published", "superseded") for one in self.made
        )


@pytest.mark.django_db
def test_results_follow_the_model():
    round_ = make_round(
        items=ITEMS,
        pool=ITEMS,
        ranking=["score"],
        prediction={"target": "none"},
        results={"approval": "second_person"},
    )
    attempts = [
        hand_in(make_attempt(round_), wrong=wrong, after=timedelta(minutes=4))
        for wrong in range(PEOPLE)
    ]
    ResultLives.world = (round_, attempts, UserFactory.create_batch(OFFICIALS, staff=True))
    ResultLives.answers = {
        one.pk: dict(Response.objects.filter(attempt=one, slot__gt=0).values_list("slot", "value"))
        for one in attempts
    }

    run_state_machine_as_test(
        ResultLives,
        settings=settings(
            max_examples=300 if SLOW else 20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
