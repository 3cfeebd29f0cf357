"""Keys beside the database: whole or not at all, whoever writes them at once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from backend.common.vault import write_first_key, write_key

MANY = 8


def test_of_all_who_begin_at_once_one_key_stays(tmp_path):
    path, together = tmp_path / "keys" / "first.key", Barrier(MANY)

    def begin(content: bytes) -> bytes:
        together.wait()
        write_first_key(path, content)
        return path.read_bytes()

    with ThreadPoolExecutor(MANY) as pool:
        seen = set(pool.map(begin, [b"%d" % number * 4096 for number in range(MANY)]))

    assert len(seen) == 1
    assert [one.name for one in path.parent.iterdir()] == ["first.key"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_key_takes_the_place_of_the_old(tmp_path):
    path = tmp_path / "some.key"

    write_key(path, b"one")
    write_key(path, b"two")

    assert path.read_bytes() == b"two"
    assert [one.name for one in tmp_path.iterdir()] == ["some.key"]
