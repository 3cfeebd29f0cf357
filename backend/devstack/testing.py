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

_NOTHING_COLLECTED = 5


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

    def or_nothing_found(self) -> "Outcome":
        """A choice that matches no test is a mistake, not a success."""
        found = self.passed or self.failed or self.exit_code
        return self if found else Outcome(0, 0, _NOTHING_COLLECTED)


def main(arguments: Sequence[str]) -> int:
    """Prepare, run pytest and (unless tests were chosen by argument) the frontend's tests."""
    preparation.prepare()
    outcome = _build()
    with tempfile.TemporaryDirectory(prefix="hocso-counts-") as folder:
        outcome += _pytest(arguments, Path(folder))
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


def _pytest(arguments: Sequence[str], folder: Path) -> Outcome:
    """What needs no browser, then what drives one, each by two processes side by side.

    Playwright keeps an event loop running in its process, in which Django's ORM refuses to work.
    """
    side_by_side = ["-n", "2", "--dist", "loadfile"]
    if "-m" in arguments:
        return _pytest_once([*side_by_side, *arguments], folder / "chosen").or_nothing_found()
    outcome = _pytest_once([*side_by_side, "-m", "not e2e", *arguments], folder / "plain")
    if find_chromium() is not None or os.environ.get("HOCSO_REQUIRE_BROWSER") == "1":
        outcome += _pytest_once([*side_by_side, "-m", "e2e", *arguments], folder / "browser")
    return outcome.or_nothing_found()


def _pytest_once(arguments: Sequence[str], counts: Path) -> Outcome:
    environment = os.environ | {"HOCSO_TEST_COUNTS": str(counts)}
    chromium = find_chromium()
    if chromium is not None:
        environment["CHROMIUM"] = chromium
    exit_code = _run([sys.executable, "-m", "pytest", *arguments], ROOT, environment)
    passed, failed = (int(word) for word in _read(counts, default="0 0").split())
    return Outcome(passed, failed, 0 if exit_code == _NOTHING_COLLECTED else exit_code)


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
