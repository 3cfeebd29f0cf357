"""Drawing papers."""

import hmac
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.selection import Candidate, PoolTooSmall, draw

SECRET = b"the round's secret"
CELLS = [("nghi-quyet-57", "easy"), ("nghi-quyet-57", "hard"), ("ky-nang-so", "easy")]


def pool_of(counts):
    """`counts[i]` candidates of cell `i`, each with a number of options of its own."""
    return [
        Candidate(100 * cell + place, *CELLS[cell], options=2 + place % 5)
        for cell, count in enumerate(counts)
        for place in range(count)
    ]


counts = st.tuples(*[st.integers(1, 12)] * len(CELLS))
names = st.text(min_size=1, max_size=12)


@st.composite
def pools_and_blueprints(build):
    offered = build(counts)
    wanted = [build(st.integers(1, count)) for count in offered]
    return pool_of(offered), dict(zip(CELLS, wanted, strict=True))


@given(pools_and_blueprints(), names)
def test_a_paper_has_what_the_blueprint_asks_and_nothing_twice(world, name):
    pool, blueprint = world
    by_id = {candidate.version_id: candidate for candidate in pool}

    paper = draw(pool, blueprint, SECRET, name)

    drawn = [by_id[slot.version_id] for slot in paper]
    assert len({slot.version_id for slot in paper}) == sum(blueprint.values())
    for (topic, difficulty), wanted in blueprint.items():
        same = [one for one in drawn if (one.topic, one.difficulty) == (topic, difficulty)]
        assert len(same) == wanted


@given(pools_and_blueprints(), names)
def test_every_option_is_shown_once(world, name):
    pool, blueprint = world
    by_id = {candidate.version_id: candidate for candidate in pool}

    for slot in draw(pool, blueprint, SECRET, name):
        assert sorted(slot.order) == list(range(by_id[slot.version_id].options))


@given(pools_and_blueprints(), names, st.randoms())
def test_the_draw_depends_on_secret_and_name_not_on_the_order_of_the_pool(world, name, random):
    pool, blueprint = world
    shuffled = random.sample(pool, len(pool))

    assert draw(shuffled, blueprint, SECRET, name) == draw(pool, blueprint, SECRET, name)


def test_other_people_and_other_rounds_draw_other_papers():
    pool, blueprint = pool_of((12, 12, 12)), dict.fromkeys(CELLS, 5)

    papers = {
        tuple(draw(pool, blueprint, secret, f"{person}/1"))
        for secret in (SECRET, b"another round")
        for person in range(50)
    }

    assert len(papers) == 100


def test_every_item_comes_up_about_equally_often():
    pool, blueprint = pool_of((10,)), {CELLS[0]: 2}
    seen = dict.fromkeys((candidate.version_id for candidate in pool), 0)

    for person in range(2000):
        for slot in draw(pool, blueprint, SECRET, f"{person}/1"):
            seen[slot.version_id] += 1

    assert all(320 < count < 480 for count in seen.values())


def test_every_option_stands_equally_often_in_every_place():
    pool, blueprint = [Candidate(1, *CELLS[0], options=4)], {CELLS[0]: 1}
    first_place = [0] * 4

    for person in range(2000):
        [slot] = draw(pool, blueprint, SECRET, f"{person}/1")
        first_place[slot.order[0]] += 1

    assert all(420 < count < 580 for count in first_place)


def test_a_pool_that_is_too_small_is_refused():
    with pytest.raises(PoolTooSmall):
        draw(pool_of((3,)), {CELLS[0]: 4}, SECRET, "1/1")


def test_a_draw_of_yesterday_is_the_draw_of_tomorrow():
    """Papers are proved by drawing them again: lots are HMAC-SHA-256, however computed."""
    pool = pool_of((5, 3, 4))

    paper = draw(pool, {CELLS[0]: 2, CELLS[1]: 1}, SECRET, "57/1")

    def lot(text):
        return hmac.digest(SECRET, f"57/1/{text}".encode(), "sha256")

    picked = sorted(pool[:5], key=lambda one: lot(f"pick/{one.version_id}"))[:2]
    picked += sorted(pool[5:8], key=lambda one: lot(f"pick/{one.version_id}"))[:1]
    picked.sort(key=lambda one: lot(f"order/{one.version_id}"))
    assert [slot.version_id for slot in paper] == [one.version_id for one in picked]
    bytes_of = lot(f"options/{picked[0].version_id}")
    expected = sorted(range(picked[0].options), key=lambda place: (bytes_of[place], place))
    assert list(paper[0].order) == expected


@given(pools_and_blueprints(), names, st.integers(1, 4))
def test_items_of_one_stimulus_stand_together_and_nothing_else_moves(world, name, texts):
    pool, blueprint = world
    shared = [replace(candidate, stimulus=candidate.version_id % (texts + 1)) for candidate in pool]
    stimulus = {candidate.version_id: candidate.stimulus for candidate in shared}

    plain = [slot.version_id for slot in draw(pool, blueprint, SECRET, name)]
    together = [slot.version_id for slot in draw(shared, blueprint, SECRET, name)]

    assert sorted(together) == sorted(plain)
    runs = [text for text, _ in groupby(stimulus[one] for one in together) if text]
    assert len(runs) == len(set(runs))
    for text in {0, *runs}:
        assert [one for one in together if stimulus[one] == text] == [
            one for one in plain if stimulus[one] == text
        ]


def test_a_kind_with_a_row_of_its_own_is_drawn_by_that_row_alone():
    pool = [
        Candidate(number, "du-lieu", "easy", options=4, kind="multiple" if number % 4 == 3 else "")
        for number in range(16)
    ]
    blueprint = {("du-lieu", "easy"): 3, ("du-lieu", "easy", "multiple"): 2}

    for name in map(str, range(50)):
        drawn = [slot.version_id for slot in draw(pool, blueprint, SECRET, name)]
        assert sum(number % 4 == 3 for number in drawn) == 2
        assert len(drawn) == 5
