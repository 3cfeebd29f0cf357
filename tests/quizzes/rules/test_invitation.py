"""Whose guests count."""

from quizzes.rules.invitation import Invited, counted_invitations

NONE: frozenset[str] = frozenset()


def test_each_guest_counts_once_for_whoever_invited():
    invited = [Invited(2, 1, NONE), Invited(3, 1, NONE), Invited(4, 2, NONE)]

    assert counted_invitations(invited, {}) == {1: 2, 2: 1}


def test_guests_on_the_inviters_device_do_not_count():
    invited = [Invited(2, 1, frozenset("a")), Invited(3, 1, frozenset("b"))]

    assert counted_invitations(invited, {1: frozenset("a")}) == {1: 1}


def test_one_device_is_one_guest():
    invited = [Invited(pk, 1, frozenset("a")) for pk in (2, 3, 4)]

    assert counted_invitations(invited, {}) == {1: 1}


def test_a_ring_counts_for_nobody():
    ring = [Invited(1, 3, NONE), Invited(2, 1, NONE), Invited(3, 2, NONE)]

    assert counted_invitations([*ring, Invited(4, 1, NONE)], {}) == {1: 1}
