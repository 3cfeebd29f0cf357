"""Equivalent forms out of one blueprint."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.forms import CellsTooSmall, Offered, balance_of, plan_forms

SEED = b"a seed"
CELLS = [("nq57", "easy"), ("nq57", "hard"), ("vneid", "medium")]


def pool_of(counts, **changes):
    """`counts[i]` items of cell `i`; facilities wander about what the difficulty says."""
    return [
        Offered(
            100 * cell + place,
            *CELLS[cell],
            options=4,
            right=place % 4,
            facility=0.3 + (place * 37 % 60) / 100,
            **changes,
        )
        for cell, count in enumerate(counts)
        for place in range(count)
    ]


def planned(pool, wanted, *, forms=4, spares=0, seed=SEED):
    blueprint = dict(zip(CELLS, wanted, strict=False))
    return plan_forms(pool, blueprint, forms=forms, spares=spares, seed=seed)


def ids(placed):
    return [one.item.version_id for one in placed]


@given(
    st.tuples(*[st.integers(1, 30)] * 3),
    st.integers(1, 6),
    st.integers(0, 3),
    st.binary(min_size=1),
)
def test_each_form_fills_the_blueprint_and_holds_nothing_twice(counts, forms, spares, seed):
    wanted = [max(1, count // 2) for count in counts]

    found = planned(pool_of(counts), wanted, forms=forms, spares=spares, seed=seed)

    assert len(found) == forms
    for form in found:
        assert len(set(ids(form.items))) == len(form.items) == sum(wanted)
        assert Counter(one.item.cell for one in form.items) == dict(zip(CELLS, wanted, strict=True))
        assert not set(ids(form.items)) & set(ids(form.spares))
        assert all(sorted(one.order) == [0, 1, 2, 3] for one in form.items + form.spares)


def test_forms_share_nothing_while_there_is_enough():
    found = planned(pool_of((40, 20)), (10, 5), forms=4)

    assert balance_of({n: form.items for n, form in enumerate(found)}).shared == 0


def test_what_is_scarce_is_shared_as_evenly_as_may_be():
    found = planned(pool_of((6,)), (4,), forms=3)

    held = Counter(version for form in found for version in ids(form.items))
    assert sorted(held.values()) == [2] * 6


def test_the_least_used_items_are_taken_first():
    fresh = pool_of((8,))
    worn = [
        Offered(1000 + place, *CELLS[0], options=4, uses=3, attempts=place) for place in range(20)
    ]

    found = planned(worn + fresh, (2,), forms=4, spares=1)

    taken = {version for form in found for version in ids(form.items)}
    assert taken == {one.version_id for one in fresh}
    # of those as often used, the one that the fewest people saw
    assert {tuple(ids(form.spares)) for form in found} == {(1000,)}


def test_forms_are_about_as_hard_as_each_other():
    found = planned(pool_of((40, 40, 40)), (10, 5, 5))

    report = balance_of({n: form.items for n, form in enumerate(found, start=1)})
    assert report.spread < 0.02
    assert report.is_even
    assert [one.known for one in report.forms] == [20] * 4


def test_an_uneven_pair_is_told():
    easy, hard = pool_of((4,)), [Offered(900 + n, *CELLS[0], options=4) for n in range(4)]
    forms = [
        plan_forms(some, {CELLS[0]: 4}, forms=1, spares=0, seed=SEED)[0] for some in (easy, hard)
    ]

    report = balance_of({n: form.items for n, form in enumerate(forms)})

    assert report.spread > 0.1
    assert not report.is_even


def test_right_options_are_spread_over_the_letters():
    found = planned(pool_of((40,)), (20,), forms=2)

    for form in balance_of({n: form.items for n, form in enumerate(found)}).forms:
        assert set(form.keys.values()) == {5}


def test_true_false_stays_as_it_is_and_a_stimulus_keeps_its_items_together():
    pool = [
        Offered(n, *CELLS[0], options=2, stays=True, right=0, group=7 if n % 3 == 0 else None)
        for n in range(12)
    ]

    [form] = plan_forms(pool, {CELLS[0]: 12}, forms=1, spares=0, seed=SEED)

    places = [place for place, one in enumerate(form.items) if one.item.group == 7]
    assert places == list(range(places[0], places[0] + 4))
    assert {one.order for one in form.items} == {(0, 1)}


def test_the_same_seed_gives_the_same_forms_in_whatever_order_the_bank_lists_its_items():
    pool = pool_of((20, 20))

    assert planned(pool, (5, 5)) == planned(pool[::-1], (5, 5))
    assert planned(pool, (5, 5)) != planned(pool, (5, 5), seed=b"another")


def test_a_cell_that_is_too_small_for_one_form_is_named():
    with pytest.raises(CellsTooSmall) as refused:
        planned(pool_of((3, 5)), (4, 5, 1))

    assert refused.value.short == {CELLS[0]: (4, 3), CELLS[2]: (1, 0)}
