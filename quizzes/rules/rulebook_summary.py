"""A rulebook in plain words, Vietnamese and English. Pure: a document in, sentences out.

The document is the whole one, with every default written out (`Rulebook.model_dump`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from quizzes.rules.rulebook_phrases import COUNTED, KINDS, MEASURES, PHRASES, TIE_WORDS, TITLES
from quizzes.rules.wording import Language, clock, listed, number, several, weekdays

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary: `code` is stable, the rest is to be read."""

    code: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A part that reads differently in two rulebooks."""

    code: str
    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def summarise(document: Document, language: Language = "vi") -> list[Section]:
    """The rulebook part by part; parts that have nothing to say are left out."""
    said = _Speaker(language)
    sections = []
    for code, speak in _PARTS.items():
        lines = tuple(speak(document, said))
        if lines:
            sections.append(Section(code, TITLES[code][said.place], lines))
    return sections


def changes(before: Document, after: Document, language: Language = "vi") -> list[Change]:
    """What reads differently, by part; only the lines that changed."""
    old = {section.code: section for section in summarise(before, language)}
    new = {section.code: section for section in summarise(after, language)}
    found = []
    for code in _PARTS:
        was = old[code].lines if code in old else ()
        now = new[code].lines if code in new else ()
        if was != now:
            title = TITLES[code][_Speaker(language).place]
            gone = tuple(line for line in was if line not in now)
            come = tuple(line for line in now if line not in was)
            found.append(Change(code, title, gone, come))
    return found


@dataclass(frozen=True, slots=True)
class _Speaker:
    language: Language

    @property
    def place(self) -> int:
        return 0 if self.language == "vi" else 1

    def say(self, phrase: str, **facts: Any) -> str:
        return PHRASES[phrase][self.place].format(**facts)

    def word(self, words: Mapping[str, tuple[str, str]], code: str) -> str:
        return words[code][self.place]

    def count(self, amount: int, noun: str) -> str:
        """`noun` names a pair of PHRASES: the word in both languages."""
        return several(amount, PHRASES[noun][self.place], self.language)

    def points(self, amount: int) -> str:
        return self.count(amount, "point")

    def all_of(self, words: list[str]) -> str:
        return listed(words, self.language)


def _paper(document: Document, said: _Speaker) -> Iterator[str]:
    yield _paper_line(document["paper"], said)
    for rule in document["rounds"]["rules"]:
        if rule["paper"]:
            own = _paper_line(rule["paper"], said)
            yield said.say("own_round", number=rule["number"], text=own)


def _paper_line(paper: Document, said: _Speaker) -> str:
    items = sum(cell["items"] for cell in paper["blueprint"])
    worths: dict[int, int] = {}
    for cell in paper["blueprint"]:
        worth = cell.get("points") or paper["points_per_item"]
        worths[worth] = worths.get(worth, 0) + cell["items"]
    if len(worths) > 1:
        rows = [
            said.say("weight", items=said.count(number, "item"), points=said.points(worth))
            for worth, number in sorted(worths.items())
        ]
        return said.say(
            "weighted_paper",
            items=said.count(items, "item"),
            minutes=said.count(paper["minutes"], "minute"),
            rows=said.all_of(rows),
            most=said.points(sum(worth * number for worth, number in worths.items())),
        )
    return said.say(
        "paper",
        items=said.count(items, "item"),
        minutes=said.count(paper["minutes"], "minute"),
        points=said.points(next(iter(worths))),
        most=said.points(items * next(iter(worths))),
    )


def _attempts(document: Document, said: _Speaker) -> Iterator[str]:
    rule = document["attempts"]
    limits = [
        said.say(f"per_{span}", attempts=said.count(rule[f"per_{span}"], "attempt"))
        for span in ("day", "week", "round", "contest")
        if rule[f"per_{span}"]
    ]
    if limits:
        yield said.say("at_most", limits=said.all_of(limits))
    else:
        yield said.say("no_limit")
    is_once = rule["per_round"] == 1 or rule["per_contest"] == 1
    if not is_once:
        yield said.word(COUNTED, rule["counted"])
    if document["scoring"]["requires_every_answer"]:
        yield said.say("requires_every_answer")


def _hours(document: Document, said: _Speaker) -> Iterator[str]:
    if document["opening_hours"]:
        yield said.say("hours", when=_hours_text(document["opening_hours"], said))
    for rule in document["rounds"]["rules"]:
        if rule["opening_hours"]:
            own = said.say("hours", when=_hours_text(rule["opening_hours"], said))
            yield said.say("own_round", number=rule["number"], text=own)


def _hours_text(hours: list[Document], said: _Speaker) -> str:
    return said.all_of(
        [
            said.say(
                "span",
                opens=clock(time.fromisoformat(one["opens"]), said.language),
                closes=clock(time.fromisoformat(one["closes"]), said.language),
                days=weekdays(one["weekdays"], said.language),
            )
            for one in hours
        ]
    )


def _scoring(document: Document, said: _Speaker) -> Iterator[str]:
    rule = document["scoring"]
    yield said.say(rule["items"])
    if rule["wrong_points"]:
        yield said.say("wrong_points", points=said.points(-rule["wrong_points"]))
    if rule["speed_bonus_points"]:
        yield said.say("speed_bonus", points=said.points(rule["speed_bonus_points"]))


def _prediction(document: Document, said: _Speaker) -> Iterator[str]:
    rule = document["prediction"]
    if rule["target"] == "none":
        return
    yield said.say(f"predict_{rule['target']}", scope=said.say(f"scope_{rule['scope']}"))
    yield said.say(f"predict_per_{rule['per']}", scope=said.say(f"scope_{rule['scope']}"))
    if rule["recomputed_after_disqualification"]:
        yield said.say("target_recomputed")


def _ranking(document: Document, said: _Speaker) -> Iterator[str]:
    keys = [said.word(TIE_WORDS, key) for key in document["ranking"]]
    if len(keys) == 1:
        yield said.say("ranked_once", key=keys[0])
    else:
        yield said.say("ranked", first=keys[0], others=said.say("then").join(keys[1:]))
    yield said.say(f"ties_{document['ties']}")


def _rounds(document: Document, said: _Speaker) -> Iterator[str]:
    rule = document["rounds"]
    if rule["combine"] == "best_n":
        yield said.say("combine_best_n", best=said.count(rule["best"], "round"))
    elif rule["combine"] == "sum":
        yield said.say("combine_sum")


def _eligibility(document: Document, said: _Speaker) -> Iterator[str]:
    rule = document["eligibility"]
    least, most = rule["minimum_age"], rule["maximum_age"]
    if least and most is not None:
        yield said.say("age_between", least=least, most=most)
    elif least or most is not None:
        yield said.say("age_from", least=least) if least else said.say("age_to", most=most)
    if rule["organisations"]:
        yield said.say("organisations", codes=said.all_of(list(rule["organisations"])))
    if rule["organisation_kinds"]:
        kinds = [said.word(KINDS, kind) for kind in rule["organisation_kinds"]]
        yield said.say("organisation_kinds", kinds=said.all_of(kinds))
    if rule["bars_committee"]:
        yield said.say("bars_committee")
    if rule["guardian_below_age"]:
        yield said.say("guardian", age=rule["guardian_below_age"])


def _prizes(document: Document, said: _Speaker) -> Iterator[str]:
    prizes, groups = document["prizes"], {one["code"]: one for one in document["audiences"]}
    for prize in prizes["people"]:
        group = groups[prize["audience"]]["title"] if prize["audience"] in groups else ""
        yield _prize_line(prize, said.say("for_group", group=group) if group else "", said)
    for prize in prizes["organisations"]:
        measure = said.word(MEASURES, prize["measure"])
        yield _prize_line(prize, said.say("by_measure", measure=measure), said)
    for prize in prizes["spreading"]:
        least = said.count(prize["minimum_invited"], "person")
        yield _prize_line(prize, said.say("for_spreading", least=least), said)
    for cap in prizes["caps"]:
        within = said.say(f"cap_{cap['within']}")
        yield said.say("cap", prizes=said.count(cap["prizes"], "prize"), within=within)


def _prize_line(prize: Document, why: str, said: _Speaker) -> str:
    value = said.say("each_worth", value=prize["value"]) if prize["value"] else ""
    per = said.say(f"prize_per_{prize['per']}")
    count = said.count(prize["count"], "prize")
    return said.say("prize_line", title=prize["title"], count=count, per=per, value=value, why=why)


def _feedback(document: Document, said: _Speaker) -> Iterator[str]:
    rule = document["feedback"]
    key = rule["key"]
    explained = "never" if key == "never" else rule["explanations"]
    yield said.say("score_told", when=said.say(f"told_{rule['score']}"))
    if rule["score"] == "never":
        yield said.say("points_unpublished")
    if key == explained:
        yield said.say("key_and_why_told", when=said.say(f"told_{key}"))
    else:
        yield said.say("key_told", when=said.say(f"told_{key}"))
        yield said.say("why_told", when=said.say(f"told_{explained}"))


def _certificate(document: Document, said: _Speaker) -> Iterator[str]:
    rule = document["certificate"]
    if rule is None:
        return
    is_late = rule["issued"] == "after_publication" or document["feedback"]["score"] != (
        "after_submit"
    )
    when = said.say("certified_late" if is_late else "certified_soon")
    yield said.say(f"certificate_{rule['kind']}", percent=rule["threshold_percent"], when=when)


def _results(document: Document, said: _Speaker) -> Iterator[str]:
    board, results = document["board"], document["results"]
    if board["freeze_minutes"]:
        yield said.say("freeze", minutes=said.count(board["freeze_minutes"], "minute"))
    if board["hides_totals"]:
        yield said.say("hides_totals")
    yield said.say(f"approval_{results['approval']}")
    if results["appeal_days"]:
        yield said.say("appeal", days=number(results["appeal_days"], said.language))


_PARTS: Mapping[str, Callable[[Document, _Speaker], Iterator[str]]] = {
    "paper": _paper,
    "attempts": _attempts,
    "hours": _hours,
    "scoring": _scoring,
    "prediction": _prediction,
    "ranking": _ranking,
    "rounds": _rounds,
    "eligibility": _eligibility,
    "prizes": _prizes,
    "feedback": _feedback,
    "certificate": _certificate,
    "results": _results,
}
