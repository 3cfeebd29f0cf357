"""`./run`: everything started, watched, and stopped again."""

import argparse
import contextlib
import os
import resource
import signal
import socket
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

from backend.devstack import console, preparation
from backend.devstack.data_folder import PublishUrl, locked, reset, secret_key
from backend.devstack.errors import StartRefused
from backend.devstack.paths import data_dir
from backend.devstack.ports import listen
from backend.devstack.processes import Process
from backend.devstack.stack import Stack
from backend.devstack.welcome import is_for_the_network, visible_host, welcome

USUAL_PORT = 8000
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
        with locked(folder) as publish_url:
            if options.reset:
                reset(folder)
            return _serve(options, folder, publish_url)
    except Stopped:
        return 0


def _serve(options: argparse.Namespace, folder: Path, publish_url: PublishUrl) -> int:
    _raise_file_limit()
    listener = _listener(options.host, options.port)
    port = listener.getsockname()[1]
    url = os.environ.get("PUBLIC_URL") or f"http://{visible_host(options.host)}:{port}"
    preparation.prepare()
    stack = Stack(
        data_dir=folder,
        database_url=os.environ.get("DATABASE_URL"),
        valkey_url=os.environ.get("VALKEY_URL"),
        listener=listener,
        environment={"PUBLIC_URL": url, "SECRET_KEY": secret_key(folder)},
        log=console.log,
    )
    try:
        with _frontend(options):
            _fill(stack, folder)
        with console.step("Starting web, sockets, workers and beat"):
            stack.start()
        publish_url(url)
        welcome(url, port, shows_qr=is_for_the_network(options.host))
        return _watch(stack)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        with console.step("Stopping"):
            stack.stop()


def _frontend(options: argparse.Namespace) -> AbstractContextManager[None]:
    return nullcontext() if options.no_frontend else preparation.frontend_built_beside()


def _fill(stack: Stack, folder: Path) -> None:
    """The servers, with a database that holds what the code expects of it."""
    with console.step("Starting PostgreSQL and Valkey"):
        stack.start_servers()
    with console.step("Bringing the database up to date"):
        stack.migrate()
    loaded = folder / "demonstration.stamp"
    database = urlsplit(os.environ.get("DATABASE_URL", "embedded"))
    place = f"{database.hostname}:{database.port}{database.path}\n"
    if not loaded.exists() or loaded.read_text() != place:
        with console.step("Loading the demonstration: a contest, its items, 124 communes"):
            stack.manage("load_demonstration")
        loaded.write_text(place)


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


def _raise_file_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))


def _raise_stopped(number: int, frame: object) -> None:
    raise Stopped


def port_number(text: str) -> int:
    """A port as it may be given on the command line."""
    number = int(text)
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return number


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description="Start Học Số on this machine. Ctrl-C stops it, data is kept."
    )
    parser.add_argument(
        "--port", type=port_number, metavar="N", help=f"port to listen on (usually {USUAL_PORT})"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for phones nearby"
    )
    parser.add_argument("--reset", action="store_true", help="delete all data and start anew")
    parser.add_argument("--no-frontend", action="store_true", help="do not build the frontend")
    return parser.parse_args(arguments)
