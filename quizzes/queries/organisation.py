"""Names of organisations as results tell them."""

from collections.abc import Iterable

from backend.organisations.models import Organisation


def unit_names(pks: Iterable[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=set(pks)).values_list("pk", "name"))
