"""The data folder: what a reset takes and what it leaves, and the secret that stays."""

from pathlib import Path

import pytest

from backend.devstack.data_folder import reset, secret_key


def test_reset_deletes_only_what_the_runner_keeps(tmp_path: Path) -> None:
    for name in ("postgres/base/1", "valkey/valkey.conf", "media/a.pdf", "secret_key", "mine.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")

    reset(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_secret_key_is_made_once_and_readable_by_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first = secret_key(tmp_path)

    assert len(first) > 50
    assert secret_key(tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_secret_key_of_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")

    assert secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []
