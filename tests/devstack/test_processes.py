"""Child processes: none is left behind, whatever ends first."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from backend.devstack.paths import ROOT
from backend.devstack.processes import Process, stop_all, wait_until

ENVIRONMENT = {"PATH": os.environ["PATH"]}


def _shell(script: str, **options: object) -> Process:
    return Process("shell", ["sh", "-c", script], environment=ENVIRONMENT, **options)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_process_logs_its_lines_with_its_name() -> None:
    lines: list[tuple[str, str]] = []
    process = _shell("echo một; echo hai >&2", log=lambda name, line: lines.append((name, line)))

    process.start()
    process.finish()

    assert lines == [("shell", "một"), ("shell", "hai")]
    assert process.exit_code == 0


def test_process_stop_takes_its_descendants_along() -> None:
    process = _shell("sleep 300 & echo $!; wait")
    process.start()
    assert wait_until(lambda: bool(process.tail), process=process, timeout=5)
    descendant = int(process.tail[0])

    process.stop()

    assert wait_until(lambda: not _lives(descendant), process=None, timeout=5)
    assert not process.running


def test_process_starts_again_without_descendants_of_its_first_life() -> None:
    process = _shell("sleep 300 & echo $!; wait")
    process.start()
    assert wait_until(lambda: bool(process.tail), process=process, timeout=5)
    orphan = int(process.tail[0])
    process.signal(signal.SIGKILL)
    assert wait_until(lambda: not process.running, process=None, timeout=5)
    assert _lives(orphan)

    process.start()

    assert wait_until(lambda: not _lives(orphan), process=None, timeout=5)
    process.stop()


def test_process_that_does_not_listen_is_killed() -> None:
    process = _shell("trap '' TERM; echo ready; while :; do sleep 0.05; done")
    process.start()
    assert wait_until(lambda: bool(process.tail), process=process, timeout=5)

    process.stop(timeout=0.3)

    assert process.exit_code == -signal.SIGKILL


def test_processes_are_asked_to_stop_in_reverse_order() -> None:
    stopped: list[str] = []
    processes = [
        Process(
            name,
            ["sh", "-c", f"trap 'sleep {delay}; echo bye; exit 0' TERM; echo up; sleep 300 & wait"],
            environment=ENVIRONMENT,
            log=lambda name, line: stopped.append(name) if line == "bye" else None,
        )
        for name, delay in [("first", 0.4), ("last", 0)]
    ]
    for process in processes:
        process.start()
        assert wait_until(lambda p=process: bool(p.tail), process=process, timeout=5)

    stop_all(processes)

    assert stopped == ["last", "first"]


def test_process_does_not_outlive_a_killed_runner() -> None:
    script = (
        "import os, time; from backend.devstack.processes import Process\n"
        "p = Process('child', ['sleep', '300'], environment=dict(os.environ)); p.start()\n"
        "print(p.pid, flush=True); time.sleep(300)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as runner:
        assert runner.stdout is not None
        child = int(runner.stdout.readline())
        assert _lives(child)

        runner.kill()

    ends_at = time.monotonic() + 5
    while _lives(child) and time.monotonic() < ends_at:
        time.sleep(0.02)
    assert not _lives(child)
