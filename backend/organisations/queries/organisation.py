"""Finding organisations and saying where they stand."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from backend.accounts.models import User
from backend.common.text import collapsed, search_key
from backend.organisations.enums import Role
from backend.organisations.models import Organisation
from backend.organisations.rules.naming import written_path

MAX_WORDS = 8


def valid_organisations(today: date) -> QuerySet[Organisation]:
    """Organisations that exist on that day."""
    return Organisation.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
    )


def find_organisations(
    typed: str, *, limit: int, today: date, among: QuerySet[Organisation] | None = None
) -> list[Organisation]:
    """Organisations with words beginning like each typed word, the likeliest first.

    A whole name comes before a beginning, contest units before what lies inside them, and
    whoever types diacritics sees names with just those first. When nothing has all the words,
    the last of them may name the province: "minh xuân tuyên quang". `among` bounds the choice.
    """
    words = search_key(typed).split()[:MAX_WORDS]
    if not words:
        return []
    signs = collapsed(typed) if collapsed(typed).lower() != search_key(typed) else ""
    valid = valid_organisations(today)
    if among is not None:
        valid = valid.filter(pk__in=among.order_by().values("pk"))
    found = list(_likeliest(valid, words, signs)[:limit])
    if found or len(words) == 1:
        return found
    for province, fewer_words in _provinces_named_last(words, valid):
        found += _likeliest(valid.filter(path__startswith=province.path), fewer_words)
    return found[:limit]


def _likeliest(
    among: QuerySet[Organisation], words: Sequence[str], signs: str = ""
) -> QuerySet[Organisation]:
    for word in words:
        among = among.filter(search_key__contains=f" {word}")
    phrase = " ".join(words)
    return among.annotate(
        is_whole_name=Q(search_key__contains=f"| {phrase} |"),
        begins_name=Q(search_key__contains=f"| {phrase}"),
        has_same_signs=Q(name__icontains=signs),
    ).order_by(
        "-is_whole_name",
        "-is_contest_unit",
        "-has_same_signs",
        "-begins_name",
        "depth",
        Length("name"),
        "path",
    )


def _provinces_named_last(
    words: Sequence[str], valid: QuerySet[Organisation]
) -> list[tuple[Organisation, Sequence[str]]]:
    found = []
    for province in valid.filter(depth=1):
        names = province.search_key.strip("| ").split(" | ")
        for name in sorted((each.split() for each in names), key=len, reverse=True):
            if name and len(name) < len(words) and list(words[-len(name) :]) == name:
                found.append((province, words[: -len(name)]))
                break
    return found


def written_paths(organisations: Iterable[Organisation]) -> dict[int, str]:
    """The address of each organisation by its id, in one query for all."""
    organisations = list(organisations)
    above = {path for each in organisations for path in each.paths_upwards[1:]}
    known = {
        path: (name, kind)
        for path, name, kind in Organisation.objects.filter(path__in=above)
        .order_by()
        .values_list("path", "name", "kind")
    }
    return {
        each.pk: written_path(
            [
                (each.name, each.kind),
                *(known[path] for path in each.paths_upwards[1:] if path in known),
            ]
        )
        for each in organisations
    }


def organisation_of(user: User) -> Organisation | None:
    """The person's own organisation, for which they take part."""
    return Organisation.objects.filter(
        memberships__user=user, memberships__role=Role.MEMBER
    ).first()


def administered_by(user: User) -> QuerySet[Organisation]:
    """Everything at or below the organisations whose admin the person is; all for staff."""
    if user.is_staff:
        return Organisation.objects.all()
    roots = Organisation.objects.filter(
        memberships__user=user, memberships__role=Role.ORGANISATION_ADMIN
    ).values_list("path", flat=True)
    below = Q(pk__in=[])
    for path in roots:
        below |= Q(path__startswith=path)
    return Organisation.objects.filter(below)


def administered_roots(user: User) -> QuerySet[Organisation]:
    """The organisations that the person was named admin of."""
    return Organisation.objects.filter(
        memberships__user=user, memberships__role=Role.ORGANISATION_ADMIN
    ).order_by("path")
