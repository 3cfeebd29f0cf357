"""A bundle of 100,000 attempts, recounted by the stand-alone script in an empty environment.

The rows are invented and sealed as a real bundle's are; the script cannot tell the difference.
`python -m tests.load.recount 20000` tries it smaller.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

ATTEMPTS = 100_000
EACH = 2
ITEMS, POOL, UNITS = 20, 60, 124


def measure(attempts: int = ATTEMPTS) -> dict[str, float]:
    """`recount_s_per_100k` (goal: at most 60), the whole process from start to its word."""
    from backend.common.files import digest_of

    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "bundle.zip"
        write(bundle, attempts // EACH)
        script = Path(folder) / "recount.py"
        script.write_text(_script())
        began = time.perf_counter()
        told = subprocess.run(
            [sys.executable, "-I", "-S", script, bundle, "--digest", digest_of(bundle)],
            env={},
            cwd=folder,
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - began
        assert told.returncode == 0, told.stdout
        size = bundle.stat().st_size / 1e6
    return {"recount_s_per_100k": seconds * 100_000 / attempts, "recount_bundle_mb": size}


def _script() -> str:
    from quizzes.recount.script import recount_script

    return recount_script()


def write(path: Path, people: int) -> None:
    """A bundle of `people`, ranked by the very rules that are to be recounted."""
    from quizzes.formats.bundle import Archive, document, line, readme
    from quizzes.rules.merkle import leaf_hash, root

    lines = list(persons(people))
    manifest, ranking = ranked(lines)
    by_name = {row["row"]: line(row) for row in ranking}
    written = [line(one) for one in lines]
    leaves = [
        leaf_hash(text + b"\n" + by_name[one["row"]])
        for text, one in zip(written, lines, strict=True)
    ]
    manifest["root"] = root(leaves).hex()
    archive = Archive(path)
    archive.add("README.md", [readme()])
    archive.add("attempts.jsonl", (text + b"\n" for text in written))
    archive.add("manifest.json", [document(manifest)])
    archive.add("ranking.jsonl", (by_name[row["row"]] + b"\n" for row in ranking))
    archive.add("recount.py", [_script().encode()])
    archive.close()


def persons(people: int) -> Iterator[dict[str, Any]]:
    chance = Random(57)
    order = list(range(1, people * EACH + 1))
    chance.shuffle(order)
    for place in range(people):
        yield {
            "row": f"{place:020x}",
            "unit": chance.randrange(1, UNITS),
            "attempts": [
                {
                    "items": chance.sample(range(1, POOL + 1), ITEMS),
                    "answers": [[0] if chance.random() < 0.9 else [1] for _ in range(ITEMS)],
                    "prediction": chance.randrange(people),
                    "time_used_ms": chance.randrange(60_000, 900_000),
                    "order": order[place * EACH + number],
                }
                for number in range(EACH)
            ],
        }


def ranked(lines: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The manifest and the ranking of these people."""
    from quizzes.formats.rulebook import read_rulebook
    from quizzes.rules import recount
    from tests.factories.quizzes import rulebook_document

    rulebook = read_rulebook(rulebook_document(items=ITEMS)).model_dump(mode="json")
    manifest: dict[str, Any] = {
        "format": "hoc-so-recount-1",
        "contest": "Đo tốc độ",
        "round": "Vòng 1",
        "rulebook": 1,
        "rulebooks": {"1": rulebook},
        "items": [
            {"item": one, "kind": "single", "key": [0], "voided": None}
            for one in range(1, POOL + 1)
        ],
        "draw": None,
        "target_is_given": False,
    }
    totals, target, results, predictions = recount._round(manifest, lines)
    manifest["target"] = target
    manifest["totals"] = {name: getattr(totals, name) for name in recount.TOTALS}
    names = [one["row"] for one in lines]
    places = recount._places(manifest, results, [], names)
    rows = [recount._row(place, lines, predictions) for place in places]
    rows.sort(key=lambda row: (row["rank"], row["row"]))
    manifest["units"] = [
        {
            "unit": unit,
            "name": f"Xã {unit}",
            "people": sum(1 for row in rows if row["unit"] == unit),
            "attempts": sum(row["attempts"] for row in rows if row["unit"] == unit),
        }
        for unit in sorted({row["unit"] for row in rows})
    ]
    return manifest, rows


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings.test")
    import django

    django.setup()
    for name, value in measure(int(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS).items():
        print(f"{name}: {value:.1f}")
