"""`./run`: everything started, watched, and stopped again."""

import argparse
import contextlib
import fcntl
import io
import json
import os
import resource
import secrets
import shutil
import signal
import socket
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import segno

from backend.devstack import console, preparation
from backend.devstack.errors import StartRefused
from backend.devstack.paths import ROOT, data_dir
from backend.devstack.ports import listen
from backend.devstack.processes import Process
from backend.devstack.stack import Stack

USUAL_PORT = 8000
PASSWORD = "hoc-so-2026"
SIGN_INS = (
    ("citizen", "citizen@hocso.test or 0912345678"),
    ("organiser", "organiser@hocso.test"),
    ("trainer", "trainer@hocso.test"),
    ("organisation admin", "unit@hocso.test"),
    ("staff (/admin/)", "admin@hocso.test"),
)
_OWN_FOLDERS = ("postgres", "valkey", "media", "static")
_OWN_FILES = ("postgres.password", "secret_key", "demonstration.stamp", "beat-schedule", "beat.pid")
_RESTARTS, _RESTART_PERIOD = 5, 60.0


class Stopped(BaseException):
    """Ctrl-C or SIGTERM."""


def main(arguments: Sequence[str]) -> int:
    """Start, serve until told to stop, stop. Returns the exit code."""
    options = _parse(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stopped)
    folder = data_dir()
    try:
        with _lock(folder) as publish_url:
            if options.reset:
                _reset(folder)
            return _serve(options, folder, publish_url)
    except Stopped:
        return 0


def _serve(options: argparse.Namespace, folder: Path, publish_url: "PublishUrl") -> int:
    _raise_file_limit()
    listener = _listener(options.host, options.port)
    port = listener.getsockname()[1]
    url = os.environ.get("PUBLIC_URL") or f"http://{_visible_host(options.host)}:{port}"
    preparation.prepare(frontend=not options.no_frontend)
    stack = Stack(
        data_dir=folder,
        database_url=os.environ.get("DATABASE_URL"),
        valkey_url=os.environ.get("VALKEY_URL"),
        listener=listener,
        environment={"PUBLIC_URL": url, "SECRET_KEY": _secret_key(folder)},
        log=console.log,
    )
    try:
        _start(stack, folder)
        publish_url(url)
        _welcome(url, port, shows_qr=_is_for_the_network(options.host))
        return _watch(stack)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        with console.step("Stopping"):
            stack.stop()


def _start(stack: Stack, folder: Path) -> None:
    with console.step("Starting PostgreSQL and Valkey"):
        stack.start_servers()
    with console.step("Bringing the database up to date"):
        stack.manage("migrate", "--no-input", "-v0")
    loaded = folder / "demonstration.stamp"
    if not loaded.exists():
        with console.step("Loading the demonstration: a contest, its items, 124 communes"):
            stack.manage("load_demonstration")
        loaded.touch()
    with console.step("Starting web, sockets, workers and beat"):
        stack.start()


def _watch(stack: Stack) -> int:
    """Start again what ends by itself, until it ends too often."""
    ends: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_RESTARTS))
    while True:
        time.sleep(0.3)
        for name, process in _processes(stack):
            if process.running:
                continue
            recent = ends[name]
            if len(recent) == _RESTARTS and time.monotonic() - recent[0] < _RESTART_PERIOD:
                console.warn(f"{name} keeps ending: giving up. Its last words are above.")
                return 1
            recent.append(time.monotonic())
            console.warn(f"{name} ended with code {process.exit_code}: starting it again.")
            _start_again(stack, name)


def _start_again(stack: Stack, name: str) -> None:
    try:
        if name in stack.servers:
            stack.servers[name].start()
        else:
            time.sleep(0.5)
            stack.start(name, wait=False)
    except StartRefused as refusal:
        console.warn(str(refusal))


def _processes(stack: Stack) -> list[tuple[str, Process]]:
    servers = [(name, server.process) for name, server in stack.servers.items()]
    known = [(name, process) for name, process in servers if process is not None]
    return [*known, *stack.processes.items()]


def _welcome(url: str, port: int, *, shows_qr: bool) -> None:
    console.say()
    console.say(f"  Học Số is running:  {url}")
    if shows_qr:
        console.say(f"  on this machine also  http://127.0.0.1:{port}")
    console.say()
    console.say(f"  Demonstration sign-ins, password {PASSWORD}:")
    for role, identifier in SIGN_INS:
        console.say(f"    {role:<20}{identifier}")
    if shows_qr:
        console.say()
        console.say("  For a phone on the same network:")
        _print_qr(url)
    console.say()
    console.say("  Ctrl-C stops everything; the data is kept in " + _short(data_dir()))
    console.say()


def _print_qr(url: str) -> None:
    drawing = io.StringIO()
    segno.make(url, error="m").terminal(drawing, compact=True)
    console.say(drawing.getvalue().rstrip("\n"))


def _listener(host: str, port: int | None) -> socket.socket:
    try:
        return listen(host, USUAL_PORT if port is None else port)
    except PermissionError:
        raise StartRefused(f"Port {port} needs administrator rights: choose one above 1023.")
    except OSError as error:
        if port is not None:
            raise StartRefused(
                f"Cannot listen on {host}, port {port} ({error.strerror}): choose another with "
                "--port, or leave --port out to get a free one."
            )
    try:
        free = listen(host, 0)
    except OSError as error:
        raise StartRefused(f"Cannot listen on {host}: {error.strerror}.")
    console.warn(f"Port {USUAL_PORT} is taken; using {free.getsockname()[1]}.")
    return free


class PublishUrl:
    """Writes into the lock file where this installation answers."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __call__(self, url: str) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps({"pid": os.getpid(), "url": url}).encode(), 0)


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[PublishUrl]:
    """One `./run` per data folder. The kernel drops the lock when the process ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StartRefused(f"Cannot write to the data folder {folder}: {error.strerror}.")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _refuse_second_run(os.pread(descriptor, 1000, 0))
    try:
        publish = PublishUrl(descriptor)
        publish("")
        yield publish
    finally:
        os.ftruncate(descriptor, 0)
        os.close(descriptor)


def _refuse_second_run(written: bytes) -> NoReturn:
    try:
        other = json.loads(written)
    except ValueError:
        other = {}
    where = f"at {other['url']}" if other.get("url") else "and still starting"
    raise StartRefused(f"It is already running {where} (process {other.get('pid', 'unknown')}).")


def _reset(folder: Path) -> None:
    """Delete what `./run` keeps, and nothing else that may lie in that folder."""
    for name in _OWN_FOLDERS:
        target = folder / name
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
    for name in _OWN_FILES:
        (folder / name).unlink(missing_ok=True)
    console.say(f"• Emptied the data folder {_short(folder)}")


def _secret_key(folder: Path) -> str:
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _visible_host(host: str) -> str:
    if host in {"0.0.0.0", "::"}:
        return _own_address()
    return f"[{host}]" if ":" in host else host


def _own_address() -> str:
    """The address by which others on the network know this machine."""
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with probe, contextlib.suppress(OSError):
        # No packet is sent: the system only tells which of its addresses it would use.
        probe.connect(("192.0.2.1", 9))
        address: str = probe.getsockname()[0]
        return address
    return "127.0.0.1"


def _is_for_the_network(host: str) -> bool:
    return host not in {"127.0.0.1", "localhost", "::1"}


def _raise_file_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _raise_stopped(number: int, frame: object) -> None:
    raise Stopped


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description="Start Học Số on this machine. Ctrl-C stops it, data is kept."
    )
    parser.add_argument("--port", type=int, help=f"port to listen on (usually {USUAL_PORT})")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for phones nearby"
    )
    parser.add_argument("--reset", action="store_true", help="delete all data and start anew")
    parser.add_argument("--no-frontend", action="store_true", help="do not build the frontend")
    return parser.parse_args(arguments)
