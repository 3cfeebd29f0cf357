"""Rank anew what a bundle holds, and find the first place where the published ranking differs.

Pure and on the standard library alone: a recount outside the product uses this very file.
A bundle is a manifest (rulebook, keys, totals), one line a person with what counts of them, and
the published ranking; its README tells the fields. People are told apart by the random name of
their row, moments by their order alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quizzes.rules.counting import Counted, Counting, Run, combine, count
from quizzes.rules.draw import entries_digest, entry_line, lots
from quizzes.rules.prediction import RoundTotals, distance, is_above, target
from quizzes.rules.ranking import Place, Result, rank, tied
from quizzes.rules.scoring import ScoredItem, ScoringPolicy, score_paper, weights

Line = Mapping[str, Any]
# What a line of the ranking says that must come out of the recount.
COMPARED = (
    "rank",
    "row",
    "points",
    "correct_items",
    "prediction",
    "distance",
    "time_used_ms",
    "order",
    "attempts",
    "unit",
)
TOTALS = ("people", "attempts", "all_correct_people")


class Differs(ValueError):
    """What was published is not what the rules give; the text says where."""

    def __init__(self, where: str, published: object, recounted: object) -> None:
        super().__init__(f"{where}: {published!r} ≠ {recounted!r}")
        self.where, self.published, self.recounted = where, published, recounted


def scoring_policy(rulebook: Line) -> ScoringPolicy:
    paper, scoring = rulebook["paper"], rulebook["scoring"]
    return ScoringPolicy(
        points_per_item=paper["points_per_item"],
        weights=weights(paper),
        partial=scoring["items"] == "partial",
        wrong_points=scoring["wrong_points"],
        speed_bonus_points=scoring["speed_bonus_points"],
        time_limit_ms=paper["minutes"] * 60_000,
    )


def counting_rules(rulebook: Line) -> Counting:
    return Counting(
        policy=tuple(rulebook["ranking"]),
        which=rulebook["attempts"]["counted"],
        requires_every_answer=rulebook["scoring"]["requires_every_answer"],
        prediction_per=rulebook["prediction"]["per"],
    )


def recount(manifest: Line, people: Iterable[Line], published: Sequence[Line]) -> list[dict]:
    """The ranking as the rules give it, line by line; raises Differs at the first difference.

    `published` is needed for the entries of a draw, and to be compared with.
    """
    is_overall = manifest["round"] is None
    lines = list(people)
    ranked = _overall(manifest, lines) if is_overall else _round(manifest, lines)
    totals, true_number, results, predictions = ranked
    _same("target", manifest["target"], true_number)
    for name in TOTALS:
        _same(f"totals.{name}", manifest["totals"][name], getattr(totals, name))
    places = _places(manifest, results, published, [line["row"] for line in lines])
    rows = [_row(place, lines, predictions) for place in places]
    rows.sort(key=lambda row: (row["rank"], row["row"]))
    _compare(rows, published)
    _compare_units(manifest, rows)
    return rows


Ranked = tuple[RoundTotals, int | None, list[Result], Mapping[int, int | None]]


def _round(manifest: Line, people: Sequence[Line]) -> Ranked:
    """Score every attempt, count one for each person, and measure the predictions."""
    rulebooks = manifest["rulebooks"]
    rulebook = rulebooks[str(manifest["rulebook"])]
    rules, items = counting_rules(rulebook), _items(manifest)
    voided = {item["item"]: item["voided"] for item in manifest["items"] if item["voided"]}
    policies = {number: scoring_policy(document) for number, document in rulebooks.items()}
    counted: list[Counted] = []
    for line in people:
        found = count(_runs(line, items, policies, voided, manifest["rulebook"]), rules)
        if found is None:
            raise Differs(f"row {line['row']}", "ranked", "no counted attempt")
        counted.append(found)
    full = sum(cell["items"] for cell in rulebook["paper"]["blueprint"])
    totals = RoundTotals(
        people=len(counted),
        attempts=sum(one.attempts for one in counted),
        all_correct_people=sum(1 for one in counted if one.correct_items == full),
    )
    predictions = {
        place: line.get("prediction", one.prediction)
        for place, (line, one) in enumerate(zip(people, counted, strict=True))
    }
    true_number = _target(manifest, rulebook, totals)
    results = [
        one.result(
            place,
            distance(predictions[place], true_number),
            is_above=is_above(predictions[place], true_number),
        )
        for place, one in enumerate(counted)
    ]
    return totals, true_number, results, predictions


def _target(manifest: Line, rulebook: Line, totals: RoundTotals) -> int | None:
    """The number that came true; one that was fixed before, or for a contest, is taken as it is."""
    if manifest["target_is_given"]:
        return None if manifest["target"] is None else int(manifest["target"])
    return target(rulebook["prediction"]["target"], totals)


def _items(manifest: Line) -> dict[int, ScoredItem]:
    return {
        item["item"]: ScoredItem(
            item["item"],
            item["kind"],
            item["key"],
            topic=item.get("topic", ""),
            difficulty=item.get("difficulty", ""),
        )
        for item in manifest["items"]
    }


def _runs(
    line: Line,
    items: Mapping[int, ScoredItem],
    policies: Mapping[str, ScoringPolicy],
    voided: Mapping[int, str],
    usual: int,
) -> Iterator[Run]:
    for number, attempt in enumerate(line["attempts"], start=1):
        if "points" in attempt:  # the rulebook never shows its keys: scored facts stand for them
            points, correct = attempt["points"], attempt["correct_items"]
            complete = attempt["complete"]
        else:
            score = score_paper(
                [items[item] for item in attempt["items"]],
                dict(enumerate(attempt["answers"], start=1)),
                policies[str(attempt.get("rulebook", usual))],
                voided=voided,
                marks={int(slot): points for slot, points in attempt.get("marks", {}).items()},
                time_used_ms=attempt["time_used_ms"],
            )
            points, correct, complete = score.points, score.correct_items, score.complete
        yield Run(
            attempt_id=number,
            number=number,
            points=points,
            correct_items=correct,
            time_used_ms=attempt["time_used_ms"],
            handed_in_ms=attempt["order"],
            is_complete=complete,
            prediction=attempt.get("prediction"),
        )


def _overall(manifest: Line, people: Sequence[Line]) -> Ranked:
    """Add up the published results of the rounds, as the rulebook says."""
    rulebook = manifest["rulebooks"][str(manifest["rulebook"])]
    by_round: dict[int, list[Result]] = {}
    for place, line in enumerate(people):
        for number, one in line["rounds"].items():
            by_round.setdefault(int(number), []).append(_round_result(place, one))
    rounds, predictions = rulebook["rounds"], dict(enumerate(map(_first_prediction, people)))
    results = combine(by_round, rulebook["ranking"], how=rounds["combine"], best=rounds["best"])
    totals = _overall_totals(manifest, people)
    if manifest["target_is_given"]:
        return totals, manifest["target"], results, predictions
    true_number = target(rulebook["prediction"]["target"], totals)
    against = [
        replace(
            one,
            distance=distance(predictions[one.participant_id], true_number),
            is_above=is_above(predictions[one.participant_id], true_number),
        )
        for one in results
    ]
    return totals, true_number, against, predictions


def _overall_totals(manifest: Line, people: Sequence[Line]) -> RoundTotals:
    """Over every round; all correct is whoever was so in one of them."""
    items = {number: one["items"] for number, one in manifest["rounds"].items()}
    return RoundTotals(
        people=len(people),
        attempts=sum(one["attempts"] for line in people for one in line["rounds"].values()),
        all_correct_people=sum(
            any(one["correct_items"] >= items[number] for number, one in line["rounds"].items())
            for line in people
        ),
    )


def _round_result(place: int, one: Line) -> Result:
    return Result(
        participant_id=place,
        points=one["points"],
        time_used_ms=one["time_used_ms"],
        handed_in_ms=one["order"],
        distance=one["distance"],
        is_above=one["is_above"],
        correct_items=one["correct_items"],
        attempts=one["attempts"],
    )


def _first_prediction(line: Line) -> int | None:
    """The prediction of the first round in which there was one."""
    given = (line["rounds"][number]["prediction"] for number in sorted(line["rounds"], key=int))
    return next((one for one in given if one is not None), None)


def _places(
    manifest: Line, results: Sequence[Result], published: Sequence[Line], names: Sequence[str]
) -> list[Place]:
    """Ranked by the rulebook's keys; ties in the order of the draw, where there was one."""
    policy = manifest["rulebooks"][str(manifest["rulebook"])]["ranking"]
    places, draw = rank(results, policy), manifest["draw"]
    if draw is None:
        return places
    drawn = {line["row"]: line for line in published if "entry" in line}
    tickets = [entry_line(line["tied_rank"], line["entry"]) for line in drawn.values()]
    _same("draw.digest", draw["digest"], entries_digest(tickets))
    ties: dict[int, list[str]] = {}
    entries: dict[str, int] = {}
    for place in (one for group in tied(places) for one in group):
        line = drawn.get(names[place.result.participant_id])
        if line is not None:
            _same(f"row {line['row']} tied_rank", line["tied_rank"], place.rank)
            ties.setdefault(place.rank, []).append(line["entry"])
            entries[line["entry"]] = place.result.participant_id
    numbers = lots(draw["seed"], ties)
    return rank(results, policy, {entries[entry]: lot for entry, lot in numbers.items()})


def _row(
    place: Place, people: Sequence[Line], predictions: Mapping[int, int | None]
) -> dict[str, Any]:
    result, line = place.result, people[place.result.participant_id]
    return {
        "rank": place.rank,
        "row": line["row"],
        "points": result.points,
        "correct_items": result.correct_items,
        "prediction": predictions.get(result.participant_id),
        "distance": result.distance,
        "time_used_ms": result.time_used_ms,
        "order": result.handed_in_ms,
        "attempts": result.attempts,
        "unit": line["unit"],
    }


def _compare(rows: Sequence[Line], published: Sequence[Line]) -> None:
    for number, (ours, theirs) in enumerate(zip(rows, published, strict=False), start=1):
        for name in COMPARED:
            _same(f"ranking.jsonl:{number} {name}", theirs[name], ours[name])
    _same("rows", len(published), len(rows))


def _compare_units(manifest: Line, rows: Sequence[Line]) -> None:
    people = Counter(row["unit"] for row in rows)
    attempts: Counter[int] = Counter()
    for row in rows:
        attempts[row["unit"]] += row["attempts"]
    for unit in manifest["units"]:
        where = f"units {unit['unit']}"
        _same(f"{where} people", unit["people"], people[unit["unit"]])
        _same(f"{where} attempts", unit["attempts"], attempts[unit["unit"]])


def _same(where: str, published: object, recounted: object) -> None:
    if published != recounted or type(published) is not type(recounted):
        raise Differs(where, published, recounted)
