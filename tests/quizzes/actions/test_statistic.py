"""Figures of items, computed from what people answered."""

import pytest

from backend.common.jobs import no_progress, run_waiting_jobs
from backend.common.models import Job
from quizzes import tasks
from quizzes.actions.round import close_round
from quizzes.actions.statistic import ask_for_statistics, compute_statistics
from quizzes.errors import RoundNotClosed
from quizzes.models import ItemKey, ItemStatistic, PaperStatistic, Standing
from tests.factories.quizzes import CLOSES_AT, NOON, make_round, make_round_of_every_kind
from tests.factories.statistics import SECONDS_AN_ITEM, make_sat_round

pytestmark = pytest.mark.django_db

PEOPLE = 60
PLANTED = 2


def skilful(person, item):
    """Whoever comes later knows more; the key of `make_items` is the first option."""
    knows = person >= 8 * item
    return ([0, 2] if knows else [1, 3]) if item % 4 == 3 else ([0] if knows else [1 + person % 3])


def figures(round_, papers="counted"):
    compute_statistics(round_, papers, no_progress, now=NOON)
    return list(ItemStatistic.objects.filter(round=round_).order_by("version"))


def sat_round(answer=skilful, **options):
    round_ = make_round(items=6, pool=6)
    run = make_sat_round(round_, PEOPLE, answer, **options)
    return round_, run


def test_a_round_tells_how_hard_its_items_were_and_how_long_they_took():
    round_, _ = sat_round()

    found = figures(round_)

    assert [round(one.facility, 3) for one in found] == [
        round((PEOPLE - 8 * item) / PEOPLE, 3) for item in range(6)
    ]
    assert {one.seconds for one in found} == {SECONDS_AN_ITEM}
    assert {one.attempts for one in found} == {PEOPLE}
    paper = PaperStatistic.objects.get(round=round_)
    assert (paper.attempts, paper.papers, paper.run) == (PEOPLE, "counted", 1)
    assert sum(paper.spread) == PEOPLE
    assert paper.alpha > 50


def test_a_planted_wrong_key_is_flagged_and_shows_which_option_the_best_chose():
    round_ = make_round(items=6, pool=6)
    version = round_.round_items.order_by("version")[PLANTED].version
    ItemKey.objects.create(version=version, number=2, correct=[1])

    def knows_better(person, item):
        return skilful(person, item) if item != PLANTED else ([0] if person > 25 else [1])

    make_sat_round(round_, PEOPLE, knows_better)
    found = figures(round_)

    assert [one.alarms[:1] == ["check_key"] for one in found] == [
        place == PLANTED for place in range(6)
    ]
    best = max(found[PLANTED].choices["answers"], key=lambda one: one["top"])
    assert (best["answer"], best["right"]) == ("0", False)


def test_every_kind_is_counted_and_an_essay_by_its_points():
    kinds = ("single", "multiple", "true_false", "matching", "ordering", "number", "essay")
    round_ = make_round_of_every_kind(kinds)
    answers = [[1], [0, 3], [1], [[0, 2], [1, 0], [2, 2]], [3, 2, 0, 1], "3.5", "Bài viết"]
    make_sat_round(round_, 40, lambda person, item: answers[item] if person % 3 else None)

    told = {one.version.kind: one.choices["answers"] for one in figures(round_)}

    assert set(told) == set(kinds)
    assert {one["answer"] for one in told["matching"] if one["right"]} == {"0-2", "1-0", "2-2"}
    assert {one["answer"] for one in told["ordering"] if one["right"]} == {
        "0-3",
        "1-2",
        "2-0",
        "3-1",
    }
    assert [one["all"] for one in told["number"] if one["right"]] == [26]
    assert {one["answer"] for one in told["essay"]} == {"", "=0"}
    blank = {kind: sum(one["all"] for one in told[kind] if one["answer"] == "") for kind in told}
    assert set(blank.values()) == {14}


def test_which_papers_are_read_may_be_chosen():
    round_, _ = sat_round(attempts=2)

    read = {which: figures(round_, which)[0].attempts for which in ("counted", "first", "all")}

    assert read == {"counted": PEOPLE, "first": PEOPLE, "all": 2 * PEOPLE}


@pytest.mark.parametrize("papers", ["counted", "first", "all"])
def test_who_was_disqualified_tells_nothing(papers):
    round_, _ = sat_round()
    barred = Standing.objects.filter(round=round_).first()
    Standing.objects.filter(pk=barred.pk).update(is_barred=True)

    assert figures(round_, papers)[0].attempts == PEOPLE - 1


def test_a_voided_item_keeps_its_answers_and_loses_its_marks():
    round_, run = sat_round()
    version = round_.round_items.order_by("version")[1].version_id
    run.voided = {str(version): "left_out"}
    run.save()

    voided = figures(round_)[1]

    assert (voided.facility, voided.discrimination, voided.alarms) == (None, None, ["voided"])
    assert voided.choices["papers"][0] == PEOPLE


def test_computing_again_gives_the_same_rows():
    round_, _ = sat_round()
    first = [(one.version_id, one.facility, one.choices) for one in figures(round_)]

    assert [(one.version_id, one.facility, one.choices) for one in figures(round_)] == first
    assert ItemStatistic.objects.count() == 6


def test_a_round_without_papers_has_empty_figures():
    round_ = make_round()
    round_.state = "closed"

    assert figures(round_) == []
    assert PaperStatistic.objects.get(round=round_).attempts == 0


def test_a_round_that_runs_is_not_looked_into():
    with pytest.raises(RoundNotClosed):
        ask_for_statistics(make_round(), now=NOON)


@pytest.mark.django_db(transaction=True)
def test_closing_a_round_asks_for_its_figures():
    assert tasks.compute_statistics
    round_ = make_round()

    close_round(round_.pk, now=CLOSES_AT.replace(year=2027))
    run_waiting_jobs()

    job = Job.objects.get(kind="statistics")
    assert (job.state, job.result) == ("done", {"papers": 0, "run": 1})
