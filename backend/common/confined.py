"""Strangers' files are read in a process of its own, with little memory and little time.

Whatever such a file does, it does to nobody else. The parent calls `ask`; the module that it names
begins its work with `confine`.
"""

import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class ProcessFailed(Exception):
    """The process ran out of memory or time, or fell over."""


def confine(*, memory_bytes: int, cpu_seconds: int) -> None:
    """Let this process have no more than that from now on, and write no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def ask(module: str, body: bytes, *arguments: str, seconds: int) -> bytes:
    """What `python -m module` writes about `body`; raises ProcessFailed."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            input=body,
            capture_output=True,
            timeout=seconds,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise ProcessFailed from error
    return done.stdout
