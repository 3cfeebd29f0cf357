"""Wake-ups: each finds rows that are due and hands them to an action."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from backend.common.jobs import Progress, work
from backend.common.models import Job
from quizzes.actions.anomaly_scan import scan_due_rounds
from quizzes.actions.board import freeze_due_boards, refresh_boards
from quizzes.actions.bundle import forget_row_names
from quizzes.actions.certificate_bundle import forget_bundles, write_bundle
from quizzes.actions.certificate_list import issue_list
from quizzes.actions.claim import erase_old_claims
from quizzes.actions.decision import go_on, rank_as_asked
from quizzes.actions.form import PRINT, form_of
from quizzes.actions.form_print import print_form
from quizzes.actions.grading import run_of
from quizzes.actions.item_export import forget_exports, write_export
from quizzes.actions.item_import import APPLY as APPLY_ITEMS
from quizzes.actions.item_import import READ as READ_ITEMS
from quizzes.actions.item_import import read_file
from quizzes.actions.item_import_apply import apply_import
from quizzes.actions.marking import settle_due_essays
from quizzes.actions.overall import contest_of, make_overall_ranking
from quizzes.actions.practice import forget_practice_answers
from quizzes.actions.publication import ask_for_missing_files, publish_as_asked
from quizzes.actions.regrade import carry_out_regrade, try_regrade
from quizzes.actions.retally import retally_uncounted_rounds
from quizzes.actions.round import close_due_rounds
from quizzes.actions.rulebook import adopt_due_rulebooks
from quizzes.actions.scoring import score_pending_attempts
from quizzes.actions.sealing import seal_due_attempts
from quizzes.actions.simulation import SIMULATION, simulate
from quizzes.actions.statistic import JOB as STATISTICS
from quizzes.actions.statistic import compute_as_asked
from quizzes.actions.traces import forget_traces
from quizzes.queries.certificate_bundle import BUNDLE
from quizzes.queries.certificate_list import ISSUE_LIST
from quizzes.queries.item_export import EXPORT

BATCHES_PER_TICK = 10


@shared_task(ignore_result=True)
def tend_rounds() -> None:
    """Every second: adopt rulebooks, stop boards, seal, score, close rounds, move boards.

    Boards stop first, so that nothing scored after their moment is on them.
    """
    adopt_due_rulebooks(now=timezone.now())
    retally_uncounted_rounds()
    freeze_due_boards(now=timezone.now())
    seal_due_attempts(now=timezone.now())
    for _ in range(BATCHES_PER_TICK):
        if not score_pending_attempts(now=timezone.now()):
            break
    settle_due_essays(now=timezone.now())
    close_due_rounds(now=timezone.now())
    refresh_boards(now=timezone.now())


@shared_task(ignore_result=True)
def write_ranking_files() -> None:
    """Ask for the files of rankings published since the last time."""
    ask_for_missing_files(now=timezone.now())


@work("ranking")
def rank_round(job: Job, progress: Progress) -> dict[str, Any]:
    """Rank a closed round."""
    return {"ranking": str(rank_as_asked(job, progress, now=timezone.now()).uuid)}


@shared_task(ignore_result=True)
def scan_rounds() -> None:
    """Ask for a look at rounds that moved since the last one."""
    scan_due_rounds(now=timezone.now())


@shared_task(ignore_result=True)
def forget_what_is_old() -> None:
    """Every day: empty what may not be kept any longer."""
    forget_traces(now=timezone.now())
    erase_old_claims(now=timezone.now())
    forget_practice_answers(now=timezone.now())
    forget_row_names(now=timezone.now())
    forget_exports(now=timezone.now())
    forget_bundles(now=timezone.now())


@work("regrade_trial")
def try_a_regrade(job: Job, progress: Progress) -> dict[str, Any]:
    """Tell what a proposed regrade would change."""
    return try_regrade(run_of(job), progress)


@work("regrade")
def regrade(job: Job, progress: Progress) -> dict[str, Any]:
    """Put an approved regrade into force."""
    return {"scores": carry_out_regrade(run_of(job), progress, now=timezone.now())}


@work("publication")
def publish_files(job: Job, progress: Progress) -> dict[str, Any]:
    """Write the files of a published ranking."""
    return publish_as_asked(job, progress, now=timezone.now())


@work(SIMULATION)
def play_rulebooks_out(job: Job, progress: Progress) -> dict[str, Any]:
    """Say who would win under two rulebooks."""
    return simulate(job, progress)


@work(STATISTICS)
def compute_statistics(job: Job, progress: Progress) -> dict[str, Any]:
    """Compute what a round tells about its items."""
    return compute_as_asked(job, progress, now=timezone.now())


@work(PRINT)
def print_a_form(job: Job, progress: Progress) -> dict[str, Any]:
    """Print a paper that was put together beforehand."""
    return print_form(form_of(job), progress, now=timezone.now())


@work("overall_ranking")
def rank_contest(job: Job, progress: Progress) -> dict[str, Any]:
    """Add up the rounds of a contest."""
    now, reason = timezone.now(), job.parameters["reason"]
    ranking = make_overall_ranking(
        contest_of(job), job.uuid, actor=job.asked_by, reason=reason, now=now
    )
    return {"ranking": str(go_on(ranking, now=now).uuid)}


@work(READ_ITEMS)
def read_item_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Read a file of items that somebody brought."""
    return read_file(job, progress, now=timezone.now())


@work(APPLY_ITEMS)
def apply_item_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Store the wanted items of a file."""
    return apply_import(job, progress, now=timezone.now())


@work(EXPORT)
def write_item_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Write the items that somebody asked for."""
    return write_export(job, progress, now=timezone.now())


@work(ISSUE_LIST)
def issue_certificates_of_a_list(job: Job, progress: Progress) -> dict[str, Any]:
    """Issue certificates of one kind to everybody of a published result."""
    return issue_list(job, progress, clock=timezone.now)


@work(BUNDLE, is_slow=True)
def bundle_certificates(job: Job, progress: Progress) -> dict[str, Any]:
    """Put the certificates of an organisation into one file."""
    return write_bundle(job, progress, clock=timezone.now)
