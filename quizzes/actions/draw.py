"""Draw lots among those who share a rank: entries first, then the seed, then the order."""

import secrets
from collections import defaultdict
from datetime import datetime

from django.db import transaction

from backend.accounts.models import User
from backend.common.copying import copy_rows
from quizzes.actions.ranking import locked_ranking, record_step
from quizzes.enums import DecisionState
from quizzes.errors import StepRefused
from quizzes.models import Draw, DrawEntry, RankingRow
from quizzes.queries.decision import tied_ranks
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.draw import entries_digest, entry_line, lots


@transaction.atomic
def commit_to_draw(pk: int, *, source: str, actor: User, now: datetime) -> Draw:
    """Give every tied place a name that says nothing, and fix the digest of all of them.

    `source` says where the seed will come from. Once there is a commitment it stays: a second
    call gives the first.
    """
    ranking = locked_ranking(pk)
    known = Draw.objects.filter(ranking=ranking).first()
    if known is not None:
        return known
    tied = RankingRow.objects.filter(ranking=ranking, rank__in=tied_ranks(ranking))
    rows = list(tied.order_by("pk").values_list("pk", "rank"))
    if ranking.state != DecisionState.RANKED or rulebook_of(ranking).ties != "draw" or not rows:
        raise StepRefused
    named = [(row, tied_rank, secrets.token_hex(8)) for row, tied_rank in rows]
    digest = entries_digest(entry_line(tied_rank, entry) for _, tied_rank, entry in named)
    draw = Draw.objects.create(
        ranking=ranking, digest=digest, source=source, committed_by=actor, committed_at=now
    )
    copy_rows(
        DrawEntry,
        ("draw", "row", "tied_rank", "entry"),
        ((draw.pk, row, tied_rank, entry) for row, tied_rank, entry in named),
    )
    record_step(
        ranking, "draw_committed", actor, now, digest=digest, entries=len(named), source=source
    )
    return draw


@transaction.atomic
def hold_draw(pk: int, *, seed: str, witnesses: str, actor: User, now: datetime) -> Draw:
    """Order every tie by the seed, once. The same seed a second time changes nothing."""
    ranking = locked_ranking(pk)
    draw = Draw.objects.filter(ranking=ranking).first()
    if draw is not None and draw.seed == seed:
        return draw
    if draw is None or draw.seed or ranking.state != DecisionState.RANKED:
        raise StepRefused
    _place_entries(draw, seed)
    draw.seed, draw.witnesses, draw.drawn_by, draw.drawn_at = seed, witnesses, actor, now
    draw.save(update_fields=["seed", "witnesses", "drawn_by", "drawn_at"])
    record_step(ranking, "draw_held", actor, now, seed=seed, digest=draw.digest)
    return draw


def _place_entries(draw: Draw, seed: str) -> None:
    """Among those who shared a rank the first lot keeps it, the others follow one by one."""
    entries = list(draw.entries.select_related("row").order_by("pk"))
    ties: dict[int, list[str]] = defaultdict(list)
    for entry in entries:
        ties[entry.tied_rank].append(entry.entry)
    drawn = lots(seed, ties)
    for entry in entries:
        entry.lot = drawn[entry.entry]
        entry.row.rank = entry.tied_rank + entry.lot - 1
    DrawEntry.objects.bulk_update(entries, ["lot"], batch_size=2000)
    RankingRow.objects.bulk_update([one.row for one in entries], ["rank"], batch_size=2000)
