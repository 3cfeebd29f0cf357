"""The life of an item against a small model, in every order Hypothesis can think of.

HOCSO_SLOW=1 plays ten times as many lives.
"""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from backend.common.errors import DomainError
from quizzes.actions.item import drop_draft, restore_version, save_draft, submit_item
from quizzes.actions.item_review import restore_item, retire_item, review_item
from quizzes.actions.key_change import decide_key, propose_key
from quizzes.enums import ItemStatus, KeyChangeState, Verdict
from quizzes.models import Item, ItemDraft, ItemKey, ItemReview, ItemVersion, KeyChange
from quizzes.queries.item_document import document_of
from tests.factories.accounts import UserFactory
from tests.factories.bank import document, make_draft
from tests.factories.quizzes import NOON

people = st.integers(0, 2)
slips = st.sampled_from([0, 0, 0, 0, 1])
"""How far a revision or version that somebody names is off: mostly not at all."""


class ItemLife(RuleBasedStateMachine):
    """Three people write, judge, retire and correct one item."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now, self.laid_down, self.typists = NOON, {}, {}

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.people = [UserFactory() for _ in range(3)]
        self.code = make_draft(self.people[0], stem="Câu đầu tiên?").code
        self.typed = {self.people[0].pk}

    def act(self, action, *given, who, **more):
        """Do it a second later; whether it was allowed."""
        self.now += timedelta(seconds=1)
        try:
            with transaction.atomic():
                action(*given, actor=self.people[who], now=self.now, **more)
        except DomainError:
            return False
        return True

    @property
    def item(self):
        return Item.objects.select_related("newest", "current").get(code=self.code)

    @property
    def draft(self):
        return ItemDraft.objects.filter(item__code=self.code).first()

    def revision(self, slip):
        return (self.draft.revision if self.draft else 0) + slip

    @rule(who=people, slip=slips, words=st.integers(0, 3))
    def type(self, who, slip, words):
        new = self.draft is None
        if self.act(save_draft, self.code, document(f"Câu {words}?"), self.revision(slip), who=who):
            assert slip == 0
            self.typed = self.open_typists() if new else self.typed
            self.typed.add(self.people[who].pk)

    def open_typists(self):
        """Whoever typed what nobody has approved yet."""
        item = self.item
        is_open = item.newest is not None and item.newest != item.current
        return set(self.typists[item.newest.number]) if is_open else set()

    @rule(who=people, slip=slips)
    def submit(self, who, slip):
        typed = self.typed | {self.people[who].pk}
        if self.act(submit_item, self.code, self.revision(slip), who=who):
            item = self.item
            assert (slip, item.status) == (0, ItemStatus.NEEDS_REVIEW)
            self.typists[item.newest.number] = typed
            self.laid_down[item.newest.number] = document_of(item.newest, None)

    @rule(who=people, slip=slips)
    def drop(self, who, slip):
        if self.item.newest is not None:
            self.act(drop_draft, self.code, self.revision(slip), who=who)

    @rule(who=people, number=st.integers(1, 3))
    def bring_back(self, who, number):
        new = self.draft is None
        if self.act(restore_version, self.code, number, self.revision(0), who=who):
            self.typed = self.open_typists() if new else self.typed
            self.typed |= {self.people[who].pk, *self.typists[number]}

    @rule(who=people, slip=slips, verdict=st.sampled_from(list(Verdict)))
    def judge(self, who, slip, verdict):
        before = self.item
        number = (before.newest.number if before.newest else 0) + slip
        if self.act(review_item, self.code, number, verdict, "Vì vậy", who=who):
            assert (slip, before.status) == (0, ItemStatus.NEEDS_REVIEW)
            assert self.people[who].pk not in self.typists[number]

    @rule(who=people)
    def retire(self, who):
        self.act(retire_item, self.code, "", who=who)

    @rule(who=people)
    def take_back(self, who):
        self.act(restore_item, self.code, who=who)

    @rule(who=people, option=st.integers(0, 3))
    def doubt(self, who, option):
        if self.item.newest is not None:
            self.act(propose_key, self.code, self.item.newest.number, [option], "Sai", who=who)

    @rule(who=people, accept=st.booleans())
    def decide(self, who, accept):
        change = KeyChange.objects.filter(state=KeyChangeState.PROPOSED).first()
        if change and self.act(
            lambda **said: decide_key(change.uuid, accept=accept, **said), who=who
        ):
            assert change.proposed_by_id != self.people[who].pk

    @invariant()
    def what_is_in_use_was_approved_by_somebody_who_typed_no_letter_of_it(self):
        current = self.item.current
        if current is not None:
            approvals = current.reviews.filter(verdict=Verdict.APPROVED)
            assert approvals.exists()
            assert not {one.reviewer_id for one in approvals} & self.typists[current.number]

    @invariant()
    def versions_never_change(self):
        found = {one.number: document_of(one, None) for one in ItemVersion.objects.all()}
        assert found == self.laid_down

    @invariant()
    def the_status_is_that_of_the_newest_version(self):
        item = self.item
        verdicts = ItemReview.objects.filter(version=item.newest_id).order_by("-at")
        last = verdicts.values_list("verdict", flat=True).first() if item.newest_id else None
        if item.status == ItemStatus.APPROVED:
            assert item.newest == item.current
        if item.status == ItemStatus.NEEDS_REVIEW:
            assert last is None
        if item.status == ItemStatus.DRAFT:
            assert item.newest is None or last == Verdict.RETURNED

    @invariant()
    def every_key_but_the_first_was_accepted_by_a_second_person(self):
        accepted = KeyChange.objects.filter(state=KeyChangeState.ACCEPTED)
        assert ItemKey.objects.count() == ItemVersion.objects.count() + accepted.count()
        for change in accepted:
            assert change.decided_by_id not in (None, change.proposed_by_id)
            assert change.key.correct == change.correct


@pytest.mark.django_db
def test_items_live_as_the_model_says():
    lives = 150 if os.environ.get("HOCSO_SLOW") == "1" else 15
    run_state_machine_as_test(
        ItemLife,
        settings=settings(
            max_examples=lives,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
