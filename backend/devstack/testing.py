"""`./test`: every test against real servers, and one line with the sums at the end."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.devstack import console, preparation
from backend.devstack.browser import find_chromium
from backend.devstack.errors import StartRefused
from backend.devstack.paths import FRONTEND, ROOT, VENV_BIN
from backend.devstack.pytest_servers import NO_BROWSER


@dataclass(frozen=True)
class Outcome:
    """What one test runner reported."""

    passed: int
    failed: int
    exit_code: int

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.passed + other.passed,
            self.failed + other.failed,
            self.exit_code or other.exit_code,
        )


def main(arguments: Sequence[str]) -> int:
    """Prepare, run pytest and (unless tests were chosen by argument) the frontend's tests."""
    preparation.prepare(frontend=False)
    outcome = _build()
    with tempfile.TemporaryDirectory(prefix="hocso-counts-") as folder:
        outcome += _pytest(arguments, Path(folder) / "pytest")
        if not arguments:
            outcome += _frontend(Path(folder) / "frontend.json")
    if find_chromium() is None:
        console.warn(NO_BROWSER)
    # A runner that broke off before it could count has failed, too.
    failed = outcome.failed or (1 if outcome.exit_code else 0)
    console.say(f"{outcome.passed} passed, {failed} failed")
    return 1 if failed else 0


def _build() -> Outcome:
    """A frontend that does not build is a failure, but no reason to leave out the tests."""
    try:
        preparation.build_frontend()
    except StartRefused as refusal:
        console.say(str(refusal))
        return Outcome(0, 1, 1)
    return Outcome(0, 0, 0)


def _pytest(arguments: Sequence[str], counts: Path) -> Outcome:
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments]
    environment = os.environ | {"HOCSO_TEST_COUNTS": str(counts)}
    chromium = find_chromium()
    if chromium is not None:
        environment["CHROMIUM"] = chromium
    exit_code = _run(command, ROOT, environment)
    passed, failed = (int(word) for word in _read(counts, default="0 0").split())
    return Outcome(passed, failed, exit_code)


def _frontend(counts: Path) -> Outcome:
    try:
        scripts = json.loads((FRONTEND / "package.json").read_text()).get("scripts", {})
    except OSError:
        scripts = {}
    if "test" not in scripts:
        console.warn("frontend/ has no unit tests to run.")
        return Outcome(0, 0, 0)
    reporters = ["--reporter=default", "--reporter=json", f"--outputFile.json={counts}"]
    command = [str(VENV_BIN / "npm"), "test", "--", *reporters]
    exit_code = _run(command, FRONTEND, preparation.node_environment())
    report = json.loads(_read(counts, default="{}"))
    return Outcome(report.get("numPassedTests", 0), report.get("numFailedTests", 0), exit_code)


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> int:
    with subprocess.Popen(command, cwd=folder, env=environment) as running:
        try:
            return running.wait()
        except KeyboardInterrupt:
            # The runner had the same Ctrl-C and is stopping its servers.
            running.wait()
            raise
        except BaseException:
            running.terminate()
            raise


def _read(path: Path, *, default: str) -> str:
    return path.read_text() if path.exists() else default
