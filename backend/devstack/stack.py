"""The whole stack as one object: servers, application processes, addresses.

Load and fault tests start a stack of their own, in a folder that is thrown away:

    from backend.devstack.stack import Stack

    with Stack() as stack:                        # everything: about 8 s
        httpx.get(f"{stack.url}/healthz")         # the address a browser would use (the proxy)

    with Stack(parts=["web"], web_workers=1) as stack:
        stack.web_url                             # granian itself: no proxy between
        stack.database_url, stack.valkey_url      # for psycopg / redis; add "/1" for the cache
        stack.manage("load_demonstration")        # any manage.py command, same environment
        stack.servers["postgres"].kill()          # SIGKILL, as a power cut
        stack.servers["postgres"].start()         # recovers, on the same port
        stack.servers["valkey"].stop()
        stack.processes["web"].kill()             # all granian workers at once
        stack.start("web")                        # start again and wait until healthy
        stack.processes["live"].pid               # for psutil-like measuring; see tree_pids()

Parts: web (granian WSGI), sockets (uvicorn ASGI, `stack.sockets_url`), live, jobs and prints
(Celery workers), beat, proxy. `parts=[]` gives the two servers alone. PostgreSQL is migrated
when the block starts. By default the servers are durable (fsync, append-only file), as in `./run`.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from backend.devstack import services
from backend.devstack.data_folder import make_identity_keys
from backend.devstack.errors import StartRefused
from backend.devstack.external import applied_migrations, require_postgres, require_valkey
from backend.devstack.paths import ROOT, VENV_BIN
from backend.devstack.ports import free_port, listen
from backend.devstack.postgres import Postgres
from backend.devstack.preparation import Stamp, python_sources
from backend.devstack.processes import Log, Process, silent, stop_all, wait_until
from backend.devstack.valkey import Valkey

_HEALTHY_TIMEOUT = 60.0


class Stack:
    """PostgreSQL, Valkey and the chosen parts of the application. See the module's docstring.

    `data_dir=None` means a temporary folder, removed at the end. `database_url` and `valkey_url`
    take the place of the embedded servers. `listener` is a listening socket for the proxy.
    """

    def __init__(
        self,
        *,
        parts: Collection[str] = services.ALL,
        data_dir: Path | None = None,
        durable: bool = True,
        database_url: str | None = None,
        valkey_url: str | None = None,
        listener: socket.socket | None = None,
        web_workers: int = 2,
        web_threads: int = 6,
        environment: Mapping[str, str] | None = None,
        postgres_settings: Mapping[str, str] | None = None,
        log: Log = silent,
    ) -> None:
        unknown = set(parts) - set(services.ALL)
        if unknown:
            raise ValueError(f"unknown parts: {sorted(unknown)}")
        self.parts = [part for part in services.ALL if part in parts]
        self._temporary = data_dir is None
        self.data_dir = data_dir or Path(tempfile.mkdtemp(prefix="hocso-"))
        self._database_url, self._valkey_url = database_url, valkey_url
        self.servers: dict[str, Postgres | Valkey] = {}
        if database_url is None:
            self.servers["postgres"] = Postgres(
                self.data_dir / "postgres", durable=durable, log=log, settings=postgres_settings
            )
        if valkey_url is None:
            self.servers["valkey"] = Valkey(self.data_dir / "valkey", durable=durable, log=log)
        self.processes: dict[str, Process] = {}
        self._listener = listener or listen("127.0.0.1", 0)
        self._place = services.Place(
            data_dir=self.data_dir,
            web_port=free_port(),
            sockets_port=free_port(),
            listener=self._listener.fileno(),
            web_workers=web_workers,
            web_threads=web_threads,
        )
        self._extra = dict(environment or {})
        self._log = log

    @property
    def database_url(self) -> str:
        return self._database_url or self.servers["postgres"].url

    @property
    def valkey_url(self) -> str:
        """Without a database number."""
        return (self._valkey_url or self.servers["valkey"].url).rstrip("/")

    @property
    def port(self) -> int:
        """The proxy's port: the one address of the whole stack."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def web_url(self) -> str:
        return f"http://127.0.0.1:{self._place.web_port}"

    @property
    def sockets_url(self) -> str:
        return f"ws://127.0.0.1:{self._place.sockets_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What every process of this stack reads its settings from."""
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        ours = {
            "DJANGO_SETTINGS_MODULE": "backend.settings.development",
            "DATABASE_URL": self.database_url,
            "VALKEY_URL": self.valkey_url,
            "DATA_DIR": str(self.data_dir),
            "PUBLIC_URL": self.url,
            "PATH": f"{VENV_BIN}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONUNBUFFERED": "1",
            # `migrate` has just checked the same code; three workers need not do it again.
            "CELERY_SKIP_CHECKS": "1",
            # Celery dislikes root; in a container or a rented machine there may be nobody else.
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
        }
        return inherited | ours | self._extra

    def start_servers(self) -> None:
        """PostgreSQL and Valkey, unless servers of somebody else's are used."""
        for folder in (self.data_dir, self.data_dir / "static", self.data_dir / "media"):
            folder.mkdir(parents=True, exist_ok=True)
        make_identity_keys(self.data_dir)
        for server in self.servers.values():
            server.start()
        if self._database_url is not None:
            require_postgres(self._database_url)
        if self._valkey_url is not None:
            require_valkey(self.valkey_url)

    def migrate(self) -> None:
        """Bring the database, and the keys that programs make themselves, to where the code is.

        Nothing is done when the same code has brought the same database up to date before.
        """
        sources = python_sources()
        stamp_file = self.data_dir / "migrated.stamp"
        if not Stamp(stamp_file, sources, place=applied_migrations(self.database_url)).is_fresh():
            self.manage("migrate", "--no-input", "-v0")
            Stamp(stamp_file, sources, place=applied_migrations(self.database_url)).write()
        if not (self.data_dir / "keys" / "pdf.keys").exists():
            self.manage("certificate_keys")

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed; raises StartRefused if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            last_lines = "\n".join(done.stdout.splitlines()[-15:])
            raise StartRefused(f"manage.py {' '.join(arguments)} failed:\n{last_lines}")
        return done.stdout

    def start(self, *parts: str, wait: bool = True) -> None:
        """Start some parts (all chosen ones by default) and wait until they are healthy."""
        for part in parts or self.parts:
            self._start_one(part)
        if wait:
            self.wait_until_healthy(*parts)

    def wait_until_healthy(self, *parts: str, timeout: float = _HEALTHY_TIMEOUT) -> None:
        """Block until each part answers; raises StartRefused with its last words otherwise."""
        for part in parts or self.parts:
            process = self.processes[part]
            healthy = partial(self.is_healthy, part)
            if not wait_until(healthy, process=process, timeout=timeout):
                last_lines = "\n".join(list(process.tail)[-15:])
                raise StartRefused(f"{part} did not become healthy:\n{last_lines}")

    def is_healthy(self, part: str) -> bool:
        """Whether the part does its work at this moment."""
        if part in services.WORKERS:
            return services.worker_answers(f"{self.valkey_url}/0", part)
        if part == services.BEAT:
            return self.processes[part].running and self._place.beat_pidfile.exists()
        port = {
            services.WEB: self._place.web_port,
            services.SOCKETS: self._place.sockets_port,
            services.PROXY: self.port,
        }[part]
        return services.responds(port, "/healthz")

    def stop(self) -> None:
        """Everything in reverse order; then nothing of this stack is running."""
        try:
            stop_all(list(self.processes.values()))
        finally:
            for server in reversed(list(self.servers.values())):
                server.stop()
            self._listener.close()
            if self._temporary:
                shutil.rmtree(self.data_dir, ignore_errors=True)

    def _start_one(self, part: str) -> None:
        if part == services.BEAT:
            self._place.beat_pidfile.unlink(missing_ok=True)
        if part not in self.processes:
            self.processes[part] = Process(
                part,
                services.COMMANDS[part](self._place),
                environment=self.environment,
                log=self._log,
                inherited=[self._listener.fileno()] if part == services.PROXY else [],
            )
        self.processes[part].start()

    def __enter__(self) -> Self:
        try:
            self.start_servers()
            self.migrate()
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def tree_pids(pid: int) -> list[int]:
    """A process and all its descendants (Linux), for measuring their CPU time."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found
