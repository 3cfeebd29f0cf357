"""What to look at before a contest is shown to everyone: done, better looked at, or missing."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from quizzes.enums import ItemStatus
from quizzes.formats.rulebook import read_rulebook
from quizzes.models import Contest, ItemKey, Round, RoundItem
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.schedule import Window, clashes
from quizzes.rules.selection import row_of

DONE, LOOK, MISSING = "done", "look", "missing"
FEWEST_ORGANISERS = 2


def checklist(contest: Contest, now: datetime) -> list[dict[str, Any]]:
    """[{code, state, facts}]: `missing` stands against publishing, `look` does not."""
    rounds = list(Round.objects.select_related("rulebook").filter(contest=contest))
    return [
        {"code": code, "state": state, "facts": facts}
        for code, state, facts in (
            *_plan(rounds, now),
            *_items(rounds),
            *_texts(contest),
            *_people(contest, rounds),
        )
    ]


Entry = tuple[str, str, dict[str, Any]]


def _plan(rounds: list[Round], now: datetime) -> Iterator[Entry]:
    yield "rounds", DONE if rounds else MISSING, {"rounds": len(rounds)}
    found = clashes(Window(one.number, one.opens_at, one.closes_at) for one in rounds)
    yield "windows", MISSING if found else DONE, {"rounds": list(found[0]) if found else []}
    over = [one.number for one in rounds if one.closes_at <= now]
    yield "ahead", LOOK if over else DONE, {"rounds": over}


def _items(rounds: list[Round]) -> Iterator[Entry]:
    short = [one for one in (_shortage(round_) for round_ in rounds) if one]
    yield "items", MISSING if short or not rounds else DONE, {"rounds": short}
    pools = RoundItem.objects.filter(round__in=rounds)
    unapproved = pools.exclude(version__item__status=ItemStatus.APPROVED)
    number = unapproved.values("version").distinct().count()
    yield "reviewed", MISSING if number else DONE, {"items": number}
    keyless = pools.exclude(Exists(ItemKey.objects.filter(version=OuterRef("version"))))
    number = keyless.values("version").distinct().count()
    yield "keys", MISSING if number else DONE, {"items": number}


def _shortage(round_: Round) -> dict[str, Any] | None:
    """The first cell of the round's blueprint that its pool cannot fill."""
    blueprint = rulebook_of(round_).blueprint
    rows = round_.round_items.values_list(
        "version__item__topic__code", "version__item__difficulty", "version__kind"
    )
    pool = Counter(row_of(*row, blueprint) for row in rows)
    for cell, wanted in blueprint.items():
        if pool[cell] < wanted:
            return {"round": round_.number, "wanted": wanted, "available": pool[cell]}
    return None


def _texts(contest: Contest) -> Iterator[Entry]:
    yield "summary", DONE if contest.summary else LOOK, {}
    yield "rules", DONE if contest.rules_html else MISSING, {}
    yield "contact", DONE if contest.contact else MISSING, {}
    is_silent = bool(contest.banner) and not contest.banner_alt
    yield "banner", MISSING if is_silent else DONE, {}
    rulebook = read_rulebook(contest.rulebooks.latest("number").document)
    if rulebook.certificate:
        facts = contest.certificate
        complete = all(facts.get(name) for name in ("issuer", "signatory", "signatory_title"))
        yield "certificate", DONE if complete else LOOK, {}


def _people(contest: Contest, rounds: list[Round]) -> Iterator[Entry]:
    number = contest.committee.count()
    needs_two = any(rulebook_of(one).results.approval == "second_person" for one in rounds)
    too_few = needs_two and number < FEWEST_ORGANISERS
    yield "committee", DONE if number and not too_few else LOOK, {"people": number}
