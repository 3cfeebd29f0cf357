"""`make check`: everything a machine can judge without running the application."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from backend.devstack import console, preparation
from backend.devstack.errors import StartRefused
from backend.devstack.paths import ROOT, VENV_BIN
from backend.devstack.stack import Stack

PYTHON = sys.executable
Check = tuple[str, Callable[[Stack], None]]


def _tool(*command: str) -> Callable[[Stack], None]:
    def run(stack: Stack) -> None:
        console.run_quietly(command, working_dir=ROOT, environment=stack.environment)

    return run


def _migrations_are_written(stack: Stack) -> None:
    stack.manage("makemigrations", "--check", "--dry-run")


def _schema_is_up_to_date(stack: Stack) -> None:
    checked_in = ROOT / "openapi.yaml"
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "openapi.yaml"
        stack.manage("spectacular", "--validate", "--fail-on-warn", "--file", str(generated))
        if not checked_in.is_file() or checked_in.read_bytes() != generated.read_bytes():
            raise StartRefused(
                "openapi.yaml differs from the code: write it anew with `make openapi`."
            )


def _frontend(stack: Stack) -> None:
    preparation.build_frontend()
    preparation.npm("run", "check")


CHECKS: Sequence[Check] = (
    ("format", _tool(str(VENV_BIN / "ruff"), "format", "--check", ".")),
    ("lint", _tool(str(VENV_BIN / "ruff"), "check", ".")),
    ("import contracts", _tool(str(VENV_BIN / "lint-imports"))),
    ("version floors", _tool(PYTHON, "-m", "pytest", "-q", "tests/test_version_floors.py")),
    ("translations", _tool(PYTHON, "-m", "backend.devstack.translations")),
    ("migrations", _migrations_are_written),
    ("openapi.yaml", _schema_is_up_to_date),
    ("types", _tool(str(VENV_BIN / "mypy"))),
    ("frontend", _frontend),
)


def main(arguments: Sequence[str]) -> int:
    """Run all checks, or those named; every one runs, however many fail."""
    preparation.prepare()
    chosen = [check for check in CHECKS if not arguments or check[0] in arguments]
    stack = Stack(parts=[], durable=False)
    failures: list[str] = []
    try:
        stack.start_servers()
        for name, check in chosen:
            try:
                check(stack)
            except (StartRefused, subprocess.SubprocessError) as failure:
                failures.append(name)
                console.say(f"✗ {name}\n{failure}\n")
            else:
                console.say(f"✓ {name}")
    finally:
        stack.stop()
    if failures:
        console.warn(f"{len(failures)} of {len(chosen)} checks failed: {', '.join(failures)}")
    return 1 if failures else 0
