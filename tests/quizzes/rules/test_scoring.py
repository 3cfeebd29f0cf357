"""Points for answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.scoring import (
    EVERYONE_CORRECT,
    LEFT_OUT,
    PaperScore,
    ScoredItem,
    ScoringPolicy,
    score_paper,
)

WORTH = 6
PLAIN = ScoringPolicy(points_per_item=WORTH)
PARTIAL = ScoringPolicy(points_per_item=WORTH, partial=True)

positions = st.integers(0, 4)
choices = st.lists(positions, unique=True, min_size=1, max_size=5).map(sorted)
orders = st.permutations(range(4))
pairs = st.dictionaries(st.integers(0, 3), st.integers(0, 3), min_size=1).map(
    lambda made: [[option, made[option]] for option in sorted(made)]
)
numbers = st.decimals(-50, 50, places=1).map(lambda number: format(number.normalize(), "f"))
numeric_keys = st.fixed_dictionaries({"value": numbers, "tolerance": st.sampled_from(["0", "2.5"])})
wordings = st.sampled_from(["Hà Nội", "ha noi", "Huế", "Đắk Lắk", "a"])
places = st.integers(0, 1000)
areas = st.one_of(
    st.builds(
        lambda x, y, side: {"shape": "rectangle", "x": x, "y": y, "width": side, "height": side},
        *(places, places, st.integers(1, 500)),
    ),
    st.lists(st.tuples(places, places).map(list), min_size=3, max_size=6).map(
        lambda points: {"shape": "polygon", "points": points}
    ),
)

KEYS = {
    "single": st.lists(positions, min_size=1, max_size=1),
    "multiple": choices,
    "true_false": st.lists(st.integers(0, 1), min_size=1, max_size=1),
    "matching": st.lists(st.integers(0, 3), min_size=4, max_size=4),
    "ordering": orders,
    "number": numeric_keys,
    "short_text": st.fixed_dictionaries(
        {"accepted": st.lists(wordings, min_size=1, max_size=3), "exact_marks": st.booleans()}
    ),
    "hotspot": st.fixed_dictionaries({"areas": st.lists(areas, min_size=1, max_size=3)}),
    "essay": st.just({"rubric": []}),
}
ANSWERS = {
    "single": KEYS["single"],
    "multiple": choices,
    "true_false": KEYS["true_false"],
    "matching": pairs,
    "ordering": orders,
    "number": numbers,
    "short_text": wordings,
    "hotspot": st.tuples(places, places).map(list),
    "essay": st.just("Bài viết"),
}


@st.composite
def papers(draw):
    """Items, answers to some of them, and marks for essays."""
    kinds = draw(st.lists(st.sampled_from(sorted(KEYS)), max_size=12))
    items = [
        ScoredItem(version, kind, draw(KEYS[kind])) for version, kind in enumerate(kinds, start=1)
    ]
    answers = {
        slot: draw(st.one_of(st.none(), ANSWERS[kind])) for slot, kind in enumerate(kinds, start=1)
    }
    marks = {slot: draw(st.integers(0, WORTH)) for slot in answers}
    return items, answers, marks


policies = st.builds(
    ScoringPolicy,
    points_per_item=st.just(WORTH),
    partial=st.booleans(),
    wrong_points=st.sampled_from([0, -2]),
)


def right_answer(item):
    """The answer that earns everything."""
    if item.kind == "matching":
        return [[option, target] for option, target in enumerate(item.key)]
    if item.kind == "number":
        return item.key["value"]
    if item.kind == "short_text":
        return item.key["accepted"][0]
    if item.kind == "hotspot":
        area = item.key["areas"][0]
        return area["points"][0] if area["shape"] == "polygon" else [area["x"], area["y"]]
    return "Bài viết" if item.kind == "essay" else list(item.key)


@given(papers(), policies)
def test_scores_stay_within_bounds(paper, policy):
    items, answers, marks = paper

    score = score_paper(items, answers, policy, marks=marks)

    assert policy.wrong_points * len(items) <= score.points <= len(items) * WORTH
    assert score.points == sum(score.points_by_slot)
    assert all(policy.wrong_points <= points <= WORTH for points in score.points_by_slot)
    assert 0 <= score.correct_items <= score.answered <= len(items) == len(score.points_by_slot)
    assert score.correct_items == score.points_by_slot.count(WORTH)


@given(papers(), policies)
def test_answering_exactly_the_key_earns_everything(paper, policy):
    items, _, _ = paper
    answers = {slot: right_answer(item) for slot, item in enumerate(items, start=1)}

    score = score_paper(items, answers, policy, marks=dict.fromkeys(answers, WORTH))

    assert score == PaperScore(len(items) * WORTH, len(items), len(items), (WORTH,) * len(items))
    assert score.all_correct
    assert score.complete


@given(papers(), policies)
def test_an_empty_paper_earns_nothing(paper, policy):
    items, _, marks = paper

    score = score_paper(items, {}, policy, marks=marks)

    assert (score.points, score.correct_items, score.answered) == (0, 0, 0)


@given(papers(), policies, st.data())
def test_a_slot_made_right_never_lowers_the_score(paper, policy, data):
    items, answers, marks = paper
    if not items:
        return
    slot = data.draw(st.integers(1, len(items)))
    better = {**answers, slot: right_answer(items[slot - 1])}

    before = score_paper(items, answers, policy, marks=marks)
    after = score_paper(items, better, policy, marks={**marks, slot: WORTH})

    assert after.points >= before.points
    assert after.correct_items >= before.correct_items


@given(papers(), policies, st.randoms())
def test_the_order_of_answers_and_of_items_does_not_matter(paper, policy, random):
    items, answers, marks = paper
    places = random.sample(range(len(items)), len(items))

    moved = score_paper(
        [items[place] for place in places],
        {new: answers[place + 1] for new, place in enumerate(places, start=1)},
        policy,
        marks={new: marks[place + 1] for new, place in enumerate(places, start=1)},
    )

    score = score_paper(items, dict(reversed(answers.items())), policy, marks=marks)
    assert moved.points == score.points
    assert sorted(moved.points_by_slot) == sorted(score.points_by_slot)


@given(papers(), policies)
def test_slots_that_are_not_on_the_paper_earn_nothing(paper, policy):
    items, answers, marks = paper
    more = {**answers, 0: 250, len(items) + 1: [0]}

    assert score_paper(items, more, policy, marks=marks) == score_paper(
        items, answers, policy, marks=marks
    )


@pytest.mark.parametrize(
    ("kind", "key", "answer", "whole", "part"),
    [
        ("single", [2], [2], 6, 6),
        ("single", [2], [1], 0, 0),
        ("true_false", [1], [1], 6, 6),
        ("multiple", [0, 2], [0, 2], 6, 6),
        ("multiple", [0, 2], [2, 0], 6, 6),
        ("multiple", [0, 2], [0], 0, 3),
        ("multiple", [0, 2], [0, 0], 0, 0),
        ("multiple", [0, 2], [0, 1], 0, 0),
        ("multiple", [0, 2], [0, 1, 2], 0, 3),
        ("multiple", [0, 1, 2], [0, 1], 0, 4),
        ("multiple", [0, 2], [0, 1, 2, 3], 0, 0),
        ("matching", [1, 0, 2, 2], [[0, 1], [1, 0], [2, 2], [3, 2]], 6, 6),
        ("matching", [1, 0, 2, 2], [[0, 1], [1, 0], [2, 2]], 0, 4),
        ("matching", [1, 0, 2, 2], [[0, 1], [0, 1]], 0, 1),
        ("ordering", [3, 1, 0, 2], [3, 1, 0, 2], 6, 6),
        ("ordering", [3, 1, 0, 2], [3, 1, 2, 0], 0, 3),
        ("ordering", [3, 1, 0, 2], [3], 0, 1),
        ("ordering", [3, 1, 0, 2], [2, 3, 1, 0], 0, 0),
        ("number", {"value": "3.5"}, "3.5", 6, 6),
        ("number", {"value": "3.5"}, "3.51", 0, 0),
        ("number", {"value": "3.5", "tolerance": "0.1"}, "3.6", 6, 6),
        ("number", {"value": "3.5", "tolerance": "0.1"}, "3.61", 0, 0),
        ("number", {"value": "-0.1", "tolerance": "0"}, "-0.1", 6, 6),
    ],
)
def test_what_each_kind_earns(kind, key, answer, whole, part):
    item = ScoredItem(1, kind, key)

    assert score_paper([item], {1: answer}, PLAIN).points == whole
    assert score_paper([item], {1: answer}, PARTIAL).points == part


def test_parts_are_rounded_down_to_whole_points():
    item = ScoredItem(1, "ordering", [0, 1, 2])
    one_of_three = {1: [0, 2, 1]}

    assert score_paper([item], one_of_three, ScoringPolicy(10, partial=True)).points == 3
    assert score_paper([item], one_of_three, ScoringPolicy(2, partial=True)).points == 0


def test_a_wrong_answer_costs_points_and_an_open_one_does_not():
    items = [ScoredItem(version, "single", [0]) for version in (1, 2, 3)]
    policy = ScoringPolicy(points_per_item=4, wrong_points=-1)

    assert score_paper(items, {1: [0], 2: [1]}, policy).points_by_slot == (4, -1, 0)
    assert score_paper(items, {1: [1], 2: [1]}, policy).points == -2


def test_an_item_may_have_a_worth_of_its_own():
    items = [ScoredItem(1, "single", [0], worth=3), ScoredItem(2, "single", [0])]

    score = score_paper(items, {1: [0], 2: [0]}, ScoringPolicy(points_per_item=1))

    assert (score.points, score.correct_items) == (4, 2)


@pytest.mark.parametrize(("policy", "points"), [(EVERYONE_CORRECT, 12), (LEFT_OUT, 12)])
@pytest.mark.parametrize("answer", [[0], [1], None])
def test_a_voided_item_is_the_same_for_everybody(policy, points, answer):
    items = [ScoredItem(7, "single", [0]), ScoredItem(8, "single", [0])]

    score = score_paper(items, {1: answer, 2: [0]}, PLAIN, voided={7: policy})

    assert score.points == points
    assert score.all_correct
    assert score.complete


@given(papers(), policies, st.sampled_from([EVERYONE_CORRECT, LEFT_OUT]))
def test_voiding_an_item_changes_no_other_slot(paper, policy, void):
    items, answers, marks = paper
    if not items:
        return

    before = score_paper(items, answers, policy, marks=marks)
    after = score_paper(items, answers, policy, marks=marks, voided={items[0].version: void})

    assert after.points_by_slot[1:] == before.points_by_slot[1:]
    assert 0 <= after.points_by_slot[0] <= WORTH
    if void == EVERYONE_CORRECT or all(earned == WORTH for earned in after.points_by_slot[1:]):
        assert after.points_by_slot[0] == WORTH


def test_an_item_that_is_left_out_earns_in_proportion_to_the_others():
    items = [ScoredItem(number, "single", [0]) for number in range(1, 5)]
    out = {1: LEFT_OUT}

    def points(*right):
        answers = {slot: [0] if slot in right else [1] for slot in range(1, 5)}
        return score_paper(items, answers, PLAIN, voided=out).points_by_slot[0]

    assert [points(), points(1), points(2), points(2, 3), points(2, 3, 4)] == [0, 0, 2, 4, 6]
    everything = dict.fromkeys(range(1, 5), LEFT_OUT)
    assert score_paper(items, {}, PLAIN, voided=everything).points == 4 * WORTH


def test_everything_that_counts_was_answered():
    items = [ScoredItem(1, "single", [0]), ScoredItem(2, "number", {"value": "0"})]

    assert score_paper(items, {1: [1], 2: "0"}, PLAIN).complete
    assert not score_paper(items, {1: [0]}, PLAIN).complete


BONUS = ScoringPolicy(points_per_item=10, speed_bonus_points=9, time_limit_ms=600_000)


@pytest.mark.parametrize(
    ("used_ms", "bonus"),
    [(0, 9), (1, 8), (300_000, 4), (599_999, 0), (600_000, 0), (900_000, 0), (None, 0)],
)
def test_the_speed_bonus_is_shared_out_by_the_time_left(used_ms, bonus):
    items = [ScoredItem(1, "single", [0])]

    score = score_paper(items, {1: [0]}, BONUS, time_used_ms=used_ms)

    assert (score.points, score.bonus) == (10 + bonus, bonus)


def test_a_paper_without_points_or_with_an_essay_has_no_speed_bonus():
    choice, essay = ScoredItem(1, "single", [0]), ScoredItem(2, "essay", {})

    assert score_paper([choice], {1: [1]}, BONUS, time_used_ms=0).points == 0
    assert score_paper([choice, essay], {1: [0]}, BONUS, time_used_ms=0).points == 10


@given(
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.integers(0, 700_000),
    st.integers(0, 700_000),
    st.sampled_from([0, -5]),
)
def test_accuracy_always_wins_over_speed(one, other, one_ms, other_ms, wrong_points):
    items = [ScoredItem(version, "single", [0]) for version in range(6)]
    bonus = ScoringPolicy(10, wrong_points=wrong_points).smallest_step - 1
    policy = ScoringPolicy(10, False, wrong_points, bonus, 600_000)

    def scored(is_right, used_ms):
        answers = {slot: [0 if right else 1] for slot, right in enumerate(is_right, start=1)}
        return score_paper(items, answers, policy, time_used_ms=used_ms)

    slow, fast = scored(one, one_ms), scored(other, other_ms)
    if sum(slow.points_by_slot) > sum(fast.points_by_slot):
        assert slow.points > fast.points


def test_items_of_a_row_are_worth_what_the_row_says():
    policy = ScoringPolicy(
        points_per_item=1,
        weights={("a", "easy"): 2, ("a", "hard"): 5, ("a", "hard", "number"): 9},
    )
    items = [
        ScoredItem(1, "single", [0], topic="a", difficulty="easy"),
        ScoredItem(2, "single", [0], topic="a", difficulty="hard"),
        ScoredItem(3, "number", {"value": "3"}, topic="a", difficulty="hard"),
        ScoredItem(4, "single", [0], topic="b", difficulty="hard"),
    ]
    answers = {1: [0], 2: [0], 3: "3", 4: [0]}

    assert score_paper(items, answers, policy).points_by_slot == (2, 5, 9, 1)
    everyone = score_paper(items, {}, policy, voided={3: EVERYONE_CORRECT, 2: LEFT_OUT})
    assert everyone.points_by_slot == (0, 4, 9, 0)  # 9 of the other 12, of its 5
    assert policy.smallest_step == 1
    even = ScoringPolicy(points_per_item=4, weights={("a", "easy"): 4, ("a", "hard"): 6})
    assert even.smallest_step == 2
