"""Make the virtual environment, then continue inside it. Standard library only.

Run as a script by `./run` and `./test`: nothing of the project can be imported yet.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.stamp"
REQUIREMENTS = ROOT / "requirements-dev.txt"
UV_REQUIREMENTS = ROOT / "backend" / "devstack" / "uv.txt"


class SetupFailed(Exception):
    """The environment cannot be made; the message says what to do."""


def main() -> NoReturn:
    """Set up what is missing and replace this process by `python -m backend.devstack`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    environment = _clean_environment()
    try:
        with _only_one():
            if not PYTHON.exists() or _read(STAMP) != _fingerprint():
                _set_up(environment)
    except SetupFailed as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(f"\nCannot prepare {ROOT}: {error}.", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", "backend.devstack", *sys.argv[1:]], environment)


class _only_one:  # noqa: N801 - reads as a phrase
    """Two starts at once must not write the same environment: the second waits."""

    def __enter__(self) -> None:
        self._folder = os.open(ROOT, os.O_RDONLY)
        try:
            fcntl.flock(self._folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another ./run or ./test to finish installing …", flush=True)
            fcntl.flock(self._folder, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        os.close(self._folder)


def _set_up(environment: dict[str, str]) -> None:
    if not _works(environment):
        _make_venv(environment)
    _install(environment)
    site_packages = next(VENV.glob("lib/python3*/site-packages"))
    (site_packages / "project.pth").write_text(f"{ROOT}\n")
    STAMP.write_text(_fingerprint())


def _make_venv(environment: dict[str, str]) -> None:
    _require_ensurepip(environment)
    if VENV.exists():
        shutil.rmtree(VENV)
    _step(
        f"Creating the virtual environment .venv (Python {sys.version.split()[0]})",
        [sys.executable, "-m", "venv", str(VENV)],
        environment,
    )


def _install(environment: dict[str, str]) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
    uv = str(VENV / "bin" / "uv")
    if not Path(uv).exists():
        try:
            if not _succeeds([str(PYTHON), "-m", "pip", "--version"], environment):
                _run([str(PYTHON), "-m", "ensurepip"], environment)
            _run([*pip, str(UV_REQUIREMENTS)], environment)
        except SetupFailed:
            print("  uv is not to be had here; pip does its work, slowly", flush=True)
    count = sum(1 for line in REQUIREMENTS.read_text().splitlines() if "==" in line)
    says = f"Installing {count} pinned packages, with PostgreSQL, Valkey and Node among them"
    if Path(uv).exists():
        fast = [uv, "pip", "install", "--quiet", "--no-progress", "--python", str(PYTHON)]
        fast += ["--require-hashes", "-r", str(REQUIREMENTS)]
        try:
            _step(says, fast, environment)
            return
        except SetupFailed:
            print("  uv could not finish; pip tries again, slowly", flush=True)
    _step(says, [*pip, str(REQUIREMENTS)], environment)


def _require_ensurepip(environment: dict[str, str]) -> None:
    if _succeeds([sys.executable, "-c", "import ensurepip, venv"], environment):
        return
    apt_get = shutil.which("apt-get")
    if os.geteuid() == 0 and apt_get:
        quiet = environment | {"DEBIAN_FRONTEND": "noninteractive"}
        _step("Installing python3-venv, which Debian keeps apart", [apt_get, "update"], quiet)
        _run([apt_get, "install", "-y", "--no-install-recommends", "python3-venv"], quiet)
        if _succeeds([sys.executable, "-c", "import ensurepip, venv"], environment):
            return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise SetupFailed(
        "This Python cannot make virtual environments. On Debian and Ubuntu type:\n"
        f"    sudo apt-get install python3-venv    (or python{version}-venv)\n"
        "and start again."
    )


def _works(environment: dict[str, str]) -> bool:
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and _succeeds([str(PYTHON), "-c", check], environment)


def _fingerprint() -> str:
    """Changes whenever the environment has to be brought up to date."""
    inputs = REQUIREMENTS.read_bytes() + UV_REQUIREMENTS.read_bytes() + str(VENV).encode()
    return hashlib.sha256(inputs).hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _clean_environment() -> dict[str, str]:
    """Ours, without what would slow down or misguide the Python of the virtual environment."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    return {"UV_HTTP_TIMEOUT": "120"} | environment


def _step(says: str, command: Sequence[str], environment: dict[str, str]) -> None:
    print(f"• {says} …", end="", flush=True)
    started = time.monotonic()
    try:
        _run(command, environment)
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - started:.0f} s", flush=True)


def _run(command: Sequence[str], environment: dict[str, str]) -> None:
    """Run quietly; on failure show what it said. Nothing of it outlives an interruption."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            output, _ = running.communicate()
        except BaseException:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    if running.returncode != 0:
        last_lines = "\n".join(output.splitlines()[-20:])
        raise SetupFailed(f"{' '.join(command[:6])} … failed:\n{last_lines}")


def _succeeds(command: Sequence[str], environment: dict[str, str]) -> bool:
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    main()
