"""Foreign files are read in a process that cannot take much."""

from dataclasses import replace
from pathlib import Path

from quizzes.formats.items import limited, read_items
from quizzes.formats.items.limited import read_limited

SAMPLES = Path(__file__).parent / "samples"


def test_the_process_reads_what_would_be_read_without_it():
    for path in sorted(SAMPLES.iterdir()):
        body = path.read_bytes()

        assert read_limited(body, path.name) == as_json(read_items(body, path.name))


def as_json(reading):
    """Pairs and lists are one thing on the way."""
    items = tuple(replace(item, content=listed(item.content)) for item in reading.items)
    return replace(reading, items=items)


def listed(one):
    if isinstance(one, dict):
        return {name: listed(value) for name, value in one.items()}
    return [listed(value) for value in one] if isinstance(one, list | tuple) else one


def test_a_file_that_is_too_large_is_not_even_tried():
    assert read_limited(b"x" * (limited.MOST_BYTES + 1), "x").problem == limited.TOO_LARGE


def test_too_many_items_are_refused_as_a_whole():
    reading = read_limited("Hỏi? {T}\n".encode() * (limited.MOST_ITEMS + 1), "x.gift")

    assert (reading.items, reading.problem) == ((), limited.TOO_MANY)


def test_what_eats_memory_ends_in_words():
    reading = read_limited(b"{\n" * (10 * 1024 * 1024), "x.gift")

    assert reading.items == ()
    assert reading.problem == limited.TOO_HARD


def test_what_is_no_item_file_is_refused_in_words():
    reading = read_limited(b"MZ\x90\x00 this is a program", "de-thi.xlsx")

    assert reading.problem.startswith("Không nhận ra định dạng của tệp.")
