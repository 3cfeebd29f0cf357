"""Write the bundle by which anyone recounts a published ranking: once, whole, never changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from backend.common.files import digest_of, forget_halves, written_whole
from backend.common.jobs import Progress, no_progress
from quizzes.formats.bundle import FORMAT, Archive, Receipts, document, line, readme
from quizzes.models import Ranking
from quizzes.queries import bundle as facts
from quizzes.queries.bundle_items import told_items
from quizzes.queries.organisation import unit_names
from quizzes.queries.overall import overall_lines, told_rounds
from quizzes.recount.script import recount_script
from quizzes.rules.disclosure import merged_units
from quizzes.rules.merkle import leaf_hash

COUNTING = _("Đọc bảng xếp hạng")
WRITING = _("Ghi các lượt thi")
SEALING = _("Tính mã băm")
SMALL_UNITS = "Đơn vị dưới 5 người dự thi"
NO_UNIT = "Không thuộc đơn vị nào"
TOLD = 5000
# As long as identity numbers of winners are kept.
NAMES_KEPT = timedelta(days=365)


def bundle_path(ranking: Ranking) -> Path:
    return Path(settings.MEDIA_ROOT) / "bundles" / f"{ranking.uuid}.zip"


def receipts_path(ranking: Ranking) -> Path:
    return bundle_path(ranking).with_suffix(".receipts")


def write_bundle(ranking: Ranking, *, progress: Progress = no_progress) -> None:
    """Safe to repeat: a bundle that stands is kept; the same ranking gives the same bytes."""
    if ranking.bundle:
        return
    progress(0, ranking.people, COUNTING)
    content = _content(ranking)
    place, receipts = bundle_path(ranking), receipts_path(ranking)
    forget_halves(place)
    forget_halves(receipts)
    with written_whole(receipts) as tree, written_whole(place) as aside:
        root = _write(aside, tree, ranking, content, progress)
        digest = digest_of(aside)
    ranking.bundle = str(place.relative_to(settings.MEDIA_ROOT))
    ranking.bundle_digest, ranking.bundle_root = digest, root.hex()
    ranking.save(update_fields=["bundle", "bundle_digest", "bundle_root"])


@dataclass(slots=True)
class Content:
    """The ranking's lines, and how units and moments are told."""

    rows: list[tuple[Any, ...]]
    names: dict[int, str]
    order: Mapping[int, int]
    units: Mapping[int | None, int]
    told_units: list[dict[str, Any]]
    ranking_lines: dict[int, bytes] = field(default_factory=dict)


def _content(ranking: Ranking) -> Content:
    rows = facts.ranked(ranking)
    units, told = _units(rows)
    content = Content(
        rows=rows,
        names={row[0]: facts.row_name(ranking, row[0]) for row in rows},
        order=facts.hand_in_order(ranking),
        units=units,
        told_units=told,
    )
    for row in rows:
        content.ranking_lines[row[0]] = line(_ranking_line(row, content))
    return content


def _units(
    rows: Sequence[tuple[Any, ...]],
) -> tuple[dict[int | None, int], list[dict[str, Any]]]:
    """Units by their number in the bundle; those of under five people are one."""
    people = facts.units_by_people(rows)
    merged = merged_units(people)
    names = unit_names(pk for pk in people if pk is not None and pk not in merged)
    kept = sorted((names[pk] if pk else NO_UNIT, pk or 0) for pk in people if pk not in merged)
    numbers: dict[int | None, int] = {
        pk or None: number for number, (_name, pk) in enumerate(kept, start=1)
    }
    numbers |= dict.fromkeys(merged, 0)
    attempts: Counter[int] = Counter()
    told: Counter[int] = Counter()
    for row in rows:
        own = dict(zip(facts.ROW_FIELDS, row, strict=True))
        number = numbers[own["unit_id"]]
        told[number] += 1
        attempts[number] += own["attempts"]
    titles = {number: name for number, (name, _pk) in enumerate(kept, start=1)} | {0: SMALL_UNITS}
    return numbers, [
        {
            "unit": number,
            "name": titles[number],
            "people": told[number],
            "attempts": attempts[number],
        }
        for number in sorted(told)
    ]


def _ranking_line(row: tuple[Any, ...], content: Content) -> dict[str, Any]:
    told = dict(zip(facts.ROW_FIELDS, row, strict=True))
    participant, unit = told.pop("participant_id"), told.pop("unit_id")
    entry, tied_rank = told.pop("draw_entry__entry"), told.pop("draw_entry__tied_rank")
    handed_in_at = told.pop("handed_in_at")
    told["row"] = content.names[participant]
    told["unit"] = content.units[unit]
    told["order"] = content.order[facts.instant(handed_in_at)]
    if entry is not None:
        told["entry"], told["tied_rank"] = entry, tied_rank
    return told


def _write(
    aside: Path, tree: Path, ranking: Ranking, content: Content, progress: Progress
) -> bytes:
    """Write both files under their temporary names; the root over the rows."""
    receipts, archive = Receipts(tree), Archive(aside)
    papers = facts.papers_of(ranking) if ranking.round_id else None
    rows = _Rows(content, receipts, progress)
    lines = (
        facts.people_lines(ranking, rows.people, papers, content.order)
        if papers
        else overall_lines(ranking, rows.people, content.order)
    )
    archive.add("README.md", [readme()])
    archive.add("attempts.jsonl", rows.written(lines, "attempts" if papers else "rounds", papers))
    progress(len(rows.people), len(rows.people), SEALING)
    root = receipts.close(rows.leaves)
    archive.add("manifest.json", [document(_manifest(ranking, content, papers, root))])
    by_rank = sorted(content.rows, key=lambda row: (row[1], content.names[row[0]]))
    archive.add("ranking.jsonl", (content.ranking_lines[row[0]] + b"\n" for row in by_rank))
    archive.add("recount.py", [recount_script().encode()])
    archive.close()
    return root


class _Rows:
    """The rows on their way into the archive, the receipts and the tree, by random name."""

    def __init__(self, content: Content, receipts: Receipts, progress: Progress) -> None:
        self._content, self._receipts, self._progress = content, receipts, progress
        self.people = sorted(content.names, key=lambda pk: content.names[pk])
        self.leaves: list[bytes] = []

    def written(
        self, lines: Iterator[tuple[int, Any]], field_name: str, papers: facts.Papers | None
    ) -> Iterator[bytes]:
        content, waiting = self._content, []
        units = {row[0]: row[facts.ROW_FIELDS.index("unit_id")] for row in content.rows}
        predictions = {row[0]: row[facts.ROW_FIELDS.index("prediction")] for row in content.rows}
        self._progress(0, len(self.people), WRITING)
        for place, (participant, told) in enumerate(lines):
            whole = {
                "row": content.names[participant],
                "unit": content.units[units[participant]],
                field_name: told,
            }
            if papers is not None and papers.is_contest_prediction:
                whole["prediction"] = predictions[participant]
            written, ranked = line(whole), content.ranking_lines[participant]
            self.leaves.append(leaf_hash(written + b"\n" + ranked))
            waiting.append((content.names[participant], place, written, ranked))
            if len(waiting) == TOLD:
                self._receipts.add(waiting)
                waiting = []
                self._progress(place + 1)
            yield written + b"\n"
        self._receipts.add(waiting)


def _manifest(
    ranking: Ranking, content: Content, papers: facts.Papers | None, root: bytes
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "contest": ranking.contest.title,
        "organiser": ranking.contest.organiser,
        "round": ranking.round.title if ranking.round else None,
        "number": ranking.number,
        "reason": ranking.reason,
        "rulebook": ranking.rulebook.number,
        "rulebooks": facts.rulebooks_of(ranking),
        "grading_run": ranking.grading_run.number if ranking.grading_run else None,
        "items": told_items(ranking, papers) if papers else [],
        "rounds": {} if papers else told_rounds(ranking),
        "excluded": facts.exclusion_counts(ranking),
        "totals": {
            "people": ranking.people,
            "attempts": ranking.attempts,
            "all_correct_people": ranking.all_correct_people,
        },
        "target": ranking.target,
        "target_is_given": facts.is_target_given(ranking),
        "draw": facts.told_draw(ranking),
        "units": content.told_units,
        "root": root.hex(),
        "audit": facts.audit_head(ranking.published_at),
    }


def forget_row_names(*, now: datetime) -> int:
    """A year after a publication nobody can tell any more whose a row is; how many rankings.

    Receipts that were fetched stay valid; no further one can be made. Safe to repeat.
    """
    old = Ranking.objects.filter(published_at__lt=now - NAMES_KEPT).exclude(bundle_secret="")
    due = [ranking.pk for ranking in old if ranking.bundle]
    return Ranking.objects.filter(pk__in=due).update(bundle_secret="")
