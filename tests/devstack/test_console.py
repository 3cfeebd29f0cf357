"""Commands that run silently: waited for, quoted when they fail, gone when they are interrupted."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from backend.devstack import console
from backend.devstack.errors import StartRefused

# Ends its own child when it is asked to end, as `python -m backend.devstack build` does with npm.
WITH_A_CHILD = """
import signal, sys
from pathlib import Path
from backend.devstack import console
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
child = "echo $$ > unnamed; mv unnamed child; exec sleep 60"
console.run_quietly(["sh", "-c", child], working_dir=Path.cwd())
"""


def test_a_command_runs_beside_the_block_and_is_waited_for(tmp_path: Path) -> None:
    ends_after_the_block = ["sh", "-c", "until [ -e go ]; do sleep 0.01; done; echo done > made"]
    with console.quietly(ends_after_the_block, working_dir=tmp_path):
        assert not (tmp_path / "made").exists()
        (tmp_path / "go").touch()

    assert (tmp_path / "made").read_text() == "done\n"


def test_a_failing_command_is_quoted_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(StartRefused, match=r"line 40$") as refusal:
        console.run_quietly(["sh", "-c", "seq -f 'line %g' 40; exit 3"], working_dir=tmp_path)

    assert "line 16\n" in str(refusal.value)
    assert "line 15\n" not in str(refusal.value)


def test_more_words_than_a_pipe_holds_stop_nothing(tmp_path: Path) -> None:
    with console.quietly(["sh", "-c", "seq 1 40000; touch said"], working_dir=tmp_path):
        _wait_for(tmp_path / "said")


def test_nothing_outlives_an_interruption(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupted_with_a_grandchild(tmp_path)

    child = (tmp_path / "child").read_text().strip()
    states = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True)
    assert states.stdout.strip() in ("", "Z")


def _interrupted_with_a_grandchild(folder: Path) -> None:
    with console.quietly([sys.executable, "-c", WITH_A_CHILD], working_dir=folder):
        _wait_for(folder / "child")
        raise KeyboardInterrupt


def _wait_for(path: Path) -> None:
    ends_at = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < ends_at
        time.sleep(0.01)
