"""How fast a workbook of 5,000 items comes into a bank that has many already."""

import os
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from backend.devstack.stack import Stack

ROWS = int(os.environ.get("IMPORT_ROWS", "5000"))
ITEMS = int(os.environ.get("IMPORT_BANK_ITEMS", "20000"))
KNOWN = 0.1
MOST_S = 600


def measure(stack: Stack) -> dict[str, float]:
    """`import_items_per_s` (goal: at least 500): reading, judging and storing, by the worker."""
    from django.utils import timezone

    from backend.common.models import Job
    from quizzes.actions.item_import import ask_to_apply, bring_file
    from quizzes.models import Item, Topic
    from tests.load.bank_search import fill_bank
    from tests.load.world import make_trainers

    if Item.objects.filter(code__startswith="LUAT-").count() < ITEMS:
        fill_bank(ITEMS)
    [trainer] = make_trainers(1)
    topic = Topic.objects.get(code="chu-de-1")
    file = bring_file("de.xlsx", workbook(), topic, actor=trainer.user, now=timezone.now())
    read_s = done(Job.objects.get(subject=f"item_import:{file.uuid}").pk)
    file.refresh_from_db()
    wanted = file.counts["wanted"]
    assert file.state == "checked", file.problem
    assert wanted > ROWS * (1 - 2 * KNOWN), file.counts
    job = ask_to_apply(file.uuid, submit=False, actor=trainer.user, now=timezone.now())
    apply_s = done(job.pk)
    return {
        "import_items_per_s": ROWS / (read_s + apply_s),
        "import_read_s": read_s,
        "import_apply_s": apply_s,
        "import_stored": wanted,
    }


def done(pk: int) -> float:
    """The seconds that a job takes, whoever does it: this process or the stack's worker."""
    from backend.common.jobs import run_job
    from backend.common.models import Job
    from quizzes import tasks  # noqa: F401 - names the work that jobs do

    run_job(pk)
    until = time.monotonic() + MOST_S
    while time.monotonic() < until:
        job = Job.objects.get(pk=pk)
        if job.state == "failed":
            raise LookupError(job.failure)
        if job.state == "done" and job.begun_at and job.ended_at:
            return (job.ended_at - job.begun_at).total_seconds()
        time.sleep(0.2)
    raise LookupError("the job did not end")


def workbook() -> bytes:
    """Rows of their own words; each tenth is an item that the bank has."""
    from quizzes.formats.item_content import ItemContent
    from quizzes.formats.item_reading import ExportItem
    from quizzes.formats.items.workbook import write_workbook
    from tests.load.bank_search import COPIES, documents

    own = documents(ROWS, seed=41)
    known = documents(ITEMS // COPIES, seed=57)
    every = round(1 / KNOWN)

    def items() -> Iterator[ExportItem]:
        for number, document in enumerate(islice(own, ROWS)):
            said: dict[str, Any] = next(known) if number % every == 0 else document
            options = list(dict.fromkeys(said["options"]))
            said = {**said, "kind": "single", "options": options, "source": {"document": "Luật"}}
            content = ItemContent.model_validate(said)
            yield ExportItem(code="", topic="", difficulty="easy", content=content)

    return write_workbook(items())[0]
