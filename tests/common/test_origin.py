"""Traces tell "the same again" and nothing else."""

import pytest

from backend.common.origin import device_trace, network_trace


@pytest.mark.parametrize(
    ("one", "other"),
    [("203.113.5.7", "203.113.5.250"), ("2405:4800:1::1", "2405:4800:1:ffff::9")],
)
def test_a_network_is_one_trace(one, other):
    assert network_trace(one) == network_trace(other)
    assert len(network_trace(one)) == 22


@pytest.mark.parametrize(
    ("one", "other"), [("203.113.5.7", "203.113.6.7"), ("2405:4800:1::1", "2405:4800:2::1")]
)
def test_other_networks_are_other_traces(one, other):
    assert network_trace(one) != network_trace(other)


@pytest.mark.parametrize("odd", ["", "unix:", "999.1.1.1", "x" * 500])
def test_no_address_leaves_no_trace(odd):
    assert network_trace(odd) == ""


def test_traces_need_the_installations_key(settings):
    before = network_trace("203.113.5.7"), device_trace("abc")
    settings.SECRET_KEY = "another"

    assert network_trace("203.113.5.7") != before[0]
    assert device_trace("abc") != before[1]
    assert device_trace("") == ""
