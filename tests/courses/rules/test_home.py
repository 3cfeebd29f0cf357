"""What comes first on one's own page."""

from datetime import UTC, datetime, timedelta

from courses.rules.home import KINDS, MOST, Step, in_order

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def kinds(*steps: Step) -> list[str]:
    return [step.kind for step in in_order(steps, NOW)]


def test_a_running_paper_comes_before_everything():
    assert kinds(*(Step(kind) for kind in reversed(KINDS)))[0] == "paper"


def test_what_is_due_soon_comes_before_what_can_be_done_any_day():
    due = Step("lesson", at=NOW + timedelta(days=2))
    late = Step("lesson", at=NOW - timedelta(days=9))
    far = Step("lesson", at=NOW + timedelta(days=20))
    contest = Step("round", at=NOW + timedelta(days=9))

    assert in_order([far, contest, due, late], NOW) == [late, due, contest, far]


def test_a_round_that_closes_today_comes_before_a_new_certificate():
    closing = Step("round", at=NOW + timedelta(hours=5))

    assert kinds(Step("certificate"), closing) == ["round", "certificate"]
    assert kinds(Step("certificate"), Step("round")) == ["certificate", "round"]


def test_no_more_than_a_glance_holds():
    assert len(in_order([Step("lesson")] * 20, NOW)) == MOST
