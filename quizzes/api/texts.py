"""Texts that people write about decisions."""

from typing import Any

from rest_framework import serializers

from backend.common.text import nfc


class WrittenField(serializers.CharField):
    """A text of some lines, composed, of 5 to 2,000 signs."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_length": 5, "max_length": 2000, **options})

    def to_internal_value(self, data: Any) -> str:
        return nfc(super().to_internal_value(data))
