"""Child processes: started in a session of their own, logged by line, never left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from backend.devstack.paths import ROOT

Log = Callable[[str, str], None]

STOP_TIMEOUT = 20.0
_TAIL_LINES = 60
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def silent(name: str, line: str) -> None:
    """Throw a log line away; the process keeps its last ones anyway."""


class Process:
    """A command that can be started, stopped, killed and started again.

    `stop_signal` is what the command takes as "finish cleanly". Should our own process be killed,
    Linux sends it on our behalf, so nothing outlives the runner.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Log = silent,
        stop_signal: signal.Signals = signal.SIGTERM,
        working_dir: Path = ROOT,
        inherited: Sequence[int] = (),
        user: int | None = None,
    ) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self.stop_signal = stop_signal
        self.tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._log = log
        self._working_dir = working_dir
        self._inherited = tuple(inherited)
        self._user = user
        self._popen: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None

    @property
    def pid(self) -> int:
        """Process id; raises when it was never started."""
        if self._popen is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._popen.pid

    @property
    def running(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    @property
    def exit_code(self) -> int | None:
        return None if self._popen is None else self._popen.poll()

    def start(self) -> None:
        """Start the command; it leads a process group of its own.

        Descendants of an earlier run that lost their leader would still serve: they go first.
        """
        if self.running:
            return
        self.kill()
        self.tail.clear()
        self._popen = subprocess.Popen(
            self.command,
            cwd=self._working_dir,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=self._inherited,
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else [],
            preexec_fn=self._die_with_parent(),  # noqa: PLW1509 - one system call, no locks
        )
        self._reader = threading.Thread(target=self._read, args=(self._popen,), daemon=True)
        self._reader.start()

    def signal(self, number: int) -> None:
        """Send a signal to the leading process only."""
        if self._popen is not None and self._popen.poll() is None:
            self._popen.send_signal(number)

    def stop(self, timeout: float = STOP_TIMEOUT) -> None:
        """Ask to finish, wait, and kill whatever is left of the group."""
        self.signal(self.stop_signal)
        self.finish(timeout)

    def finish(self, timeout: float = STOP_TIMEOUT) -> None:
        """Wait for the end of a process that was asked to stop; afterwards nothing of it lives."""
        if self._popen is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(timeout)
        self.kill()

    def kill(self) -> None:
        """SIGKILL the whole process group and wait for its leader."""
        if self._popen is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        if self._reader is not None:
            self._reader.join(timeout=2)

    def _die_with_parent(self) -> Callable[[], None] | None:
        # The kernel watches the starting *thread*: only the main one lives as long as we do.
        if _libc is None or threading.current_thread() is not threading.main_thread():
            return None
        prctl, number = _libc.prctl, int(self.stop_signal)
        return lambda: prctl(_PR_SET_PDEATHSIG, number)

    def _read(self, popen: subprocess.Popen[bytes]) -> None:
        assert popen.stdout is not None
        with popen.stdout:
            for raw in popen.stdout:
                line = raw.decode(errors="replace").rstrip()
                self.tail.append(line)
                self._log(self.name, line)


def stop_all(processes: Sequence[Process], timeout: float = STOP_TIMEOUT) -> None:
    """Stop them in reverse order of starting, waiting for all together."""
    ends_at = time.monotonic() + timeout
    for process in reversed(processes):
        process.signal(process.stop_signal)
    for process in reversed(processes):
        process.finish(max(0.1, ends_at - time.monotonic()))


def wait_until(
    ready: Callable[[], bool], *, process: Process | None, timeout: float, interval: float = 0.05
) -> bool:
    """Poll until ready; False when the time is over or the process has ended."""
    ends_at = time.monotonic() + timeout
    while time.monotonic() < ends_at:
        if ready():
            return True
        if process is not None and not process.running:
            return False
        time.sleep(interval)
    return False
