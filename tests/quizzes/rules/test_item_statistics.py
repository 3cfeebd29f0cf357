"""The figures of items and papers, against values worked out by hand."""

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.item_statistics import PaperCounter, groups
from quizzes.rules.moments import greatest_covariance, median_of, moments_of

# Five papers of three items, one point each: totals 3, 2, 1, 1, 0.
FIXED = [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 1, 0), (0, 0, 0)]


def counted(papers, worth=1, voided=()):
    """A counter of papers given as {version: points}."""
    counter = PaperCounter(voided)
    for paper in papers:
        blank = [()] * len(paper)
        worths = [worth.get(one, 1) if isinstance(worth, dict) else worth for one in paper]
        counter.add(list(paper), list(paper.values()), blank, [None] * len(paper), worths)
    return counter


def fixed(rows=FIXED, **options):
    return counted([dict(enumerate(row)) for row in rows], **options)


def test_figures_of_an_item_are_those_worked_out_by_hand():
    first, _, last = fixed().item_figures().values()

    # mean 3/5; r = 2 1 0 1 0: cov .15, var x .3, var r .7; sorted 00111 and 00112: cov .4
    assert first.facility == pytest.approx(0.6)
    assert first.discrimination == pytest.approx(100 * 0.15 / sqrt(0.3 * 0.7))
    assert first.efficiency == pytest.approx(37.5)
    # cov(x, T) = .45, .45, .4
    assert first.covariance == pytest.approx(0.45)
    assert first.weight == pytest.approx(100 * sqrt(0.45) / (2 * sqrt(0.45) + sqrt(0.4)))
    assert last.weight == pytest.approx(32.0377, abs=1e-4)


def test_figures_of_a_fixed_paper_are_those_worked_out_by_hand():
    paper = fixed().paper_figures()

    # var x = .3 .3 .2, var T = 1.3: alpha = 3/2 (1 - .8/1.3)
    assert paper.papers == 5
    assert paper.mean == pytest.approx(100 * 1.4 / 3)
    assert paper.deviation == pytest.approx(100 * sqrt(1.3) / 3)
    assert paper.alpha == pytest.approx(57.6923, abs=1e-4)
    assert paper.error == pytest.approx(24.7207, abs=1e-4)
    assert paper.spread == (1, 0, 0, 2, 0, 0, 1, 0, 0, 1)


def test_marks_of_parts_and_penalties_count_as_they_are():
    # Four papers of two items worth 10: totals 13, 10, 4, -2.
    figures = fixed([(10, 3), (5, 5), (5, -1), (-2, 0)], worth=10).item_figures()

    assert figures[0].facility == pytest.approx((10 + 5 + 5 - 2) / 40)
    # x = 10 5 5 -2 (mean 4.5), r = 3 5 -1 0 (mean 1.75): sum xr 50 - 4·4.5·1.75 = 18.5
    var_x, var_r = (154 - 81) / 3, (35 - 12.25) / 3
    assert figures[0].discrimination == pytest.approx(100 * (18.5 / 3) / sqrt(var_x * var_r))
    # sorted: -2 5 5 10 with -1 0 3 5: sum 67 - 31.5 = 35.5
    assert figures[0].efficiency == pytest.approx(100 * 18.5 / 35.5)


def test_items_of_different_worth_are_weighed_as_they_are():
    # Four papers of an item worth 3 and two worth 1: totals 5, 4, 1, 0 of 5.
    counter = fixed([(3, 1, 1), (3, 0, 1), (0, 1, 0), (0, 0, 0)], worth={0: 3})
    heavy, light, _ = counter.item_figures().values()
    paper = counter.paper_figures()

    # x = 3 3 0 0: mean 1.5 of 3; r = 2 1 1 0 (mean 1): cov 1, var x 3, var r 2/3.
    assert heavy.facility == pytest.approx(0.5)
    assert heavy.discrimination == pytest.approx(100 * 1 / sqrt(3 * 2 / 3))
    # x = 1 0 1 0; r = 4 4 0 0 (mean 2): sum xr 4 - 4·.5·2 = 0.
    assert (light.facility, light.discrimination) == (pytest.approx(0.5), pytest.approx(0))
    # T = 5 4 1 0 (mean 2.5): cov(x, T) = 12/3 = 4, 1/3 and 4/3.
    shares = sqrt(4) + sqrt(1 / 3) + sqrt(4 / 3)
    assert heavy.weight == pytest.approx(100 * 2 / shares)
    assert light.weight == pytest.approx(100 * sqrt(1 / 3) / shares)
    # var x = 3, 1/3, 1/3; var T = 17/3: alpha = 3/2 (1 - (11/3)/(17/3))
    assert paper.alpha == pytest.approx(100 * 3 / 2 * (1 - 11 / 17))
    assert paper.mean == pytest.approx(50)
    assert paper.deviation == pytest.approx(100 * sqrt(17 / 3) / 5)


def test_an_item_with_a_wrong_key_has_a_negative_covariance_and_no_weight():
    rows = [(1, 1, 1, 0), (1, 1, 1, 0), (1, 0, 0, 1), (0, 0, 0, 1)]
    figures = fixed(rows).item_figures()

    assert figures[3].covariance is not None
    assert figures[3].covariance < 0
    assert figures[3].weight is None
    assert sum(figures[item].weight for item in range(3)) == pytest.approx(100)


def test_drawn_papers_weigh_each_item_by_how_many_papers_held_it():
    # Items 0 and 1 are on all six papers, item 2 on three of them, item 3 on the others.
    papers = [
        {0: 1, 1: 1, 2: 1},
        {0: 1, 1: 0, 2: 1},
        {0: 0, 1: 0, 2: 0},
        {0: 1, 1: 1, 3: 0},
        {0: 0, 1: 1, 3: 0},
        {0: 0, 1: 0, 3: 0},
    ]
    paper = counted(papers).paper_figures()

    # totals 3 2 0 2 1 0; var x: .3 .3, 1/3 over three papers, 0
    # cov(x, T): item 0 (3+2+2 - 6·.5·8/6)/5 = .6; item 1 (3+2+1 - 4)/5 = .4;
    # item 2 over its own papers (5 - 3·(2/3)·(5/3))/2 = 5/6; item 3: 0
    errors = 0.3 + 0.3 + 0.5 / 3
    together = 0.6 + 0.4 + 0.5 * 5 / 6
    assert paper.alpha == pytest.approx(100 * 3 / 2 * (1 - errors / together))


def test_a_harder_draw_is_no_error_of_the_items():
    """Equal papers of two halves: a constant shift of one half's total leaves alpha as it is."""
    easy = [{0: a, 1: b, 2: c, 3: 1} for a, b, c in FIXED]
    hard = [{0: a, 1: b, 2: c, 4: 0} for a, b, c in FIXED]

    alpha = counted(easy + hard).paper_figures().alpha

    assert alpha is not None
    assert alpha > 0


def test_voided_items_count_neither_as_marks_nor_in_totals():
    with_voided = fixed([(*row, 1) for row in FIXED], voided={3})
    plain = fixed()

    assert with_voided.paper_figures() == plain.paper_figures()
    assert with_voided.item_figures()[0] == plain.item_figures()[0]
    voided = with_voided.item_figures()[3]
    assert (voided.papers, voided.facility, voided.discrimination) == (5, None, None)


@pytest.mark.parametrize("papers", [[], [{0: 1, 1: 0}]])
def test_one_paper_or_none_tells_nothing_but_its_mean(papers):
    counter = counted(papers)

    paper = counter.paper_figures()

    assert (paper.deviation, paper.alpha, paper.error) == (None, None, None)
    assert all(figures.discrimination is None for figures in counter.item_figures().values())


def test_papers_that_are_all_alike_divide_by_nothing():
    figures = fixed([(1, 0)] * 4).item_figures()

    assert (figures[0].discrimination, figures[0].efficiency, figures[0].weight) == (None,) * 3


rows = st.lists(st.tuples(*[st.integers(-3, 10)] * 4), min_size=3, max_size=30)


@given(rows)
def test_for_equal_papers_alpha_is_cronbachs(marks):
    columns = list(zip(*marks, strict=True))
    totals = [sum(row) for row in marks]
    spread = _variance(totals)
    alpha = fixed(marks, worth=10).paper_figures().alpha

    if spread == 0:
        assert alpha is None
    else:
        expected = 100 * 4 / 3 * (1 - sum(map(_variance, columns)) / spread)
        assert alpha == pytest.approx(expected, abs=1e-6)


@given(rows)
def test_the_greatest_covariance_is_that_of_the_sorted_lists(marks):
    pairs: dict[int, dict[int, int]] = {}
    for row in marks:
        by_total = pairs.setdefault(row[0], {})
        by_total[sum(row)] = by_total.get(sum(row), 0) + 1
    xs = sorted(row[0] for row in marks)
    rests = sorted(sum(row[1:]) for row in marks)
    mean_x, mean_r = sum(xs) / len(xs), sum(rests) / len(rests)
    expected = sum((x - mean_x) * (r - mean_r) for x, r in zip(xs, rests, strict=True))

    best = greatest_covariance(pairs)

    assert best == pytest.approx(expected / (len(xs) - 1), abs=1e-6)
    found = moments_of(pairs, rest=True).covariance
    assert found is not None
    assert found <= best + 1e-9


@given(rows, st.randoms())
def test_the_order_in_which_papers_come_changes_nothing(marks, chance: random.Random):
    shuffled = chance.sample(marks, len(marks))

    assert fixed(shuffled).item_figures() == fixed(marks).item_figures()


@pytest.mark.parametrize(
    ("counts", "median"),
    [({}, None), ({7: 1}, 7), ({1: 1, 2: 1}, 1.5), ({1: 2, 9: 1}, 1), ({3: 2, 5: 2}, 4)],
)
def test_the_median_of_counted_seconds(counts, median):
    assert median_of(counts) == median


@pytest.mark.parametrize(
    ("totals", "cut"),
    [
        # 100 papers: 25 at 0, 50 at 1, 25 at 2
        ({0: 25, 1: 50, 2: 25}, (0, 2)),
        # 27 % lies between 10 and 30 papers: the nearer is 30
        ({0: 10, 1: 20, 2: 40, 3: 30}, (1, 3)),
        # hardly anybody failed: the bottom group takes the next level, never the whole field
        ({19: 5, 20: 95}, (19, 20)),
        ({4: 50}, None),
        ({}, None),
    ],
)
def test_groups_keep_equal_totals_together(totals, cut):
    assert groups(totals) == cut


def _variance(values):
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
