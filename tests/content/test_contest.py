"""The contest of the demonstration says the same everywhere."""

from pathlib import Path

from backend.portal.icons import ICONS
from quizzes.formats.contest_file import read_contest
from quizzes.formats.rulebook import read_rulebook

CONTEST = read_contest(Path(__file__).parents[2] / "quizzes" / "content" / "nghi-quyet-57")
RULEBOOK = read_rulebook(CONTEST.rulebook)


def test_the_rulebook_is_the_announced_one():
    assert RULEBOOK.paper.items == 20
    assert RULEBOOK.paper.minutes == 15
    assert RULEBOOK.attempts.per_day == 3
    assert RULEBOOK.certificate_points == 16
    assert RULEBOOK.eligibility.minimum_age == 14
    assert RULEBOOK.ranking == ("score", "prediction_distance", "time_used", "handed_in_at")


def test_the_written_rules_name_the_figures_of_the_rulebook():
    for figure in ("20 câu", "15 phút", "3 lượt", "60 giây", "14 tuổi", "16 trên 20 điểm"):
        assert figure in CONTEST.rules_html


def test_the_written_rules_name_every_prize():
    for prize in CONTEST.prizes:
        assert f"<td>{prize.title}</td><td>{prize.count}</td><td>{prize.value}</td>" in (
            CONTEST.rules_html
        )


def test_short_rules_are_short_and_their_icons_exist():
    assert {rule.icon for rule in CONTEST.rules} <= ICONS.keys()
    assert [rule.title for rule in CONTEST.rules if len(rule.text) > 110] == []


def test_one_round_is_over_and_one_is_open_on_any_day():
    first, second = CONTEST.rounds

    assert first.closes.days < 0
    assert second.opens.days < 0 < second.closes.days
