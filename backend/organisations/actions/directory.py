"""Bring a province's organisations and headcounts in from readable files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from backend.common.text import collapsed
from backend.organisations.actions.organisation import add_organisations
from backend.organisations.enums import Kind
from backend.organisations.models import Organisation

CONTENT = Path(__file__).parents[1] / "content"


class Entry(BaseModel):
    """One organisation below the one whose code is `parent`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1, max_length=32)
    parent: str
    kind: Kind
    name: str = Field(min_length=1, max_length=200)
    aliases: tuple[str, ...] = ()
    headcount: int = Field(ge=0)
    is_contest_unit: bool = False


class Directory(BaseModel):
    """What one file says about a province."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    province: str
    organisations: tuple[Entry, ...] = ()
    headcounts: dict[str, int] = Field(default_factory=dict)


def read_directories(folder: Path = CONTENT) -> list[Directory]:
    """Every file of the folder; raises pydantic.ValidationError, naming each wrong field."""
    return [
        Directory.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for path in sorted(folder.glob("*.yaml"))
    ]


@transaction.atomic
def load_directories(directories: Sequence[Directory]) -> int:
    """Store the organisations below provinces that are there; how many are listed.

    Safe to repeat: what is there is brought up to date, and an old name stays as an alias.
    A parent stands before its children in the files.
    """
    entries = [entry for directory in directories for entry in directory.organisations]
    known = {
        each.code: each
        for each in Organisation.objects.filter(code__in=[entry.code for entry in entries])
    }
    for entry in entries:
        if entry.code in known:
            _update(known[entry.code], entry)
    _add([entry for entry in entries if entry.code not in known])
    for directory in directories:
        _count_heads(directory.headcounts)
    return len(entries)


def _add(entries: Iterable[Entry]) -> None:
    children: dict[str, list[Organisation]] = defaultdict(list)
    for entry in entries:
        fields = entry.model_dump(exclude={"parent", "name", "aliases"})
        children[entry.parent].append(
            Organisation(name=collapsed(entry.name), aliases=list(entry.aliases), **fields)
        )
    for parent_code, siblings in children.items():
        add_organisations(Organisation.objects.get(code=parent_code), siblings)


def _update(organisation: Organisation, entry: Entry) -> None:
    name = collapsed(entry.name)
    old_names = [*organisation.aliases, *([organisation.name] if organisation.name != name else [])]
    wanted = {
        "name": name,
        "aliases": list(dict.fromkeys([*entry.aliases, *old_names])),
        "kind": entry.kind,
        "headcount": entry.headcount,
        "is_contest_unit": entry.is_contest_unit,
    }
    if any(getattr(organisation, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(organisation, field, value)
        organisation.save(update_fields=[*wanted, "search_key"])


def _count_heads(headcounts: dict[str, int]) -> None:
    counted = []
    for organisation in Organisation.objects.filter(code__in=headcounts).only("code", "headcount"):
        wanted = headcounts[organisation.code or ""]
        if organisation.headcount != wanted:
            organisation.headcount = wanted
            counted.append(organisation)
    Organisation.objects.bulk_update(counted, ["headcount"], batch_size=500)
