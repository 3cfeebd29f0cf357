"""Papers that were put together beforehand, and what the bank offers for new ones."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from quizzes.enums import Difficulty, ItemKind
from quizzes.models import (
    Contest,
    Form,
    FormItem,
    FormSet,
    ItemStatistic,
    ItemVersion,
    Round,
    RoundItem,
    Topic,
)
from quizzes.queries.bank import newest_keys
from quizzes.queries.pool import usable_items
from quizzes.rules.forms import Balance, Cell, Offered, Placed, balance_of

VERSION_FIELDS = ("pk", "kind", "options", "targets", "stimulus_id", "item_id")


def availability() -> list[dict[str, Any]]:
    """Each topic with how many items it offers by difficulty, and how many never were used."""
    used = _uses()
    found: dict[str, dict[str, dict[str, int]]] = {}
    for pk, topic, difficulty in usable_items().values_list("pk", "topic__code", "difficulty"):
        cell = found.setdefault(topic, {}).setdefault(difficulty, {"items": 0, "unused": 0})
        cell["items"] += 1
        cell["unused"] += pk not in used
    nothing = {"items": 0, "unused": 0}
    return [
        {
            "code": topic.code,
            "name": topic.name,
            "cells": {level: found[topic.code].get(level, nothing) for level in Difficulty.values},
        }
        for topic in Topic.objects.filter(code__in=found)
    ]


def offered_items(topics: Iterable[str]) -> list[Offered]:
    """The items that forms may take, in their current versions."""
    items = usable_items().filter(topic__code__in=set(topics))
    return list(
        offered_versions(ItemVersion.objects.filter(pk__in=items.values("current"))).values()
    )


def offered_versions(versions: QuerySet[ItemVersion]) -> dict[int, Offered]:
    """Versions as the rules of forms see them, by id."""
    rows = list(
        versions.values(
            *VERSION_FIELDS, topic=F("item__topic__code"), difficulty=F("item__difficulty")
        )
    )
    ids = [row["pk"] for row in rows]
    keys, facilities = newest_keys(ids), _facilities(ids)
    items = {row["item_id"] for row in rows}
    uses, attempts = _uses(items), _attempts(items)
    return {
        row["pk"]: Offered(
            version_id=row["pk"],
            topic=row["topic"],
            difficulty=row["difficulty"],
            options=len(row["targets"] if row["kind"] == ItemKind.MATCHING else row["options"]),
            stays=row["kind"] == ItemKind.TRUE_FALSE,
            uses=uses.get(row["item_id"], 0),
            attempts=attempts.get(row["item_id"], 0),
            facility=facilities.get(row["pk"]),
            right=keys[row["pk"]][0] if row["kind"] == ItemKind.SINGLE else None,
            group=row["stimulus_id"],
        )
        for row in rows
        if row["pk"] in keys
    }


def exposure_of(items: Iterable[int]) -> dict[int, dict[str, int]]:
    """By item: in how many rounds and forms it stood, and how many papers held it."""
    wanted = set(items)
    rounds, forms, attempts = _rounds(wanted), _forms(wanted), _attempts(wanted)
    return {
        item: {
            "rounds": rounds.get(item, 0),
            "forms": forms.get(item, 0),
            "attempts": attempts.get(item, 0),
        }
        for item in wanted
    }


def form_set_rows() -> list[dict[str, Any]]:
    """Every set, newest first."""
    sets = FormSet.objects.select_related("made_by").annotate(number=Count("forms"))
    return [
        {
            "uuid": one.uuid,
            "name": one.name,
            "organiser": one.organiser,
            "minutes": one.minutes,
            "items": sum(cell["count"] for cell in one.blueprint),
            "forms": one.number,
            "made_by": one.made_by.full_name,
            "made_at": one.made_at,
        }
        for one in sets
    ]


def form_set_detail(form_set: FormSet) -> dict[str, Any]:
    """A set with its forms and the report of how alike they are."""
    rows = list(
        FormItem.objects.filter(form__form_set=form_set).select_related("form", "version__item")
    )
    versions = ItemVersion.objects.filter(pk__in={row.version_id for row in rows})
    offered = offered_versions(versions)
    exposure = exposure_of(row.version.item_id for row in rows)
    rounds = rounds_of(form_set)
    [shown] = [one for one in form_set_rows() if one["uuid"] == form_set.uuid]
    forms = list(form_set.forms.all())
    return shown | {
        "blueprint": form_set.blueprint,
        "spares": form_set.spares,
        "balance": balance_shown(balance_of(_placed(rows, offered))),
        "forms": [
            {
                "number": form.number,
                "code": form.code,
                "printed_at": form.printed_at,
                "rounds": rounds.get(form.pk, []),
                "items": [_place(row, offered, exposure) for row in rows if row.form_id == form.pk],
            }
            for form in forms
        ],
    }


def balance_shown(balance: Balance) -> dict[str, Any]:
    return {
        "spread": balance.spread,
        "shared": balance.shared,
        "is_even": balance.is_even,
        "forms": [
            {
                "number": one.number,
                "items": one.items,
                "expected": one.expected,
                "known": one.known,
                "uses": one.uses,
                "keys": [
                    {"place": place, "items": count} for place, count in sorted(one.keys.items())
                ],
            }
            for one in balance.forms
        ],
    }


def rounds_of(form_set: FormSet) -> dict[int, list[dict[str, Any]]]:
    """By form, the rounds whose pool is exactly what the form holds."""
    rows = FormItem.objects.filter(form__form_set=form_set, is_spare=False)
    by_form: dict[int, set[int]] = {}
    for form, version in rows.values_list("form", "version"):
        by_form.setdefault(form, set()).add(version)
    versions = set().union(*by_form.values())
    touched = RoundItem.objects.filter(version__in=versions).values("round")
    pools: dict[tuple[str, int, str], set[int]] = {}
    fields = ("round__contest__slug", "round__number", "round__contest__title", "version")
    for slug, number, title, version in RoundItem.objects.filter(round__in=touched).values_list(
        *fields
    ):
        pools.setdefault((slug, number, title), set()).add(version)
    return {
        form: [
            {"contest": slug, "number": number, "title": title}
            for (slug, number, title), pool in sorted(pools.items())
            if pool == held
        ]
        for form, held in by_form.items()
    }


def rounds_to_come(contests: QuerySet[Contest], now: datetime) -> list[dict[str, Any]]:
    """Rounds that may still be given a form, next first."""
    rounds = Round.objects.filter(contest__in=contests, opens_at__gt=now).with_contest()
    return [
        {
            "contest": round_.contest.slug,
            "title": round_.contest.title,
            "number": round_.number,
            "round": round_.title,
            "opens_at": round_.opens_at,
        }
        for round_ in rounds.order_by("opens_at", "pk")
    ]


def cells_of(blueprint: Iterable[Mapping[str, Any]]) -> dict[Cell, int]:
    return {(row["topic"], row["difficulty"]): row["count"] for row in blueprint}


def _placed(rows: Iterable[FormItem], offered: Mapping[int, Offered]) -> dict[int, list[Placed]]:
    forms: dict[int, list[Placed]] = {}
    for row in rows:
        if not row.is_spare and row.version_id in offered:
            placed = Placed(offered[row.version_id], tuple(row.option_order))
            forms.setdefault(row.form.number, []).append(placed)
    return forms


def _place(
    row: FormItem, offered: Mapping[int, Offered], exposure: Mapping[int, Mapping[str, int]]
) -> dict[str, Any]:
    version, known = row.version, offered.get(row.version_id)
    return {
        "place": row.place,
        "is_spare": row.is_spare,
        "code": version.item.code,
        "number": version.number,
        "kind": version.kind,
        "stem": version.stem,
        "topic": known.topic if known else "",
        "difficulty": version.item.difficulty,
        "facility": known.facility if known else None,
        "exposure": exposure[version.item_id],
    }


def _facilities(versions: Iterable[int]) -> dict[int, float]:
    """What is known of how easy versions are, rounds weighed by their papers."""
    rows = ItemStatistic.objects.filter(version__in=list(versions), facility__isnull=False)
    sums = rows.values_list("version").annotate(
        points=Sum(F("facility") * F("attempts")), papers=Sum("attempts")
    )
    return {version: points / papers for version, points, papers in sums if papers}


def _uses(items: Iterable[int] | None = None) -> dict[int, int]:
    """In how many rounds and forms items were, by item; those never used are left out."""
    rounds, forms = _rounds(items), _forms(items)
    return {item: rounds.get(item, 0) + forms.get(item, 0) for item in {*rounds, *forms}}


def _rounds(items: Iterable[int] | None) -> dict[int, int]:
    rows = RoundItem.objects.filter(_within(items))
    return dict(rows.values_list("version__item").annotate(Count("round", distinct=True)))


def _forms(items: Iterable[int] | None) -> dict[int, int]:
    rows = FormItem.objects.filter(_within(items), is_spare=False)
    return dict(rows.values_list("version__item").annotate(Count("form", distinct=True)))


def _attempts(items: Iterable[int] | None) -> dict[int, int]:
    rows = ItemStatistic.objects.filter(_within(items))
    return dict(rows.values_list("version__item").annotate(Sum("attempts")))


def _within(items: Iterable[int] | None) -> Q:
    return Q() if items is None else Q(version__item__in=list(items))


def find_form(form_set: FormSet, number: int) -> Form | None:
    return form_set.forms.filter(number=number).select_related("form_set").first()
