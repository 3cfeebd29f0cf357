"""The embedded PostgreSQL and Valkey: power cuts, broken folders, strange paths."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from backend.devstack.errors import StartRefused
from backend.devstack.postgres import Postgres
from backend.devstack.valkey import Valkey


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    server = Postgres(tmp_path / "dữ liệu" / "postgres")
    server.folder.parent.mkdir()
    yield server
    server.stop()


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path / "dữ liệu" / "valkey")
    yield server
    server.stop()


def test_postgres_keeps_what_was_committed_through_a_power_cut(postgres: Postgres) -> None:
    postgres.start()
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
        postgres.process.signal(9)  # the postmaster alone: its children still hold the memory

    postgres.start()

    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


@pytest.mark.parametrize(("name", "is_short"), [("pg", True), ("p" * 100, False), ("p,g", False)])
def test_postgres_answers_on_a_socket_where_its_path_can_name_one(
    tmp_path_factory: pytest.TempPathFactory, name: str, *, is_short: bool
) -> None:
    server = Postgres(tmp_path_factory.mktemp("s") / name)
    server.start()
    try:
        with psycopg.connect(server.url) as connection:
            assert connection.info.host == (str(server.folder) if is_short else "127.0.0.1")
    finally:
        server.stop()


def test_postgres_sorts_and_folds_vietnamese(postgres: Postgres) -> None:
    postgres.start()

    with psycopg.connect(postgres.url) as connection:
        row = connection.execute("SELECT upper('nguyễn thị đào'), lower('ĐẶNG ƯỚC')").fetchone()

    assert row == ("NGUYỄN THỊ ĐÀO", "đặng ước")


def test_postgres_takes_over_a_folder_whose_server_was_left_behind(postgres: Postgres) -> None:
    postgres.start()
    again = Postgres(postgres.folder)

    again.start()

    assert not postgres.process.running
    again.stop()


def test_postgres_ignores_a_pid_file_of_another_program(postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    (postgres.folder / "postmaster.pid").write_text("1\n")

    postgres.start()

    assert postgres.process.running


def test_postgres_refuses_a_folder_that_is_not_its_own(postgres: Postgres) -> None:
    postgres.folder.mkdir()
    (postgres.folder / "holiday.jpg").write_text("not a table")

    with pytest.raises(StartRefused, match="is not a PostgreSQL data folder"):
        postgres.start()

    assert [path.name for path in postgres.folder.iterdir()] == ["holiday.jpg"]


def test_postgres_refuses_a_folder_of_another_version(postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    (postgres.folder / "PG_VERSION").write_text("12\n")

    with pytest.raises(StartRefused, match="PostgreSQL 12"):
        postgres.start()


def test_valkey_keeps_its_keys_through_a_restart(valkey: Valkey) -> None:
    valkey.start()
    with redis.Redis.from_url(valkey.url) as client:
        client.set("kept", "1")
    valkey.stop()

    valkey.start()

    with redis.Redis.from_url(valkey.url) as client:
        assert client.get("kept") == b"1"
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_valkey_asks_for_its_password(valkey: Valkey) -> None:
    valkey.start()

    with (
        redis.Redis(port=valkey.port, retry=Retry(NoBackoff(), 0)) as client,
        pytest.raises(redis.exceptions.AuthenticationError),
    ):
        client.ping()


def test_valkey_refuses_a_damaged_file_with_a_sentence(valkey: Valkey) -> None:
    valkey.folder.mkdir(parents=True)
    (valkey.folder / "appendonlydir").write_text("not a folder")

    with pytest.raises(StartRefused, match="Valkey does not start in"):
        valkey.start()
