"""What a bundle tells: the facts that decided, and nothing that leads to a person."""

import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from backend.common.audit import GENESIS
from backend.common.models import AuditEntry
from quizzes.enums import AttemptState, ItemKind
from quizzes.formats.rulebook import read_rulebook
from quizzes.models import (
    Attempt,
    Draw,
    ItemVersion,
    Ranking,
    RankingRow,
    Response,
    RulebookVersion,
    Score,
)
from quizzes.queries.attempt import PREDICTION_SLOT
from quizzes.queries.grading import answer_keys
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules.short_text import is_accepted

NAME_BYTES = 10
OTHER_WORDS = "…"
"""Stands for a short text that was not accepted: it may be anything, a name too."""
PEOPLE_AT_ONCE = 1000
ROW_FIELDS = (
    "participant_id",
    "rank",
    "points",
    "correct_items",
    "prediction",
    "distance",
    "time_used_ms",
    "handed_in_at",
    "attempts",
    "unit_id",
    "draw_entry__entry",
    "draw_entry__tied_rank",
)


def row_name(ranking: Ranking, participant_id: int) -> str:
    """The random name of a person's row: another one in every bundle, known to nobody else."""
    digest = hmac.digest(ranking.bundle_secret.encode(), f"row {participant_id}".encode(), "sha256")
    return digest[:NAME_BYTES].hex()


def instant(moment: datetime) -> int:
    """Epoch milliseconds, as the ranking compares them."""
    return round(moment.timestamp() * 1000)


def ranked(ranking: Ranking) -> list[tuple[Any, ...]]:
    """ROW_FIELDS of every row, in the order of the ranking."""
    rows = RankingRow.objects.filter(ranking=ranking).order_by("rank", "id")
    return list(rows.values_list(*ROW_FIELDS).iterator(chunk_size=5000))


def hand_in_order(ranking: Ranking) -> dict[int, int]:
    """Each moment of hand-in as its place in the order of all: a clock time would tell who."""
    people = RankingRow.objects.filter(ranking=ranking).values("participant_id")
    attempts = Attempt.objects.filter(participant_id__in=people, state=AttemptState.SCORED)
    if ranking.round_id:
        attempts = attempts.filter(round_id=ranking.round_id)
    moments = attempts.order_by().values_list("handed_in_at", flat=True)
    seen = sorted({instant(one) for one in moments.iterator(chunk_size=5000) if one})
    return {moment: place for place, moment in enumerate(seen, start=1)}


@dataclass(frozen=True, slots=True)
class Papers:
    """How papers are told: item versions by their number in the bundle, kinds, what is shown."""

    numbers: Mapping[int, int]
    kinds: Mapping[int, str]
    shows_keys: bool
    is_contest_prediction: bool
    short_keys: Mapping[int, Any] = field(default_factory=dict)

    @property
    def has_essays(self) -> bool:
        return ItemKind.ESSAY in self.kinds.values()


def papers_of(ranking: Ranking) -> Papers:
    round_ = ranking.round
    assert round_ is not None
    rulebook = rulebook_of(ranking)
    versions = ItemVersion.objects.filter(rounds=round_).order_by("stem", "pk")
    kinds = dict(versions.values_list("pk", "kind"))
    shorts = [version for version, kind in kinds.items() if kind == ItemKind.SHORT_TEXT]
    return Papers(
        numbers={version: number for number, version in enumerate(kinds, start=1)},
        kinds=kinds,
        shows_keys=rulebook.feedback.key != "never",
        is_contest_prediction=rulebook.prediction.scope == "contest"
        and rulebook.prediction.per == "person",
        short_keys=answer_keys(ranking, shorts) if shorts else {},
    )


def people_lines(
    ranking: Ranking,
    people: Sequence[int],
    papers: Papers,
    order: Mapping[int, int],
) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Each participant with their attempts as the bundle tells them, in the order given."""
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        some = people[start : start + PEOPLE_AT_ONCE]
        yield from _some_people(ranking, some, papers, order)


def _some_people(
    ranking: Ranking, people: Sequence[int], papers: Papers, order: Mapping[int, int]
) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    attempts = list(
        Attempt.objects.filter(
            round=ranking.round, participant_id__in=people, state=AttemptState.SCORED
        )
        .select_related("rulebook")
        .order_by("number")
    )
    answers = _answers(attempts)
    scores = {} if papers.shows_keys and not papers.has_essays else _scores(ranking, attempts)
    own: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for attempt in attempts:
        told = _told(attempt, answers[attempt.pk], papers, scores.get(attempt.pk))
        assert attempt.handed_in_at is not None
        told["order"] = order[instant(attempt.handed_in_at)]
        if attempt.rulebook_id != ranking.rulebook_id:
            told["rulebook"] = attempt.rulebook.number
        own[attempt.participant_id].append(told)
    for participant_id in people:
        yield participant_id, own[participant_id]


def _told(
    attempt: Attempt, answers: Mapping[int, Any], papers: Papers, score: Score | None
) -> dict[str, Any]:
    told: dict[str, Any] = {"time_used_ms": attempt.time_used // timedelta(milliseconds=1)}
    if answers.get(PREDICTION_SLOT) is not None and not papers.is_contest_prediction:
        told["prediction"] = answers[PREDICTION_SLOT]
    if not papers.shows_keys:
        assert score is not None
        told["points"], told["correct_items"] = score.points, score.correct_items
        told["complete"] = score.answered >= len(attempt.paper)
        return told
    told["items"] = [papers.numbers[version] for version, _ in attempt.paper]
    told["answers"] = [
        _answer(papers, version, answers.get(slot))
        for slot, (version, _) in enumerate(attempt.paper, start=1)
    ]
    marks = _marks(attempt, papers, score)
    if marks:
        told["marks"] = marks
    return told


def _answer(papers: Papers, version: int, value: Any) -> Any:
    """What people wrote is their own: of an essay it is told that there is one, of a short text
    the words where they are accepted, and else that there were some."""
    kind = papers.kinds[version]
    if kind == ItemKind.ESSAY:
        return bool(value)
    if kind == ItemKind.SHORT_TEXT and value:
        return value if is_accepted(value, papers.short_keys[version]) else OTHER_WORDS
    return value


def _marks(attempt: Attempt, papers: Papers, score: Score | None) -> dict[str, int]:
    if score is None:
        return {}
    return {
        str(slot): score.points_by_slot[slot - 1]
        for slot, (version, _) in enumerate(attempt.paper, start=1)
        if papers.kinds[version] == ItemKind.ESSAY
    }


def _answers(attempts: Iterable[Attempt]) -> dict[int, dict[int, Any]]:
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    rows = Response.objects.filter(attempt_id__in=[attempt.pk for attempt in attempts])
    for attempt_id, slot, value in rows.values_list("attempt_id", "slot", "value"):
        found[attempt_id][slot] = value
    return found


def _scores(ranking: Ranking, attempts: Iterable[Attempt]) -> dict[int, Score]:
    """The scores that the ranking went by: of its grading run, else the newest applied."""
    rows = Score.objects.filter(attempt_id__in=[attempt.pk for attempt in attempts])
    rows = (
        rows.filter(run_id=ranking.grading_run_id)
        if ranking.grading_run_id
        else rows.filter(run__state="applied")
    )
    return {score.attempt_id: score for score in rows.order_by("run__number")}


def rulebooks_of(ranking: Ranking) -> dict[str, Any]:
    """Every version that an attempt or the ranking pinned, as it stood for the round."""
    number = ranking.round.number if ranking.round else None
    pinned = {ranking.rulebook_id}
    if ranking.round_id:
        pinned |= set(
            Attempt.objects.filter(round_id=ranking.round_id)
            .order_by()
            .values_list("rulebook_id", flat=True)
            .distinct()
        )
    return {
        str(version.number): _resolved(version, number)
        for version in RulebookVersion.objects.filter(pk__in=pinned)
    }


def _resolved(version: RulebookVersion, number: int | None) -> Any:
    rulebook = read_rulebook(version.document)
    return (rulebook.for_round(number) if number else rulebook).model_dump(mode="json")


def exclusion_counts(ranking: Ranking) -> dict[str, int]:
    counts = ranking.exclusions.order_by().values_list("reason").annotate(people=Count("pk"))
    return dict(counts)


def units_by_people(rows: Iterable[Sequence[Any]]) -> Counter[int | None]:
    return Counter(row[ROW_FIELDS.index("unit_id")] for row in rows)


def audit_head(at: datetime | None) -> dict[str, Any]:
    """Where the audit log stood when the ranking was published: it may not be shortened below."""
    last = AuditEntry.objects.filter(at__lte=at).order_by("-number").first() if at else None
    return {"entries": last.number if last else 0, "hash": last.hash if last else GENESIS}


def told_draw(ranking: Ranking) -> dict[str, Any] | None:
    """The draw among ties: what was committed to, and the seed that decided."""
    draw = Draw.objects.filter(ranking=ranking, drawn_at__isnull=False).first()
    if draw is None:
        return None
    return {"digest": draw.digest, "source": draw.source, "seed": draw.seed}


def is_target_given(ranking: Ranking) -> bool:
    """Whether the number to be predicted was fixed elsewhere: for the contest, or before."""
    rule = rulebook_of(ranking).prediction
    if ranking.round is None:
        return rule.scope != "contest" or rule.target == "none"
    if rule.scope == "contest":
        return True
    earlier = Ranking.objects.filter(
        round=ranking.round_id, number__lt=ranking.number, published_at__isnull=False
    )
    before = earlier.order_by("-number").first()
    is_kept = before is not None and before.target == ranking.target
    return is_kept and not rule.recomputed_after_disqualification
