"""A short run of what `make fuzz` does for long."""

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.items import READERS
from tests.fuzz.mutations import TOKENS, check, files

PIECES = st.one_of(
    st.sampled_from(TOKENS), st.binary(max_size=8), st.text(max_size=8).map(str.encode)
)


@pytest.mark.parametrize("seed", range(4))
def test_harmed_samples_end_in_items_or_words(seed):
    for name, body in islice(files(seed), 60):
        check(name, body)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.title)
@settings(max_examples=40)
@given(st.lists(PIECES, max_size=30).map(b"".join))
def test_each_reader_takes_any_bytes(reader, body):
    reading = reader.read(body, "file")

    assert reading.items or reading.problem
