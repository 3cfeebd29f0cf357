"""Set up a contest: create or clone it, change its texts, publish it or take it back."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.markup import harmless
from backend.common.text import search_key
from backend.organisations.models import Organisation
from quizzes.errors import ContestBegan, NotReady
from quizzes.formats.rulebook import Rulebook
from quizzes.models import Attempt, Contest, Round, RoundItem, RulebookVersion, Topic
from quizzes.queries.checklist import checklist
from quizzes.queries.pool import available_items
from quizzes.rules.blueprint import spread

# What the desk's form may set as it is written.
TEXTS = (
    "title",
    "organiser",
    "summary",
    "contact",
    "rules",
    "rules_html",
    "prizes",
    "certificate",
    "banner_alt",
    "documents",
    "preset",
)
SLUG_LENGTH = 50
TAKEN = frozenset({"tao"})
FIRST_PAPER = {"easy": 10, "medium": 7, "hard": 3}


@dataclass(frozen=True, slots=True)
class NewContest:
    """What a contest begins with; everything else is set on its way to publication."""

    title: str
    organiser: str
    organisation: Organisation
    preset: str = ""


@transaction.atomic
def create_contest(new: NewContest, *, actor: User, now: datetime) -> Contest:
    """A draft with its first rulebook, seen by its organisers alone."""
    contest = Contest.objects.create(
        slug=_free_slug(new.title),
        title=new.title,
        organiser=new.organiser,
        organisation=new.organisation,
        preset=new.preset,
        certificate={"issuer": new.organiser},
    )
    RulebookVersion.objects.create(
        contest=contest, number=1, document=first_rulebook(), created_by=actor
    )
    record("contest.created", _subject(contest), actor=actor.uuid, now=now, preset=new.preset)
    return contest


@transaction.atomic
def clone_contest(
    source: Contest, *, title: str, first_opens_at: datetime, actor: User, now: datetime
) -> Contest:
    """A draft with the same texts, rulebook, committee, pools and spans between rounds.

    The first round opens at `first_opens_at`; nobody takes part in it yet.
    """
    rounds = list(Round.objects.filter(contest=source).order_by("number"))
    newest = source.rulebooks.latest("number")
    contest = Contest.objects.create(
        slug=_free_slug(title),
        organisation=source.organisation,
        **({name: getattr(source, name) for name in TEXTS} | {"title": title, "banner_alt": ""}),
    )
    contest.committee.set(source.committee.all())
    version = RulebookVersion.objects.create(
        contest=contest, number=1, document=newest.document, created_by=actor
    )
    shift = first_opens_at - rounds[0].opens_at if rounds else timedelta()
    for round_ in rounds:
        _clone_round(round_, contest, version, shift)
    record("contest.cloned", _subject(contest), actor=actor.uuid, now=now, source=str(source.uuid))
    return contest


def _clone_round(
    round_: Round, contest: Contest, version: RulebookVersion, shift: timedelta
) -> None:
    pool = list(round_.round_items.values_list("version_id", flat=True))
    made = Round.objects.create(
        contest=contest,
        rulebook=version,
        number=round_.number,
        title=round_.title,
        opens_at=round_.opens_at + shift,
        closes_at=round_.closes_at + shift,
    )
    RoundItem.objects.bulk_create([RoundItem(round=made, version_id=one) for one in pool])


@transaction.atomic
def change_contest(
    contest_id: int, changes: dict[str, Any], *, actor: User, now: datetime
) -> Contest:
    """Set texts, and the committee as people. What the public already sees is written down."""
    contest = Contest.objects.select_for_update().get(pk=contest_id)
    texts = {name: value for name, value in changes.items() if name in TEXTS}
    if "rules_html" in texts:
        texts["rules_html"] = harmless(texts["rules_html"])
    for name, value in texts.items():
        setattr(contest, name, value)
    if texts:
        contest.save(update_fields=list(texts))
    committee: list[User] | None = changes.get("committee")
    if committee is not None:
        contest.committee.set(committee)
    if changes and (contest.is_visible or committee is not None):
        record(
            "contest.changed",
            _subject(contest),
            actor=actor.uuid,
            now=now,
            parts=sorted(changes),
            **({} if committee is None else {"committee": sorted(str(m.uuid) for m in committee)}),
        )
    return contest


@transaction.atomic
def publish_contest(contest_id: int, *, actor: User, now: datetime) -> Contest:
    """Show the contest to everyone. Refused while the checklist names what must be mended."""
    contest = Contest.objects.select_for_update().get(pk=contest_id)
    if contest.is_visible:
        return contest
    missing = [one["code"] for one in checklist(contest, now) if one["state"] == "missing"]
    if missing:
        raise NotReady(missing=missing)
    contest.is_visible = True
    contest.save(update_fields=["is_visible"])
    record("contest.published", _subject(contest), actor=actor.uuid, now=now)
    return contest


@transaction.atomic
def unpublish_contest(contest_id: int, *, actor: User, now: datetime) -> Contest:
    """Take the contest back to a draft, as long as nobody has begun a paper."""
    contest = Contest.objects.select_for_update().get(pk=contest_id)
    if not contest.is_visible:
        return contest
    if Attempt.objects.filter(round__contest=contest).exists():
        raise ContestBegan
    contest.is_visible = False
    contest.save(update_fields=["is_visible"])
    record("contest.unpublished", _subject(contest), actor=actor.uuid, now=now)
    return contest


def first_rulebook() -> dict[str, Any]:
    """A plain paper over the whole bank, to be replaced by a preset or by hand."""
    topics = list(Topic.objects.values_list("code", flat=True))
    paper = spread(FIRST_PAPER, available_items(topics), topics)
    blueprint = [
        {"topic": topic, "difficulty": difficulty, "items": items}
        for (topic, difficulty), items in paper.items()
    ]
    empty = [{"topic": topics[0] if topics else "chung", "difficulty": "easy", "items": 20}]
    document = {
        "paper": {"minutes": 15, "blueprint": blueprint or empty},
        "attempts": {"per_day": 3, "counted": "best"},
        "results": {"approval": "second_person", "appeal_days": 3},
        "certificate": {"threshold_percent": 80},
    }
    Rulebook.model_validate(document)
    return document


def _subject(contest: Contest) -> str:
    return f"contest:{contest.uuid}"


def _free_slug(title: str) -> str:
    """An address made of the title, with a number when it is taken."""
    stem = re.sub(r"[^a-z0-9]+", "-", search_key(title)).strip("-")[: SLUG_LENGTH - 4].strip("-")
    stem = stem or "cuoc-thi"
    taken = set(Contest.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | set(
        TAKEN
    )
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
