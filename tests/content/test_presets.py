"""Each preset ranks a hand-worked example as the rule book it was read from would.

People are letters. An attempt is (points, minutes, minute of hand-in) and, where the rule book
asks, a prediction; rows are each person's attempts in the order they were made.
"""

import pytest

from quizzes.formats.preset_file import FOLDER, StockTooSmall, presets
from quizzes.rules.counting import Run, combine, count
from quizzes.rules.prediction import distance, is_above
from quizzes.rules.ranking import rank
from quizzes.rules.rulebook_summary import summarise

STOCK = {(topic, level): 25 for topic in ("mot", "hai") for level in ("easy", "medium", "hard")}


def rulebook(code):
    return presets()[code].for_stock(STOCK)


def run(number, points, minutes, handed_in, prediction=None):
    return Run(
        attempt_id=number,
        number=number,
        points=points,
        correct_items=points,
        time_used_ms=minutes * 60_000,
        handed_in_ms=handed_in * 60_000,
        prediction=prediction,
    )


def results(rules, people, true_number):
    found = []
    for person, attempts in people.items():
        counted = count(
            [run(number, *one) for number, one in enumerate(attempts, start=1)], rules.counting
        )
        found.append(
            counted.result(
                ord(person),
                distance(counted.prediction, true_number),
                is_above=is_above(counted.prediction, true_number),
            )
        )
    return found


def order(places):
    return [(place.rank, chr(place.result.participant_id)) for place in places]


# What the target is worked out from: A, B and C are all correct, four people, six attempts.
EXAMPLES = {
    # points, then prediction (first one, of 3 all correct), then time, then hand-in
    "chung": (
        {
            "A": [(18, 9, 10, 2), (20, 9, 40, 3)],
            "B": [(20, 12, 20, 3)],
            "C": [(20, 5, 30, 9)],
            "D": [(19, 2, 5, 3)],
        },
        3,
        [(1, "B"), (2, "A"), (3, "C"), (4, "D")],
    ),
    "bao-cao-vien": (
        {
            "A": [(9, 5, 10, 4), (10, 6, 80, 3)],  # the first prediction stays: off by 1
            "B": [(10, 8, 60, 3)],
            "C": [(10, 8, 50, 3)],
            "D": [(9, 1, 5, 3)],
        },
        3,
        [(1, "C"), (2, "B"), (3, "A"), (4, "D")],
    ),
    # each attempt brings its own prediction; time does not matter, the earlier hand-in wins
    "vcnet-2020": (
        {
            "A": [(9, 5, 10, 3), (10, 6, 80, 7)],
            "B": [(10, 14, 60, 4)],
            "C": [(10, 1, 90, 2)],
            "D": [(9, 1, 5, 3)],
        },
        3,
        [(1, "B"), (2, "C"), (3, "A"), (4, "D")],
    ),
    # predicts people (4); then time, then hand-in
    "dak-lak-2025": (
        {
            "A": [(10, 7, 10, 4), (10, 5, 1500, 9)],
            "B": [(10, 6, 60, 4)],
            "C": [(10, 1, 90, 5)],
            "D": [(9, 1, 5, 4)],
        },
        4,
        [(1, "A"), (2, "B"), (3, "C"), (4, "D")],
    ),
    # equal in points and distance (one above, one below): the earlier hand-in
    "binh-thuan-2024": (
        {
            "A": [(15, 3, 50, 4)],
            "B": [(15, 15, 40, 2)],
            "C": [(15, 9, 60, 3)],
            "D": [(14, 1, 5, 3)],
        },
        3,
        [(1, "C"), (2, "B"), (3, "A"), (4, "D")],
    ),
    "tu-phap-2021": (
        {
            "A": [(19, 9, 10, 10)],
            "B": [(19, 11, 20, 4)],
            "C": [(19, 12, 15, 4)],
            "D": [(18, 1, 5, 4)],
        },
        4,
        [(1, "B"), (2, "C"), (3, "A"), (4, "D")],
    ),
    # once only; whoever predicts nothing stands behind
    "ben-tre-2023": (
        {
            "A": [(10, 2, 10)],
            "B": [(10, 9, 20, 400)],
            "C": [(10, 9, 15, 4)],
            "D": [(7, 1, 5, 4)],
        },
        4,
        [(1, "C"), (2, "B"), (3, "A"), (4, "D")],
    ),
    # score, speed, hand-in; equal in everything shares the place
    "binh-tan-2019": (
        {
            "A": [(20, 6, 30)],
            "B": [(20, 5, 90)],
            "C": [(20, 6, 30)],
            "D": [(20, 6, 29)],
        },
        None,
        [(1, "B"), (2, "D"), (3, "A"), (3, "C")],
    ),
    # many attempts: of equals in points and time, the one who needed fewer
    "lang-son": (
        {
            "A": [(40, 30, 10), (50, 20, 60)],
            "B": [(50, 20, 90)],
            "C": [(50, 21, 5)],
            "D": [(49, 2, 1), (48, 1, 2)],
        },
        None,
        [(1, "B"), (2, "A"), (3, "C"), (4, "D")],
    ),
    "quang-ninh": (
        {
            "A": [(20, 2, 30, 5)],
            "B": [(20, 14, 10, 3)],
            "C": [(20, 9, 90, 4)],
            "D": [(19, 1, 5, 4)],
        },
        4,
        [(1, "C"), (2, "B"), (3, "A"), (4, "D")],
    ),
}


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_preset_ranks_its_example(code):
    people, true_number, expected = EXAMPLES[code]
    rules = rulebook(code)

    assert order(rank(results(rules, people, true_number), rules.ranking)) == expected


def test_quang_nam_adds_up_four_weeks():
    rules = rulebook("quang-nam")
    weeks = {
        1: {"A": [(15, 9, 10), (18, 9, 99)], "B": [(20, 5, 10)], "C": [(19, 4, 10)]},
        2: {"A": [(20, 9, 10)], "B": [(16, 5, 10)], "C": [(19, 4, 10)]},
        3: {"A": [(19, 9, 10)], "C": [(19, 4, 10)]},
        4: {"A": [(20, 9, 10)], "B": [(20, 5, 10)], "C": [(20, 8, 10)]},
    }
    by_round = {number: results(rules, people, None) for number, people in weeks.items()}

    overall = combine(by_round, rules.ranking, how=rules.rounds.combine, best=rules.rounds.best)

    # A and C have 77 points each; C needed 20 minutes, A 36. B missed a week: 56.
    assert order(rank(overall, rules.ranking)) == [(1, "C"), (2, "A"), (3, "B")]


def test_every_preset_has_an_example():
    assert {*EXAMPLES, "quang-nam"} == set(presets())
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(presets())


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_preset_is_whole_and_says_itself_in_both_languages(code):
    document = rulebook(code).model_dump(mode="json")

    for language in ("vi", "en"):
        sections = summarise(document, language)
        assert {"paper", "attempts", "ranking", "eligibility"} <= {one.code for one in sections}
        assert all(line.endswith(".") for one in sections for line in one.lines)


def test_a_paper_keeps_its_length_whatever_topics_there_are():
    rules = presets()["chung"].for_stock({("mot", "easy"): 15, ("hai", "hard"): 6})

    assert rules.paper.items == 20


def test_too_few_items_are_counted():
    with pytest.raises(StockTooSmall) as refused:
        presets()["chung"].for_stock({("mot", "easy"): 15})

    assert refused.value.missing == 5


@pytest.mark.parametrize(
    ("code", "attempts"),
    [
        ("bao-cao-vien", {"per_week": 7}),
        ("dak-lak-2025", {"per_day": 1}),
        ("ben-tre-2023", {"per_contest": 1}),
        ("binh-tan-2019", {"per_week": 1, "per_round": 1}),
        ("vcnet-2020", {}),
    ],
)
def test_the_limits_are_the_rule_books(code, attempts):
    limits = rulebook(code).attempts.model_dump(exclude={"counted"}, exclude_none=True)

    assert limits == attempts
