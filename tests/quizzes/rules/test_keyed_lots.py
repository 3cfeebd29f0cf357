"""Lots are what any other implementation of HMAC-SHA-256 makes of the same secret and name."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.keyed_lots import keyed_lots


@given(secret=st.binary(max_size=130), names=st.lists(st.text(), min_size=1, max_size=4))
def test_a_lot_is_the_hmac_of_its_name(secret: bytes, names: list[str]) -> None:
    lot = keyed_lots(secret)

    assert [lot(name) for name in names] == [
        hmac.digest(secret, name.encode(), "sha256") for name in names
    ]
