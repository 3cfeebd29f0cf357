"""Pure rules inside serializers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.utils.translation import gettext
from rest_framework import serializers

from backend.common.errors import DomainError

PLANNED_YEARS = range(2020, 2101)


def planned(moment: date) -> None:
    """A validator for days and moments that somebody plans: no slip of a century."""
    if moment.year not in PLANNED_YEARS:
        raise serializers.ValidationError(gettext("Năm phải từ 2020 đến 2100."), "year")


@contextmanager
def refusals_as_field_errors() -> Iterator[None]:
    """Turn a rule's refusal into the error of the field that is being validated."""
    try:
        yield
    except DomainError as refusal:
        raise serializers.ValidationError(gettext(refusal.detail), refusal.code) from refusal
