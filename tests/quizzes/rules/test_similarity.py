"""Shared errors: exact chance by hand, and a round with copies among thousands."""

import math
import random
from itertools import combinations

import pytest

from quizzes.rules.similarity import (
    LARGEST_BUCKET,
    LARGEST_ESTIMATE,
    LEAST_SHARED,
    ItemErrors,
    Sheet,
    band_keys,
    bucket_pairs,
    candidate_pairs,
    chance_of_sharing,
    is_beyond_chance,
    may_be_proof,
    possible_pairs,
    weight,
)

# Of 100 people 20 err: 10 answer 1, 10 answer 2.
ITEM = ItemErrors(seen=100, wrong={1: 10, 2: 10})


def test_an_items_errors():
    assert (ITEM.error_rate, ITEM.agreement) == (0.2, 0.5)


def test_the_chance_of_sharing_by_hand():
    # Two items; each erred once of an expected 0.4: 0.2 · 1 / 0.4 = 0.5 an item and person.
    # The same error on an item: 0.5 · 0.5 · 0.5 = 1/8. One or more of two: 1 − (7/8)².
    assert chance_of_sharing(1, [ITEM, ITEM], 1, 1) == pytest.approx(1 - (7 / 8) ** 2)
    assert chance_of_sharing(2, [ITEM, ITEM], 1, 1) == pytest.approx(1 / 64)
    assert chance_of_sharing(0, [ITEM, ITEM], 1, 1) == 1.0


def test_more_shared_errors_are_less_likely():
    chances = [chance_of_sharing(shared, [ITEM] * 20, 6, 6) for shared in range(1, 7)]

    assert chances == sorted(chances, reverse=True)
    assert chances[-1] < 1e-3 < chances[0]


def test_what_is_beyond_chance_depends_on_how_many_are_compared():
    assert is_beyond_chance(1e-6, pairs=1_000)
    assert not is_beyond_chance(1e-6, pairs=1_000_000)
    assert (weight(1e-5, 1_000), weight(1e-9, 1_000), weight(1e-90, 1_000)) == (50, 70, 100)


def test_few_errors_meet_nowhere():
    assert band_keys({1, 2, 3}) == []


def test_a_large_bucket_is_not_compared_all_with_all():
    large = list(range(LARGEST_BUCKET * 10))

    assert len(list(bucket_pairs(large))) < 3 * len(large)
    assert set(bucket_pairs([4, 7, 9])) == set(combinations([4, 7, 9], 2))


def test_errors_that_a_copy_would_not_prove_are_not_compared():
    # Of forty items a fourth is answered wrong, in one of three ways.
    usual, choices = [math.log10(0.25**2 / 3)], [math.log10(math.comb(40, n)) for n in range(41)]

    assert may_be_proof(usual * 12, 1_000_000, 10.0, choices)
    assert not may_be_proof(usual * 12, 1_000_000_000, 10.0, choices)
    assert not may_be_proof(usual * 5, 1_000_000, 10.0, choices)
    assert may_be_proof([-6.0] * 6, 1_000_000, 10.0, choices)
    assert not may_be_proof([-6.0] * (LEAST_SHARED - 1), 1, 10.0, choices)


def test_nothing_that_is_left_out_could_have_been_a_candidate():
    chance = random.Random(3)
    choices = [math.log10(math.comb(20, n)) for n in range(21)]
    for _ in range(3000):
        odds = {code: -chance.uniform(0.3, 4) for code in range(40)}
        left, right = (set(chance.sample(range(40), chance.randint(4, 14))) for _ in range(2))
        right |= set(chance.sample(sorted(left), chance.randint(0, len(left))))
        shared, mean, pairs = left & right, chance.uniform(2, 8), 10 ** chance.randint(1, 9)
        estimate = choices[min(20, len(shared))] + math.log10(pairs)
        estimate += sum(odds[one] for one in shared)
        if len(shared) < LEAST_SHARED:
            continue
        estimate += len(shared) * math.log10(len(left) * len(right) / mean**2)
        if estimate < LARGEST_ESTIMATE:
            for paper in (left, right):
                assert may_be_proof([odds[one] for one in paper], pairs, mean, choices)


def test_copies_are_found_among_many_honest_papers():
    chance = random.Random(57)
    items, options = 60, 3
    rates = [chance.uniform(0.1, 0.45) for _ in range(items)]
    papers = []
    for _ in range(1500):
        seen = chance.sample(range(items), 40)
        papers.append(
            {
                item * options + chance.randrange(options)
                for item in seen
                if chance.random() < rates[item]
            }
        )
    papers[25] = set(papers[20])
    counts = {}
    for paper in papers:
        for code in paper:
            counts[code] = counts.get(code, 0) + 1
    errors = {
        item: ItemErrors(
            len(papers) * 2 // 3,
            {code: counts.get(code, 0) for code in range(item * options, item * options + options)},
        )
        for item in range(items)
    }
    sheets = [
        Sheet(place, place, place // 30, frozenset(paper)) for place, paper in enumerate(papers)
    ]

    found = candidate_pairs(
        sheets, errors, {code: code // options for code in range(items * options)}, 40
    )

    assert (20, 25) in found
    assert len(found) < 20
    assert possible_pairs(sheets) == (50 * 435, 1500 * 1499 // 2)
