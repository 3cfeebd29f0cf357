"""Put papers together beforehand, mend one, and let a round use one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.errors import NotVisible
from backend.common.jobs import start_job
from backend.common.models import Job
from quizzes.actions.rulebook import new_rulebook_version
from quizzes.actions.schedule import set_pools
from quizzes.errors import FormsShort, NoSpareLeft, RoundBegan
from quizzes.formats.rulebook import read_rulebook
from quizzes.models import Contest, Form, FormItem, FormSet, Round
from quizzes.queries.form import cells_of, offered_items
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.forms import (
    Balance,
    CellsTooSmall,
    Placed,
    PlannedForm,
    balance_of,
    plan_forms,
)

PRINT = "form_print"
SEED_BYTES = 16


@dataclass(frozen=True, slots=True)
class FormWish:
    """A set as somebody asks for it; `blueprint` is [{topic, difficulty, count}]."""

    name: str
    blueprint: Sequence[dict[str, Any]]
    forms: int
    spares: int = 0
    minutes: int = 45
    organiser: str = ""


def planned(wish: FormWish, seed: str) -> list[PlannedForm]:
    """The forms that a wish would give; FormsShort where the bank has too few items."""
    cells = cells_of(wish.blueprint)
    try:
        return plan_forms(
            offered_items(topic for topic, _ in cells),
            cells,
            forms=wish.forms,
            spares=wish.spares,
            seed=bytes.fromhex(seed),
        )
    except CellsTooSmall as error:
        raise FormsShort(
            cells=[
                {"topic": topic, "difficulty": level, "wanted": wanted, "available": available}
                for (topic, level), (wanted, available) in error.short.items()
            ]
        ) from error


def new_seed() -> str:
    return secrets.token_hex(SEED_BYTES)


def try_forms(wish: FormWish) -> Balance:
    """How alike the forms of a wish would be; stores nothing."""
    plans = planned(wish, new_seed())
    return balance_of({number: plan.items for number, plan in enumerate(plans, start=1)})


@transaction.atomic
def make_form_set(wish: FormWish, *, actor: User, now: datetime) -> FormSet:
    """Equivalent forms out of one blueprint, kept as they were drawn."""
    seed = new_seed()
    forms = planned(wish, seed)
    form_set = FormSet.objects.create(
        name=wish.name,
        organiser=wish.organiser,
        minutes=wish.minutes,
        blueprint=list(wish.blueprint),
        spares=wish.spares,
        seed=seed,
        made_by=actor,
        made_at=now,
    )
    for number, plan in enumerate(forms, start=1):
        form = Form.objects.create(form_set=form_set, number=number)
        FormItem.objects.bulk_create(
            [*_rows(form, plan.items, is_spare=False), *_rows(form, plan.spares, is_spare=True)]
        )
    items = sum(cell["count"] for cell in wish.blueprint)
    _record("forms.made", form_set, actor, now, forms=wish.forms, items=items, seed=seed)
    return form_set


@transaction.atomic
def replace_item(form: Form, place: int, *, reason: str, actor: User, now: datetime) -> Form:
    """Put the first spare of the same cell in the place of a faulty item.

    What was printed before is out of date and thrown away; a round that uses the form keeps what
    it has.
    """
    form = _locked(form)
    faulty = form.items.filter(is_spare=False, place=place).select_related("version__item").first()
    if faulty is None:
        raise NotVisible
    item = faulty.version.item
    cell = {"version__item__topic": item.topic_id, "version__item__difficulty": item.difficulty}
    spare = form.items.filter(is_spare=True, **cell).order_by("place").first()
    if spare is None:
        raise NoSpareLeft
    faulty.delete()
    spare.is_spare, spare.place = False, place
    spare.save(update_fields=["is_spare", "place"])
    form.file = form.key_file = ""
    form.printed_at = None
    form.save(update_fields=["file", "key_file", "printed_at"])
    _record(
        "forms.item_replaced",
        form.form_set,
        actor,
        now,
        form=form.number,
        place=place,
        out=item.code,
        put_in=spare.version.item.code,
        reason=reason,
    )
    return form


@transaction.atomic
def use_form(form: Form, round_: Round, *, reason: str, actor: User, now: datetime) -> Round:
    """Let everybody of a round sit this form: its pool becomes exactly the form's items.

    Where the rulebook asks for another paper, a new version says this one for this round alone.
    Raises RoundBegan once the round has opened.
    """
    Contest.objects.select_for_update().get(pk=round_.contest_id)
    round_ = Round.objects.select_for_update(of=("self",)).with_contest().get(pk=round_.pk)
    if round_.opens_at <= now or round_.attempts.exists():
        raise RoundBegan
    form = _locked(form)
    versions = list(form.items.filter(is_spare=False).values_list("version", flat=True))
    set_pools([round_], versions)
    cells = cells_of(form.form_set.blueprint)
    if rulebook_of(round_).blueprint != cells:
        document = _with_round_paper(round_, cells)
        new_rulebook_version(
            round_.contest, document, effective_at=None, reason=reason, actor=actor, now=now
        )
    _record("forms.used", form.form_set, actor, now, form=form.number, round=str(round_.uuid))
    return Round.objects.with_contest().get(pk=round_.pk)


@transaction.atomic
def ask_for_print(form: Form, *, actor: User, now: datetime) -> Job:
    """The job that prints a form, with its key and without."""
    subject = f"forms:{form.form_set.uuid}/{form.number}"
    _record("forms.printed", form.form_set, actor, now, form=form.number)
    return start_job(PRINT, subject, now=now, asked_by=actor)


def form_of(job: Job) -> Form:
    """The form that a job is about."""
    uuid, number = job.subject.removeprefix("forms:").split("/")
    return Form.objects.select_related("form_set").get(form_set__uuid=uuid, number=number)


def _with_round_paper(round_: Round, cells: dict[tuple[str, str], int]) -> dict[str, Any]:
    """The newest rulebook of the contest, with this paper for this round."""
    newest = read_rulebook(round_.contest.rulebooks.latest("number").document)
    document = newest.model_dump(mode="json")
    paper = newest.for_round(round_.number).paper.model_dump(mode="json")
    paper["blueprint"] = [
        {"topic": topic, "difficulty": level, "items": count}
        for (topic, level), count in cells.items()
    ]
    rules = {rule["number"]: rule for rule in document["rounds"]["rules"]}
    rules[round_.number] = {**rules.get(round_.number, {"number": round_.number}), "paper": paper}
    document["rounds"]["rules"] = list(rules.values())
    return document


def _rows(form: Form, placed: Sequence[Placed], *, is_spare: bool) -> list[FormItem]:
    return [
        FormItem(
            form=form,
            place=place,
            version_id=one.item.version_id,
            option_order=list(one.order),
            is_spare=is_spare,
        )
        for place, one in enumerate(placed, start=1)
    ]


def _locked(form: Form) -> Form:
    return Form.objects.select_for_update(of=("self",)).select_related("form_set").get(pk=form.pk)


def _record(what: str, form_set: FormSet, actor: User, now: datetime, **details: Any) -> None:
    record(what, f"forms:{form_set.uuid}", actor=actor.uuid, now=now, **details)
