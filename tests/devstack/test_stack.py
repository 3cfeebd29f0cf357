"""The stack as load and fault tests use it."""

import httpx
import psycopg
import redis

from backend.devstack.processes import wait_until
from backend.devstack.stack import Stack, tree_pids


def test_stack_starts_chosen_parts_survives_kills_and_cleans_up() -> None:
    with Stack(parts=["web", "proxy"], web_workers=1) as stack:
        assert httpx.get(f"{stack.url}/readyz").status_code == 200
        assert len(tree_pids(stack.processes["web"].pid)) >= 2
        assert set(stack.processes) == {"web", "proxy"}

        stack.processes["web"].kill()
        assert httpx.get(f"{stack.url}/healthz").status_code == 502
        stack.start("web")
        assert httpx.get(f"{stack.url}/healthz").status_code == 200

        postgres = stack.servers["postgres"]
        postgres.kill()
        assert httpx.get(f"{stack.url}/readyz").status_code == 503
        postgres.start()
        assert wait_until(
            lambda: httpx.get(f"{stack.url}/readyz").status_code == 200, process=None, timeout=10
        )

        stack.servers["valkey"].stop()
        stack.servers["valkey"].start()
        with redis.Redis.from_url(f"{stack.valkey_url}/1") as client:
            assert client.ping()

    assert not stack.data_dir.exists()
    assert not any(process.running for process in stack.processes.values())


def test_database_is_brought_up_to_date_once_and_again_when_it_is_another() -> None:
    with Stack(parts=[]) as stack:
        commands: list[str] = []
        stack.manage = lambda *words: commands.append(words[0]) or ""  # type: ignore[method-assign]

        stack.migrate()
        assert commands == []

        with psycopg.connect(stack.database_url) as connection:
            connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        stack.migrate()
        assert commands == ["migrate"]
