"""The load kit's own test: five people through a whole stack."""

import subprocess
import sys

import pytest

from backend.devstack.paths import ROOT
from backend.devstack.stack import Stack
from tests.load.http import read_answer
from tests.load.tally import percentile

SETTINGS = {"DJANGO_SETTINGS_MODULE": "backend.settings.development"}


def test_a_small_crowd_finds_everything_stored_counted_and_ranked():
    with Stack(
        parts=["web", "live", "beat", "proxy"], durable=False, environment=SETTINGS
    ) as stack:
        stack.manage("load_demonstration")
        command = [sys.executable, "-m", "tests.load.crowd", "--people=5", "--seconds=2"]
        played = subprocess.run(
            [*command, f"--base-url={stack.url}"], cwd=ROOT, capture_output=True, text=True
        )

    assert played.returncode == 0, played.stdout + played.stderr
    assert "All acknowledged answers are stored, counted and ranked." in played.stdout


def test_the_crowd_stays_on_this_machine():
    command = [sys.executable, "-m", "tests.load.crowd", "--base-url=http://contest.example"]

    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert refused.returncode == 2
    assert "not this machine" in refused.stderr


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", b"{}"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
            b"{}",
        ),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
    ],
)
def test_an_answer_is_read_once_it_is_complete(raw: bytes, body: bytes):
    complete, partial = read_answer(raw), read_answer(raw[:-1])

    assert complete is not None
    assert complete.body == body
    assert partial is None


def test_percentile_is_a_value_that_was_measured():
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([1.0], 99) == 1.0
