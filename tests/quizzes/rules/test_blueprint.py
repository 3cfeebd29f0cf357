"""Papers that fit the topics a contest has."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.blueprint import DIFFICULTIES, spread

TOPICS = ["an-toan-so", "nghi-quyet-57", "vneid"]
cells = st.tuples(st.sampled_from(TOPICS), st.sampled_from(DIFFICULTIES))
stocks = st.dictionaries(cells, st.integers(0, 12))
wishes = st.fixed_dictionaries({one: st.integers(0, 12) for one in DIFFICULTIES})


def test_topics_share_a_difficulty_evenly():
    stock = {(topic, "easy"): 9 for topic in TOPICS}

    paper = spread({"easy": 7}, stock, TOPICS)

    assert sorted(paper.values()) == [2, 2, 3]


def test_what_a_difficulty_lacks_comes_from_the_nearest_one():
    stock = {("vneid", "hard"): 1, ("vneid", "medium"): 5, ("vneid", "easy"): 5}

    assert spread({"hard": 3}, stock, ["vneid"]) == {("vneid", "medium"): 2, ("vneid", "hard"): 1}


def test_topics_that_were_not_chosen_give_nothing():
    assert spread({"easy": 2}, {("vneid", "easy"): 5}, ["an-toan-so"]) == {}


@given(wishes, stocks)
def test_a_paper_is_as_long_as_the_topics_allow_and_takes_no_more_than_there_is(wanted, stock):
    paper = spread(wanted, stock, TOPICS)

    assert sum(paper.values()) == min(sum(wanted.values()), sum(stock.values()))
    assert not Counter(paper) - Counter(stock)
    assert all(paper.values())
