"""Steps between a fresh clone and a start; each is skipped while its inputs stay the same."""

import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from backend.devstack import console
from backend.devstack.errors import StartRefused
from backend.devstack.paths import FRONTEND, LOCALE, ROOT, VENV_BIN

PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
_PANGO_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
_NOT_SOURCES = {"node_modules", "dist", "generated", ".svelte-kit", "coverage"}


def prepare() -> None:
    """Everything that a start or a test run needs besides Python's packages and the frontend."""
    ensure_pango()
    compile_messages()


def compile_messages() -> None:
    """Compile gettext catalogues that are newer than their compiled form."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as catalogue:
            messages = read_po(catalogue, locale=source.parent.parent.name)
        unfinished = compiled.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as target:
            write_mo(target, messages)
        unfinished.replace(compiled)


def build_frontend() -> None:
    """`npm ci` and `npm run build`, with the Node of the virtual environment."""
    if not _has_frontend():
        return
    installed = _installed()
    if not installed.is_fresh():
        with console.step("Installing the frontend's packages (npm ci)"):
            npm("ci", "--no-audit", "--no-fund")
        installed.write()
    if not _is_built():
        with console.step("Building the frontend"):
            npm("run", "build")
        _built().write()


@contextmanager
def frontend_built_beside() -> Iterator[None]:
    """The same in a process of its own while the block does something else, if there is need."""
    if _is_built() or not _has_frontend():
        yield
        return
    command = [sys.executable, "-m", "backend.devstack", "build"]
    with (
        console.step("Installing and building the frontend, beside what follows"),
        console.quietly(command, working_dir=ROOT),
    ):
        yield


def main(arguments: Sequence[str]) -> int:
    """`python -m backend.devstack build`."""
    build_frontend()
    return 0


def _has_frontend() -> bool:
    if (FRONTEND / "package.json").is_file():
        return True
    console.warn("frontend/package.json does not exist: pages that need it are not served.")
    return False


def _is_built() -> bool:
    return _installed().is_fresh() and _built().is_fresh() and (FRONTEND / "dist").is_dir()


def _installed() -> "Stamp":
    lock = [FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    return Stamp(FRONTEND / "node_modules" / ".installed.stamp", lock)


def _built() -> "Stamp":
    stamp_file = FRONTEND / "node_modules" / ".built.stamp"
    return Stamp(stamp_file, [*_frontend_sources(), ROOT / "openapi.yaml"])


def npm(*arguments: str) -> None:
    """Run npm in frontend/; raises StartRefused with its last words."""
    console.run_quietly(
        [str(VENV_BIN / "npm"), *arguments], working_dir=FRONTEND, environment=node_environment()
    )


def node_environment() -> dict[str, str]:
    """The virtual environment's Node comes before any other."""
    quiet = {"npm_config_update_notifier": "false", "npm_config_loglevel": "error"}
    path = f"{VENV_BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | quiet | {"PATH": path}


def ensure_pango() -> None:
    """Certificates are printed by WeasyPrint, which needs the system's Pango."""
    if sys.platform != "linux" or _has_pango():
        return
    apt_get = shutil.which("apt-get")
    if os.geteuid() == 0 and apt_get:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = [apt_get, "install", "-y", "--no-install-recommends", *PANGO_PACKAGES]
        try:
            with console.step("Installing Pango, which prints certificates"):
                console.run_quietly([apt_get, "update"], working_dir=ROOT, environment=quiet)
                console.run_quietly(install, working_dir=ROOT, environment=quiet)
        except StartRefused as refusal:
            console.warn(str(refusal))
    if not _has_pango():
        console.warn("Certificates cannot be printed here: Pango is missing. On Debian type:")
        console.warn(f"    sudo apt-get install {' '.join(PANGO_PACKAGES)}")
        console.warn("Everything else works; certificates wait until it is there.")


def _has_pango() -> bool:
    try:
        for library in _PANGO_LIBRARIES:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _frontend_sources() -> list[Path]:
    found: list[Path] = []
    for folder, subfolders, names in os.walk(FRONTEND):
        subfolders[:] = sorted(name for name in subfolders if name not in _NOT_SOURCES)
        found += [Path(folder) / name for name in sorted(names)]
    return found


def python_sources() -> list[Path]:
    """All that decides what the database has to look like: our code and the pinned packages."""
    packages = (ROOT / "backend", ROOT / "quizzes", ROOT / "courses")
    modules = [module for package in packages for module in package.rglob("*.py")]
    return [ROOT / "requirements.txt", *sorted(modules)]


class Stamp:
    """A small file that remembers the contents of a step's inputs, and words about its place."""

    def __init__(self, path: Path, inputs: Iterable[Path], *, place: str = "") -> None:
        self._path = path
        self._fingerprint = _hash_of(inputs, place)

    def is_fresh(self) -> bool:
        """Whether the step was done with the very same inputs."""
        try:
            return self._path.read_text() == self._fingerprint
        except OSError:
            return False

    def write(self) -> None:
        """Remember the inputs that the step was done with."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(self._fingerprint)


def _hash_of(paths: Iterable[Path], place: str) -> str:
    total = hashlib.sha256(place.encode())
    for path in paths:
        if path.is_file():
            total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()
