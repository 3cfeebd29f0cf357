"""Lots among equals: entries first, the seed later, the same order for everybody."""

from datetime import timedelta
from uuid import uuid4

import pytest

from quizzes.actions.decision import publish_ranking, review_ranking
from quizzes.actions.draw import commit_to_draw, hold_draw
from quizzes.actions.ranking import make_ranking
from quizzes.actions.round import close_due_rounds
from quizzes.enums import DecisionState
from quizzes.errors import DrawNeeded, StepRefused
from quizzes.models import Draw, Ranking, RankingRow
from quizzes.queries.deciding import decision
from quizzes.rules.draw import entries_digest, entry_line, lots
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db
AFTER = CLOSES_AT + timedelta(minutes=2)
LATER = AFTER + timedelta(days=1)


@pytest.fixture
def ranking():
    """Three equals between a better and a worse one, and a rulebook that has them draw."""
    round_ = make_round(ranking=["score"], ties="draw")
    for wrong in (0, 1, 1, 1, 2):
        hand_in(make_attempt(round_), wrong=wrong)
    close_due_rounds(now=AFTER)
    return Ranking.objects.get()


def ranks(ranking):
    rows = RankingRow.objects.filter(ranking=ranking).order_by("pk")
    return list(rows.values_list("rank", flat=True))


def test_ties_hold_up_publication_until_lots_are_drawn(ranking):
    assert (ranking.state, ranks(ranking)) == (DecisionState.RANKED, [1, 2, 2, 2, 5])
    with pytest.raises(DrawNeeded):
        publish_ranking(ranking.pk, actor=None, now=AFTER)

    commit_to_draw(ranking.pk, source="Xổ số", actor=UserFactory(), now=AFTER)
    hold_draw(ranking.pk, seed="123456", witnesses="", actor=UserFactory(), now=LATER)

    assert sorted(ranks(ranking)) == [1, 2, 3, 4, 5]
    assert publish_ranking(ranking.pk, actor=None, now=LATER).state == DecisionState.PUBLISHED


def test_anybody_gets_the_same_order_from_entries_and_seed(ranking):
    draw = commit_to_draw(ranking.pk, source="Xổ số", actor=UserFactory(), now=AFTER)
    entries = list(draw.entries.values_list("tied_rank", "entry"))
    assert draw.digest == entries_digest(entry_line(*one) for one in reversed(entries))

    hold_draw(ranking.pk, seed="89341", witnesses="", actor=UserFactory(), now=LATER)

    expected = lots("89341", {2: [entry for _, entry in entries]})
    assert dict(draw.entries.values_list("entry", "lot")) == expected
    assert dict(draw.entries.values_list("entry", "row__rank")) == {
        entry: 1 + lot for entry, lot in expected.items()
    }


def test_what_was_committed_and_drawn_is_never_changed(ranking):
    with pytest.raises(StepRefused):
        hold_draw(ranking.pk, seed="1", witnesses="", actor=UserFactory(), now=AFTER)
    first = commit_to_draw(ranking.pk, source="Xổ số", actor=UserFactory(), now=AFTER)
    again = commit_to_draw(ranking.pk, source="Khác", actor=UserFactory(), now=AFTER)
    assert (again.pk, again.source) == (first.pk, "Xổ số")

    hold_draw(ranking.pk, seed="1", witnesses="", actor=UserFactory(), now=LATER)
    drawn = ranks(ranking)
    hold_draw(ranking.pk, seed="1", witnesses="", actor=UserFactory(), now=LATER)
    with pytest.raises(StepRefused):
        hold_draw(ranking.pk, seed="2", witnesses="", actor=UserFactory(), now=LATER)

    assert (Draw.objects.get().seed, ranks(ranking)) == ("1", drawn)


def test_a_correction_says_that_lots_are_drawn_anew_and_waits_for_them(ranking):
    commit_to_draw(ranking.pk, source="Xổ số", actor=UserFactory(), now=AFTER)
    hold_draw(ranking.pk, seed="123456", witnesses="", actor=UserFactory(), now=LATER)
    publish_ranking(ranking.pk, actor=None, now=LATER)
    assert decision(ranking.round, UserFactory())["undecided"] is None

    correction = make_ranking(ranking.round, uuid4(), reason="Rà lại", now=LATER)
    shown = decision(ranking.round, UserFactory())

    assert shown["undecided"] == {"ranks": 1, "people": 3, "was_drawn": True}
    assert shown["next"] == ["draw"]
    for step in (review_ranking, publish_ranking):
        with pytest.raises(DrawNeeded):
            step(correction.pk, actor=UserFactory(), now=LATER)
    correction.refresh_from_db()
    assert correction.state == DecisionState.RANKED
