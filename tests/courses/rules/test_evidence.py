"""Evidence only grows, whatever arrives twice or late."""

from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.evidence import (
    EvidenceRefused,
    Wanted,
    answered,
    is_done,
    merged,
    read_evidence,
    share,
)

PARTS = [Wanted("text-1"), Wanted("checklist-1", steps=3), Wanted("quiz-1", passing=2)]
ITEMS = st.sampled_from(["a", "b", "c", "d"])
TOLD = st.one_of(
    st.just({"text-1": {"seen": True}}),
    st.lists(st.integers(0, 2), max_size=3).map(
        lambda steps: read_evidence({"checklist-1": {"steps": steps}}, PARTS)
    ),
    st.builds(lambda item, right: answered("quiz-1", item, is_right=right), ITEMS, st.booleans()),
)


@given(st.lists(TOLD, max_size=5))
def test_order_and_repetition_change_nothing(told):
    orders = [list(order) for order in permutations(told)][:24]

    results = [reduce(merged, [*order, *order[:2]], {}) for order in orders]

    assert all(result == results[0] for result in results)


@given(TOLD, TOLD, TOLD)
def test_merging_is_associative_and_loses_nothing(one, other, third):
    assert merged(merged(one, other), third) == merged(one, merged(other, third))
    assert merged(one, one) == merged(one, {})


@given(st.lists(TOLD, max_size=12))
def test_share_never_falls_and_stays_within_bounds(told):
    shares, known = [0], {}
    for one in told:
        known = merged(known, one)
        shares.append(share(known, PARTS))

    assert shares == sorted(shares)
    assert all(0 <= one <= 1000 for one in shares)
    assert is_done(known, PARTS) == (shares[-1] == 1000)


def test_a_lesson_is_done_with_every_part_seen_and_every_quiz_passed():
    evidence = read_evidence({"text-1": {"seen": True}, "checklist-1": {}}, PARTS)
    assert share(evidence, PARTS) == 666

    evidence = merged(evidence, answered("quiz-1", "a", is_right=True))
    assert share(evidence, PARTS) == 833
    evidence = merged(evidence, answered("quiz-1", "a", is_right=True))
    evidence = merged(evidence, answered("quiz-1", "b", is_right=False))
    assert not is_done(evidence, PARTS)

    evidence = merged(evidence, answered("quiz-1", "c", is_right=True))
    assert is_done(evidence, PARTS)
    assert evidence["quiz-1"] == {"seen": True, "tried": ["a", "b", "c"], "right": ["a", "c"]}


def test_an_empty_lesson_is_done():
    assert is_done({}, [])


@pytest.mark.parametrize(
    "sent",
    [
        [],
        None,
        {"text-2": {"seen": True}},
        {"text-1": True},
        {"text-1": {"seen": False}},
        {"text-1": {"seen": 1}},
        {"text-1": {"steps": [0]}},
        {"checklist-1": {"steps": [3]}},
        {"checklist-1": {"steps": [-1]}},
        {"checklist-1": {"steps": [True]}},
        {"checklist-1": {"steps": "012"}},
        {"quiz-1": {"right": ["a", "b"]}},
        {"quiz-1": {"seen": True, "tried": ["a"]}},
    ],
)
def test_what_a_device_may_not_tell_is_refused(sent):
    with pytest.raises(EvidenceRefused):
        read_evidence(sent, PARTS)
