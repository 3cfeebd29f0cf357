"""The application's own processes: how each is started and when it counts as healthy."""

import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backend.devstack.paths import ROOT, VENV_BIN

WEB, SOCKETS, BEAT, PROXY = "web", "sockets", "beat", "proxy"
LIVE, JOBS, PRINTS = WORKERS = ("live", "jobs", "prints")
ALL = (WEB, SOCKETS, *WORKERS, BEAT, PROXY)


@dataclass
class Place:
    """Where this stack's processes listen and keep their files."""

    data_dir: Path
    web_port: int
    sockets_port: int
    listener: int
    web_workers: int = 2
    web_threads: int = 6
    proxy_options: list[str] = field(default_factory=list)

    @property
    def beat_pidfile(self) -> Path:
        return self.data_dir / "beat.pid"


def _web(place: Place) -> list[str]:
    # Several threads a worker: while one stores answers for all who wait, the others read requests,
    # and the next of them takes along what has gathered (backend/common/gathering.py). More than
    # these cost a fifth more for every request: they hand Python's lock around (decision 23).
    # granian's backpressure counts idle connections too: its default starves a full hall.
    return [
        str(VENV_BIN / "granian"),
        "--interface=wsgi",
        "--http=1",
        "--no-ws",
        "--host=127.0.0.1",
        f"--port={place.web_port}",
        f"--workers={place.web_workers}",
        f"--blocking-threads={place.web_threads}",
        "--backlog=16384",
        "--backpressure=8192",
        "--respawn-failed-workers",
        "--workers-kill-timeout=10",
        "--log-level=error",
        "backend.wsgi:application",
    ]


def _sockets(place: Place) -> list[str]:
    return [
        str(VENV_BIN / "uvicorn"),
        "--host=127.0.0.1",
        f"--port={place.sockets_port}",
        "--loop=uvloop",
        "--http=httptools",
        "--ws-max-size=4096",
        "--ws-per-message-deflate=false",
        "--timeout-graceful-shutdown=5",
        "--backlog=4096",
        "--no-access-log",
        "--log-level=warning",
        "backend.asgi:application",
    ]


def _worker(queue: str, *options: str) -> Callable[[Place], list[str]]:
    common = ["worker", "-Q", queue, "-n", f"{queue}@hocso", "-l", "WARNING"]
    # The workers need no word of each other, and silence halves Valkey's idle work.
    common += ["--without-gossip", "--without-mingle"]
    return lambda place: [str(VENV_BIN / "celery"), "-q", "-A", "backend", *common, *options]


def _beat(place: Place) -> list[str]:
    return [
        str(VENV_BIN / "celery"),
        "-q",
        "-A",
        "backend",
        "beat",
        "-l",
        "WARNING",
        f"--schedule={place.data_dir / 'beat-schedule'}",
        f"--pidfile={place.beat_pidfile}",
    ]


def _proxy(place: Place) -> list[str]:
    return [
        str(VENV_BIN / "python"),
        str(ROOT / "backend" / "devstack" / "proxy.py"),
        f"--listener={place.listener}",
        f"--web=127.0.0.1:{place.web_port}",
        f"--sockets=127.0.0.1:{place.sockets_port}",
        *place.proxy_options,
    ]


COMMANDS: Mapping[str, Callable[[Place], list[str]]] = {
    WEB: _web,
    SOCKETS: _sockets,
    LIVE: _worker(LIVE, "-P", "solo"),
    # Forked, so that the memory of one great ranking goes back when it is done; two, so that it
    # need not wait for somebody's video.
    JOBS: _worker(JOBS, "-c", "2", "--max-memory-per-child=300000"),
    PRINTS: _worker(PRINTS, "-c", "1", "--max-tasks-per-child=500"),
    BEAT: _beat,
    PROXY: _proxy,
}


def responds(port: int, path: str = "/healthz", *, host: str = "127.0.0.1") -> bool:
    """Whether the server there answers this page with 200."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path, headers={"Connection": "close"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker_answers(broker_url: str, queue: str) -> bool:
    """Whether the Celery worker of this queue answers a ping, asked once."""
    from celery import Celery

    with Celery(broker=broker_url, set_as_current=False) as asking:
        try:
            return bool(asking.control.ping([f"{queue}@hocso"], timeout=0.5, limit=1))
        except OSError:
            return False
