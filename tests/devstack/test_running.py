"""`./run` as a newcomer meets it: one address, clear refusals, nothing left behind."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from backend.devstack.paths import ROOT
from backend.devstack.ports import free_port, listen

COMMAND = [sys.executable, "-m", "backend.devstack", "run", "--no-frontend"]


def _environment(data_dir: Path, **given: str) -> dict[str, str]:
    """A newcomer's: the servers of this test session are not for `./run`."""
    own = {"DATABASE_URL", "VALKEY_URL", "DATA_DIR", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return kept | {"DATA_DIR": str(data_dir)} | given


def _run(data_dir: Path, *options: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options],
        cwd=ROOT,
        env=_environment(data_dir, **given),
        capture_output=True,
        text=True,
        timeout=60,
    )


def _processes_of(data_dir: Path) -> list[str]:
    """Command lines of living processes that were started for this data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = f"DATA_DIR={data_dir}\0".encode() in (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if command and (told or str(data_dir) in command):
            found.append(command)
    return found


@contextmanager
def _running(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A started `./run` and its address."""
    runner = subprocess.Popen(
        COMMAND, cwd=ROOT, env=_environment(data_dir), stdout=subprocess.PIPE, text=True
    )
    assert runner.stdout is not None
    lines: list[str] = []
    try:
        for line in runner.stdout:
            lines.append(line)
            if "Ctrl-C stops" in line:
                break
        else:
            pytest.fail("".join(lines))
        address = next(line.split()[-1] for line in lines if "is running:" in line)
        yield runner, address
    finally:
        runner.terminate()
        runner.communicate(timeout=60)


def _wait_for_no_process(data_dir: Path) -> list[str]:
    ends_at = time.monotonic() + 15
    while (left := _processes_of(data_dir)) and time.monotonic() < ends_at:
        time.sleep(0.1)
    return left


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder; whoever starts it first fills it, which takes the longest."""
    return tmp_path_factory.mktemp("installation")


def test_run_starts_everything_refuses_a_second_run_and_leaves_nothing(installation: Path) -> None:
    with _running(installation) as (runner, address):
        assert httpx.get(f"{address}/healthz").status_code == 200
        assert httpx.get(f"{address}/readyz").status_code == 200
        assert _processes_of(installation) != []

        second = _run(installation)

        assert second.returncode == 1
        assert f"It is already running at {address} (process {runner.pid})." in second.stderr
        assert "Traceback" not in second.stderr

        runner.send_signal(signal.SIGTERM)
        runner.communicate(timeout=60)

    assert runner.returncode == 0
    assert _processes_of(installation) == []
    assert (installation / "secret_key").stat().st_mode & 0o777 == 0o600


def test_run_that_is_killed_leaves_nothing_and_starts_again(installation: Path) -> None:
    with _running(installation) as (runner, _):
        runner.kill()

    assert _wait_for_no_process(installation) == []
    with _running(installation) as (_, address):
        assert httpx.get(f"{address}/readyz").status_code == 200


def test_run_refuses_a_taken_port_that_was_asked_for(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        refused = _run(tmp_path, "--port", str(taken.getsockname()[1]))

    assert refused.returncode == 1
    assert "choose another with --port" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert _processes_of(tmp_path) == []


def test_run_refuses_a_data_folder_that_is_locked(tmp_path: Path) -> None:
    with (tmp_path / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(json.dumps({"pid": 7, "url": "http://127.0.0.1:8000"}))
        lock.flush()

        refused = _run(tmp_path)

    assert refused.returncode == 1
    assert refused.stderr.strip() == ("It is already running at http://127.0.0.1:8000 (process 7).")


def test_run_refuses_a_broken_data_folder(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "notes.txt").write_text("mine")

    refused = _run(tmp_path)

    assert refused.returncode == 1
    assert "is not a PostgreSQL data folder" in refused.stderr
    assert (tmp_path / "postgres" / "notes.txt").read_text() == "mine"


def test_run_refuses_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    refused = _run(tmp_path / "data")

    assert refused.returncode == 1
    assert "Cannot write to the data folder" in refused.stderr


@pytest.mark.parametrize(
    ("name", "scheme", "says"),
    [
        ("DATABASE_URL", "postgresql", "The database at DATABASE_URL"),
        ("VALKEY_URL", "redis", "The server at VALKEY_URL"),
    ],
)
def test_run_refuses_a_server_that_does_not_answer(
    tmp_path: Path, name: str, scheme: str, says: str
) -> None:
    refused = _run(tmp_path, **{name: f"{scheme}://u:secret-word@127.0.0.1:{free_port()}"})

    assert refused.returncode == 1
    assert says in refused.stderr
    assert "secret-word" not in refused.stderr
    assert _processes_of(tmp_path) == []
