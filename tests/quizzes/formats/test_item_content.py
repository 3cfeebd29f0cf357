"""What hinders a document from being an item, in the words of its reader."""

from typing import Any

import pytest
from django.utils import translation

from quizzes.formats.item_content import read_content

WHOLE = {"kind": "single", "stem": "Ai?", "options": ["Tôi", "Bạn"], "key": [0]}


@pytest.mark.parametrize(
    ("change", "field", "vietnamese", "english"),
    [
        ({"stem": ""}, "stem", "Chưa điền.", "Not filled in."),
        (
            {"stem": "x" * 4_001},
            "stem",
            "Dài quá 4000 ký tự.",
            "Longer than 4000 characters.",
        ),
        (
            {"options": ["Tôi"]},
            "options",
            "Cần từ 2 đến 10 phương án.",
            "Give 2 to 10 options.",
        ),
        (
            {"source": {"effective_from": "2026-02-01", "effective_to": "2026-01-01"}},
            "source",
            "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
            "The last day in force is before the first one.",
        ),
    ],
)
def test_errors_are_in_the_readers_language(
    change: dict[str, Any], field: str, vietnamese: str, english: str
) -> None:
    for language, words in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            content, [note] = read_content(WHOLE | change)
        assert content is None
        assert (note.field, note.text) == (field, words)
