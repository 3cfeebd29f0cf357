"""Work of many threads, done together: who shares a call, and what each is told."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from backend.common.gathering import Gathering


class Counter:
    """Does what it is asked, says in what company, and can be held up at its first call."""

    def __init__(self, *, refuses=(), fails_at=None):
        self.calls = []
        self.refuses, self.fails_at = refuses, fails_at
        self.began, self.may_go_on = threading.Event(), threading.Event()

    def __call__(self, works):
        self.calls.append(list(works))
        self.began.set()
        assert self.may_go_on.wait(timeout=10)
        if self.fails_at in works:
            raise ValueError(self.fails_at)
        return [None if work in self.refuses else work * 10 for work in works]


def gathered(counter, works, *, kin=lambda work: work, most=100):
    """The results of `works`: the first is under way while all others line up behind it."""
    gathering = Gathering(counter, kin=kin, most=most)
    with ThreadPoolExecutor(len(works)) as pool:
        first = pool.submit(gathering.do, works[0])
        assert counter.began.wait(timeout=10)
        others = []
        for place, work in enumerate(works[1:], start=1):
            others.append(pool.submit(gathering.do, work))
            while len(gathering._line) < place:
                pass
        counter.may_go_on.set()
        return [future.result(timeout=10) for future in [first, *others]]


def test_who_is_alone_is_served_at_once():
    counter = Counter()
    counter.may_go_on.set()

    assert Gathering(counter, kin=int, most=5).do(7) == 70
    assert counter.calls == [[7]]


def test_who_comes_meanwhile_is_served_together_and_each_gets_its_own():
    counter = Counter()

    assert gathered(counter, [1, 2, 3, 4]) == [10, 20, 30, 40]
    assert counter.calls == [[1], [2, 3, 4]]


def test_what_has_to_be_done_alone_is_told_apart():
    assert gathered(Counter(refuses={3}), [1, 2, 3, 4]) == [10, 20, None, 40]


def test_a_failure_leaves_those_it_met_to_themselves_and_the_rest_goes_on():
    counter = Counter(fails_at=3)

    assert gathered(counter, [1, 2, 3, 4, 5], most=2) == [10, None, None, 40, 50]
    assert counter.calls == [[1], [2, 3], [4, 5]]


def test_kin_wait_for_one_another_in_the_order_they_came():
    counter = Counter()

    gathered(counter, [1, 2, 12, 3, 22], kin=lambda work: work % 10)

    assert counter.calls == [[1], [2, 3], [12], [22]]


@pytest.mark.parametrize("most", [1, 3])
def test_a_call_has_its_limit(most):
    counter = Counter()

    gathered(counter, list(range(7)), most=most)

    assert max(map(len, counter.calls)) == most
    assert sorted(chain(*counter.calls)) == list(range(7))


def test_nothing_is_lost_or_done_twice_among_many_threads():
    counter = Counter()
    counter.may_go_on.set()
    gathering = Gathering(counter, kin=lambda work: work % 7, most=5)

    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(gathering.do, range(600)))

    assert results == [work * 10 for work in range(600)]
    assert sorted(chain(*counter.calls)) == list(range(600))
    assert all(len({work % 7 for work in call}) == len(call) <= 5 for call in counter.calls)
