"""Distractors by group, alarms, and the time spent on an item."""

import pytest

from quizzes.rules.item_choices import alarms, choices_of, codes_of, seconds_by_slot
from quizzes.rules.item_statistics import PaperCounter
from quizzes.rules.scoring import ScoredItem


@pytest.mark.parametrize(
    ("kind", "answer", "codes"),
    [
        ("single", [2], ("2",)),
        ("multiple", [0, 3], ("0", "3")),
        ("true_false", None, ("",)),
        ("multiple", [], ("",)),
        ("matching", [[0, 2], [1, 0]], ("0-2", "1-0")),
        ("ordering", [3, 1, 0], ("0-3", "1-1", "2-0")),
        ("number", "3.5", ("3.5",)),
        ("short_text", "  Nghị   quyết 57 ", ("Nghị quyết 57",)),
        ("essay", "Bài viết", ()),
        ("hotspot", [500, 300], ()),
    ],
)
def test_answers_are_counted_under_codes(kind, answer, codes):
    assert codes_of(kind, answer) == codes


def asked(papers, key, kind="single", options=4, voided=()):
    """Figures, choices and item of version 0; `papers` are [(answer, points of the others)]."""
    item = ScoredItem(0, kind, key)
    counter = PaperCounter(voided)
    for answer, others in papers:
        own = int(answer == (key if kind in {"single", "true_false"} else None))
        counter.add([0, 1], [own, others], [codes_of(kind, answer), ()], [None, None], [1, 1])
    choices = choices_of(counter.items[0], item, options)
    return counter.item_figures()[0], choices, item


# Forty papers: the best ten and the weakest ten each stand apart.
SOUND = [([0], 9)] * 10 + [([0], 6)] * 8 + [([1], 5)] * 12 + [([1], 2)] * 4 + [([2], 1)] * 6


def test_answers_are_told_by_group_and_every_option_is_named():
    _, choices, _ = asked(SOUND, [0])

    assert choices.papers == (40, 10, 10)
    told = {one.answer: (one.is_right, one.all, one.top, one.bottom) for one in choices.answers}
    assert told == {
        "0": (True, 18, 10, 0),
        "1": (False, 16, 0, 4),
        "2": (False, 6, 0, 6),
        "3": (False, 0, 0, 0),
    }


def test_a_sound_item_has_no_alarm_but_the_option_nobody_took():
    figures, choices, item = asked(SOUND, [0])

    assert alarms(figures, choices, item) == ["unused_option"]


def test_a_wrong_key_is_to_be_checked():
    figures, choices, item = asked(SOUND, [2])

    assert alarms(figures, choices, item)[0] == "check_key"


def test_a_key_that_the_best_do_not_choose_is_to_be_checked_though_its_covariance_is_positive():
    papers = [([1], 9)] * 6 + [([0], 9)] * 5 + [([0], 5)] * 9 + [([2], 4)] * 10 + [([2], 2)] * 10
    figures, choices, item = asked(papers, [0])

    assert figures.covariance is not None
    assert figures.covariance > 0
    assert alarms(figures, choices, item)[0] == "check_key"


def test_few_papers_alarm_nobody():
    figures, choices, item = asked([([1], 9)] * 14 + [([0], 1)] * 15, [0])

    assert alarms(figures, choices, item) == ["few_papers"]


def test_a_voided_item_is_told_apart_and_keeps_its_answers():
    figures, choices, item = asked(SOUND, [2], voided={0})

    assert alarms(figures, choices, item, is_voided=True) == ["voided"]
    assert choices.papers[0] == 40
    assert figures.facility is None


@pytest.mark.parametrize(
    ("papers", "alarm"),
    [
        ([([0], 5 + place % 4) for place in range(60)] + [([1], 2)], "too_easy"),
        ([([1], 5 + place % 4) for place in range(60)] + [([0], 9)] * 5, "too_hard"),
        ([([0], 5 + place % 4) for place in range(40)] + [(None, 3)] * 20, "often_blank"),
        ([([place % 2], 5 + place // 10) for place in range(40)], "weak"),
    ],
)
def test_what_else_is_worth_a_look(papers, alarm):
    figures, choices, item = asked(papers, [0], options=2)

    assert alarm in alarms(figures, choices, item)


def test_typed_answers_are_shown_once_several_gave_them():
    papers = [("3.5", 9)] * 4 + [("35", 2)] * 3 + [("7", 2), ("8", 2)]

    _, choices, _ = asked(papers, {"value": "3.5", "tolerance": "0"}, kind="number", options=0)

    told = [(one.answer, one.is_right, one.all) for one in choices.answers]
    assert told == [("3.5", True, 4), ("35", False, 3), ("*", None, 2)]


@pytest.mark.parametrize(
    ("arrivals", "seconds"),
    [
        ({}, [None, None, None]),
        ({1: 10_000, 2: 25_500, 3: 26_000}, [10, 15, 0]),
        # answered in another order
        ({3: 8_000, 1: 20_000}, [12, None, 8]),
        # sent together after a dead spot: only that all of them took so long is known
        ({1: 40_000, 2: 40_000, 3: 45_000}, [None, None, 5]),
        # the prediction stands between two items and takes its own time
        ({1: 5_000, 0: 9_000, 2: 12_000}, [5, 3, None]),
    ],
)
def test_time_is_from_the_answer_before_to_its_own(arrivals, seconds):
    assert seconds_by_slot(arrivals, 3) == seconds


def test_a_handful_of_papers_on_an_easy_item_alarm_nobody():
    papers = [([0], place % 8) for place in range(100)] + [([1], 8), ([2], 3), ([1], 5)]
    figures, choices, item = asked(papers, [0])

    assert figures.discrimination is not None
    assert figures.discrimination < 0
    assert "check_key" not in alarms(figures, choices, item)
