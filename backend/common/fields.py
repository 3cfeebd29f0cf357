"""Pure rules inside serializers."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext
from rest_framework import serializers

from backend.common.errors import DomainError


@contextmanager
def refusals_as_field_errors() -> Iterator[None]:
    """Turn a rule's refusal into the error of the field that is being validated."""
    try:
        yield
    except DomainError as refusal:
        raise serializers.ValidationError(gettext(refusal.detail), refusal.code) from refusal
