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

PARTS = [
    Wanted("text-1"),
    Wanted("checklist-1", tells={"steps": 3}),
    Wanted("quiz-1", needs={"right": 2}),
    Wanted("video-1", needs={"watched": 4, "tried": 1}, tells={"watched": 5}),
]
ITEMS = st.sampled_from(["a", "b", "c", "d"])
TOLD = st.one_of(
    st.just({"text-1": {"seen": True}}),
    st.lists(st.integers(0, 2), max_size=3).map(
        lambda steps: read_evidence({"checklist-1": {"steps": steps}}, PARTS)
    ),
    st.dictionaries(st.sampled_from("012"), st.integers(2, 5), max_size=3).map(
        lambda turns: read_evidence(
            {
                "checklist-1": {
                    "steps": [int(step) for step, many in turns.items() if many % 2],
                    "turns": turns,
                }
            },
            PARTS,
        )
    ),
    st.lists(st.integers(0, 4), max_size=5).map(
        lambda portions: read_evidence({"video-1": {"watched": portions}}, PARTS)
    ),
    st.builds(lambda item: answered("video-1", item, is_right=False), ITEMS),
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


@given(st.lists(st.integers(0, 2), max_size=12), st.randoms())
def test_the_last_turn_of_a_step_counts_however_the_batches_arrive(turned, random):
    known, batches = {}, []
    for step in turned:
        told = turn_step(known, "checklist-1", step)
        batches += [told, told]
        known = merged(known, told)

    random.shuffle(batches)
    arrived = reduce(merged, (read_evidence(told, PARTS) for told in batches), {})

    ticked = sorted(step for step in set(turned) if turned.count(step) % 2)
    assert arrived.get("checklist-1", {}).get("steps", []) == ticked
    assert arrived == known


def turn_step(known, part, step):
    """What a device tells when a step is ticked or taken back, as it does in evidence.ts."""
    told = known.get(part, {})
    turn = told.get("turns", {}).get(str(step), int(step in told.get("steps", []))) + 1
    ticked = {"steps": [step]} if turn % 2 else {}
    turns = {"turns": {str(step): turn}} if turn > 1 else {}
    return {part: {"seen": True} | ticked | turns}


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
    parts = PARTS[:3]
    evidence = read_evidence({"text-1": {"seen": True}, "checklist-1": {}}, parts)
    assert share(evidence, parts) == 666

    evidence = merged(evidence, answered("quiz-1", "a", is_right=True))
    assert share(evidence, parts) == 833
    evidence = merged(evidence, answered("quiz-1", "a", is_right=True))
    evidence = merged(evidence, answered("quiz-1", "b", is_right=False))
    assert not is_done(evidence, parts)

    evidence = merged(evidence, answered("quiz-1", "c", is_right=True))
    assert is_done(evidence, parts)
    assert evidence["quiz-1"] == {"seen": True, "tried": ["a", "b", "c"], "right": ["a", "c"]}


def test_a_part_with_two_needs_is_done_with_both():
    video = [PARTS[3]]
    evidence = read_evidence({"video-1": {"watched": [3, 0, 1, 0]}}, video)
    assert evidence == {"video-1": {"seen": True, "watched": [0, 1, 3]}}
    assert share(evidence, video) == 375

    evidence = merged(evidence, read_evidence({"video-1": {"watched": [4]}}, video))
    assert (share(evidence, video), is_done(evidence, video)) == (500, False)
    assert is_done(merged(evidence, answered("video-1", "a", is_right=False)), video)


def test_a_part_that_has_lost_all_it_asked_is_done_when_it_is_seen():
    lost = [Wanted("quiz-1", needs={"right": 0})]

    assert not is_done({}, lost)
    assert is_done(read_evidence({"quiz-1": {"seen": True}}, lost), lost)


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
        {"checklist-1": {"steps": None}},
        {"checklist-1": {"turns": {"3": 2}}},
        {"checklist-1": {"turns": {"0": 1}, "steps": [0]}},
        {"checklist-1": {"turns": {"0": 2}, "steps": [0]}},
        {"checklist-1": {"turns": {"0": 3}}},
        {"checklist-1": {"turns": {"0": True}, "steps": [0]}},
        {"checklist-1": {"turns": {"0": 10_001}, "steps": [0]}},
        {"checklist-1": {"turns": [2]}},
        {"text-1": {"turns": {"0": 2}}},
        {"video-1": {"watched": [5]}},
        {"video-1": {"watched": [0], "steps": [0]}},
        {"video-1": {"tried": ["a"]}},
        {"video-1": {"watched": {"0": 1}}},
        {"quiz-1": {"right": ["a", "b"]}},
        {"quiz-1": {"seen": True, "tried": ["a"]}},
    ],
)
def test_what_a_device_may_not_tell_is_refused(sent):
    with pytest.raises(EvidenceRefused):
        read_evidence(sent, PARTS)
