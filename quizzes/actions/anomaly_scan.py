"""Look through a round for what is odd. Finds evidence, keeps it once, decides nothing."""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.common.audit import record
from backend.common.jobs import Progress, start_job, work
from backend.common.models import Job
from quizzes.enums import AnomalyKind, AnomalyState
from quizzes.models import Anomaly, AnomalyPerson, Round
from quizzes.queries import anomaly_scan as facts
from quizzes.queries.rulebook import rulebook_of
from quizzes.rules import anomaly as rules
from quizzes.rules import similarity

SCAN = "anomalies.scan"
# More people than these are told as a number.
MOST_PEOPLE = 500
# A dismissed observation comes back when so many times as many people are in it.
GROWN = 2
WATCHED_AFTER_CLOSE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Person:
    participant_id: int
    attempt_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """One observation; `key` names it among those of its kind."""

    kind: AnomalyKind
    key: str
    weight: int
    evidence: dict[str, Any]
    people: Sequence[Person]


@work(SCAN)
def scan_job(job: Job, progress: Progress) -> dict[str, Any]:
    """Scan the round that the job names."""
    round_ = Round.objects.with_contest().get(uuid=job.subject.removeprefix("round:"))
    return scan_round(round_, progress, now=timezone.now())


def ask_for_scan(round_: Round, *, now: datetime, asked_by: Any = None) -> Job:
    """The job that scans the round; one that waits or runs is returned."""
    return start_job(SCAN, f"round:{round_.uuid}", now=now, asked_by=asked_by)


def scan_due_rounds(*, now: datetime) -> int:
    """Ask for a scan of each round in which something was handed in since its last one."""
    rounds = Round.objects.filter(opens_at__lte=now, closes_at__gt=now - WATCHED_AFTER_CLOSE)
    due = [round_ for round_ in rounds if facts.moved_since_scan(round_, SCAN)]
    for round_ in due:
        ask_for_scan(round_, now=now)
    return len(due)


def scan_round(round_: Round, progress: Progress, *, now: datetime) -> dict[str, Any]:
    """Run each detector; how many observations of each kind there are. Safe to repeat."""
    counts: dict[str, Any] = {}
    for step, (kind, detector) in enumerate(DETECTORS.items()):
        progress(step, len(DETECTORS), str(AnomalyKind(kind).label))
        counts[kind] = sum(_keep(round_, found, now) for found in detector(round_))
    progress(len(DETECTORS), len(DETECTORS))
    return counts


def fast_papers(round_: Round) -> Iterator[Found]:
    rulebook = rulebook_of(round_)
    times = facts.paper_times(round_)
    if not times.papers:
        return
    items = rulebook.paper.items
    absolute, relative = rules.fast_bound_ms(
        items, rulebook.fastest_item_seconds, times.median_ms, times.deviation
    )
    bound = max(absolute, relative)
    least = -(-items * int(rules.FAST_RIGHT_SHARE * 100) // 100)
    for participant, attempt, used_ms, correct in facts.papers_faster_than(round_, bound, least):
        yield Found(
            AnomalyKind.FAST_PAPER,
            str(attempt),
            rules.fast_weight(used_ms, bound),
            {
                "used_ms": used_ms,
                "bound_ms": bound,
                "median_ms": round(times.median_ms),
                "papers": times.papers,
                "items": items,
                "correct_items": correct,
                "by_rulebook": used_ms < absolute,
            },
            [Person(participant, attempt)],
        )


def shared_devices(round_: Round) -> Iterator[Found]:
    for device, starts in facts.shared_traces(round_, "device", rules.DEVICE_PEOPLE):
        people = _first_starts(starts)
        yield Found(
            AnomalyKind.SHARED_DEVICE,
            device,
            rules.crowd_weight(len(people), rules.DEVICE_PEOPLE),
            {"people": len(people), "attempts": len(starts), "ordinary": rules.DEVICE_PEOPLE - 1},
            people,
        )


def shared_networks(round_: Round) -> Iterator[Found]:
    for network, starts in facts.shared_traces(round_, "network", rules.NETWORK_PEOPLE):
        burst = rules.busiest_window([(at, person) for at, person, _ in starts])
        if burst is None or len(burst[1]) < rules.NETWORK_PEOPLE:
            continue
        people = [one for one in _first_starts(starts) if one.participant_id in burst[1]]
        yield Found(
            AnomalyKind.SHARED_NETWORK,
            network,
            rules.crowd_weight(len(people), rules.NETWORK_PEOPLE) - 25,
            {
                "people": len(people),
                "from": burst[0].isoformat(),
                "minutes": int(rules.NETWORK_WINDOW.total_seconds() // 60),
                "attempts": len(starts),
            },
            people,
        )


def prediction_sprays(round_: Round) -> Iterator[Found]:
    for trace in ("device", "network"):
        for key, told in facts.shared_predictions(round_, trace, rules.SPRAY_PEOPLE):
            spray = rules.find_spray([number for number, _, _ in told])
            if spray is None:
                continue
            yield Found(
                AnomalyKind.PREDICTION_SPRAY,
                key,
                rules.crowd_weight(len(told), rules.SPRAY_PEOPLE),
                {
                    "people": len(told),
                    "by": trace,
                    "lowest": spray.lowest,
                    "highest": spray.highest,
                    "gap": spray.gap,
                    "variation": spray.variation,
                },
                [
                    Person(person, attempt, {"prediction": number})
                    for number, person, attempt in told
                ],
            )


def similar_answers(round_: Round) -> Iterator[Found]:
    read = facts.wrong_answers(round_)
    if len(read.sheets) < similarity.LEAST_SHARED:
        return
    item_of = {code: version for code, (version, _) in enumerate(read.codes)}
    items = rulebook_of(round_).paper.items
    candidates = similarity.candidate_pairs(read.sheets, read.by_item, item_of, items)
    pairs = _beyond_chance(read, item_of, candidates)
    sheets = {sheet.participant_id: sheet for sheet in read.sheets}
    for group in rules.components(pairs):
        inside = {pair: proof for pair, proof in pairs.items() if set(pair) <= group}
        strongest = min(inside, key=lambda pair: (inside[pair]["chance"], pair))
        yield Found(
            AnomalyKind.SIMILAR_ANSWERS,
            str(min(group)),
            similarity.weight(inside[strongest]["chance"], inside[strongest]["pairs"]),
            {"people": len(group), "linked_pairs": len(inside), **inside[strongest]},
            [
                Person(
                    person,
                    sheets[person].attempt_id,
                    {"wrong": [list(read.codes[code]) for code in sorted(sheets[person].wrong)]},
                )
                for person in sorted(group)
            ],
        )


def _beyond_chance(
    read: facts.Errors, item_of: dict[int, int], candidates: set[tuple[int, int]]
) -> dict[tuple[int, int], dict[str, Any]]:
    """The pairs that chance does not explain, by participants, each with its numbers."""
    near, every = similarity.possible_pairs(read.sheets)
    papers = facts.items_of({read.sheets[one].attempt_id for pair in candidates for one in pair})
    proven = {}
    for low, high in candidates:
        left, right = read.sheets[low], read.sheets[high]
        common = papers[left.attempt_id] & papers[right.attempt_id]
        wrong_left = {item_of[code] for code in left.wrong} & common
        wrong_right = {item_of[code] for code in right.wrong} & common
        shared = sum(1 for code in left.wrong & right.wrong if item_of[code] in common)
        known = [read.by_item[item] for item in common if item in read.by_item]
        chance = similarity.chance_of_sharing(shared, known, len(wrong_left), len(wrong_right))
        pairs = near if left.unit_id == right.unit_id is not None else every
        if similarity.is_beyond_chance(chance, pairs):
            key = (
                min(left.participant_id, right.participant_id),
                max(left.participant_id, right.participant_id),
            )
            proven[key] = {
                "common_items": len(common),
                "both_wrong": len(wrong_left & wrong_right),
                "same_wrong": shared,
                "chance": chance,
                "pairs": pairs,
            }
    return proven


def winning_circles(round_: Round) -> Iterator[Found]:
    places = facts.top_places(round_.contest, rules.CIRCLE_TOP)
    links = facts.links_between(round_.contest, set(places))
    for group in rules.winning_circles(places, links):
        rounds = sorted({number for person in group for number in places[person]})
        by = sorted({link for pair, link in links.items() if set(pair) <= group})
        yield Found(
            AnomalyKind.WINNING_CIRCLE,
            str(min(group)),
            min(100, 40 + 15 * len(rounds)),
            {"people": len(group), "rounds": rounds, "by": by, "top": rules.CIRCLE_TOP},
            [
                Person(person, None, {"places": {str(n): at for n, at in places[person].items()}})
                for person in sorted(group)
            ],
        )


DETECTORS = {
    AnomalyKind.FAST_PAPER: fast_papers,
    AnomalyKind.SHARED_DEVICE: shared_devices,
    AnomalyKind.SHARED_NETWORK: shared_networks,
    AnomalyKind.PREDICTION_SPRAY: prediction_sprays,
    AnomalyKind.SIMILAR_ANSWERS: similar_answers,
    AnomalyKind.WINNING_CIRCLE: winning_circles,
}


def _first_starts(starts: Iterable[tuple[datetime, int, int]]) -> list[Person]:
    found: dict[int, Person] = {}
    for at, person, attempt in starts:
        if person not in found:
            found[person] = Person(person, attempt, {"started_at": at.isoformat()})
    return list(found.values())


@transaction.atomic
def _keep(round_: Round, found: Found, now: datetime) -> int:
    name = f"{found.kind}|{found.key}".encode()
    anomaly, is_new = Anomaly.objects.select_for_update().get_or_create(
        round=round_,
        fingerprint=hmac.new(round_.secret.encode(), name, "sha256").hexdigest()[:32],
        defaults={
            "kind": found.kind,
            "weight": found.weight,
            "evidence": found.evidence,
            "found_at": now,
            "seen_at": now,
        },
    )
    if not is_new:
        _see_again(anomaly, found, now)
    AnomalyPerson.objects.bulk_create(
        [
            AnomalyPerson(
                anomaly=anomaly,
                participant_id=person.participant_id,
                attempt_id=person.attempt_id,
                facts=person.facts,
            )
            for person in found.people[:MOST_PEOPLE]
        ],
        ignore_conflicts=True,
    )
    return 1


def _see_again(anomaly: Anomaly, found: Found, now: datetime) -> None:
    """An open observation is brought up to date; a decided one comes back only if it has grown."""
    anomaly.seen_at = now
    if anomaly.state != AnomalyState.OPEN:
        if len(found.people) < GROWN * max(1, anomaly.people_when_decided):
            return anomaly.save(update_fields=["seen_at"])
        anomaly.state = AnomalyState.OPEN
        record("anomaly.reopened", f"anomaly:{anomaly.uuid}", actor=None, now=now)
    anomaly.weight, anomaly.evidence = found.weight, found.evidence
    return anomaly.save(update_fields=["seen_at", "state", "weight", "evidence"])
