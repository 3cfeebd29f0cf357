"""The provinces and communes of Vietnam as they are since 1 July 2025."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

from backend.organisations.actions.organisation import add_organisations
from backend.organisations.enums import Kind
from backend.organisations.models import Organisation

KINDS = {"xã": Kind.COMMUNE, "phường": Kind.WARD, "đặc khu": Kind.SPECIAL_ZONE}
RANKS = {"tỉnh": "Tỉnh", "thành phố trung ương": "Thành phố"}


@transaction.atomic
def load_provinces(codes: Iterable[str] | None = None) -> list[Organisation]:
    """Store provinces by code ("08"; all for None) with their communes; give the provinces.

    Provinces are roots, communes their children and contest units; codes have two and five
    digits. Safe to repeat: what is there keeps its place, and a new official name moves the old
    one to the aliases.
    """
    wanted = None if codes is None else set(codes)
    divisions = _divisions()
    unknown = (wanted or set()) - divisions.keys()
    if unknown:
        raise ValueError(f"unknown province codes: {', '.join(sorted(unknown))}")
    return [
        _load_province(code, division)
        for code, division in sorted(divisions.items())
        if wanted is None or code in wanted
    ]


def _divisions() -> dict[str, Mapping[str, Any]]:
    provinces = json.loads(NESTED_DIVISIONS_JSON_PATH.read_text(encoding="utf-8"))
    return {f"{province['code']:02}": province for province in provinces}


def _load_province(code: str, division: Mapping[str, Any]) -> Organisation:
    name = _with_rank(division["name"], RANKS[division["division_type"]])
    province = Organisation.objects.filter(code=code).first()
    if province is None:
        [province] = add_organisations(
            None, [Organisation(code=code, name=name, kind=Kind.PROVINCE)]
        )
    else:
        _rename(province, name)
    _load_communes(province, division["wards"])
    return province


def _load_communes(province: Organisation, wards: Iterable[Mapping[str, Any]]) -> None:
    official = {f"{ward['code']:05}": ward for ward in wards}
    known = {each.code: each for each in Organisation.objects.filter(code__in=official)}
    for code, commune in known.items():
        if code is not None:
            _rename(commune, official[code]["name"])
    new = [
        Organisation(
            code=code,
            name=ward["name"],
            kind=KINDS[ward["division_type"]],
            is_contest_unit=True,
        )
        for code, ward in sorted(official.items())
        if code not in known
    ]
    add_organisations(province, new)


def _rename(organisation: Organisation, name: str) -> None:
    if organisation.name == name:
        return
    organisation.aliases = [*organisation.aliases, organisation.name]
    organisation.name = name
    organisation.save(update_fields=["name", "aliases", "search_key"])


def _with_rank(name: str, rank: str) -> str:
    return name if name.startswith(rank) else f"{rank} {name}"
