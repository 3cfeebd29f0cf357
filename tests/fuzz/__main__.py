"""Harm samples for as long as wanted: `python -m tests.fuzz --minutes 10 [--seed N]`.

The first file that breaks a reader is kept, and its name told.
"""

import argparse
import sys
import time
import traceback
from pathlib import Path

from tests.fuzz.mutations import check, files

MOST_SECONDS = 5.0


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--minutes", type=float, default=10)
    wanted.add_argument("--seed", type=int, default=int(time.time()))
    wanted.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    given = wanted.parse_args()
    ends = time.monotonic() + given.minutes * 60
    print(f"seed {given.seed}")
    count, slowest = 0, 0.0
    for name, body in files(given.seed):
        if time.monotonic() > ends:
            break
        begun = time.process_time()
        try:
            check(name, body)
        except Exception:
            traceback.print_exc()
            return _keep(given.keep, count, name, body)
        slowest = max(slowest, time.process_time() - begun)
        if slowest > MOST_SECONDS:
            return _keep(given.keep, count, name, body)
        count += 1
    print(f"{count} files, none broke a reader; the slowest took {slowest:.2f} s of CPU")
    return 0


def _keep(folder: Path, count: int, name: str, body: bytes) -> int:
    folder.mkdir(exist_ok=True)
    path = folder / f"{count}-{name}"
    path.write_bytes(body)
    print(f"file {count} breaks a reader or takes too long: {path}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
