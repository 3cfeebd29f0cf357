"""Rows read by a written statement are what the ORM would have read."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.common.rows import Statement
from quizzes.models import Attempt, Contest, Round
from quizzes.queries.attempt import find_attempt
from tests.factories.quizzes import make_attempt

pytestmark = pytest.mark.django_db


def values(row, left_out=()):
    names = [field.attname for field in row._meta.concrete_fields if field.name not in left_out]
    return {name: getattr(row, name) for name in names}


def test_whole_rows_equal_the_orms():
    attempt = make_attempt()

    found = find_attempt(attempt.pk)

    assert found is not None
    assert values(found) == values(Attempt.objects.get(pk=attempt.pk))
    assert values(found.round) == values(Round.objects.get(pk=attempt.round_id))
    expected = Contest.objects.get(pk=attempt.round.contest_id)
    assert values(found.round.contest, Contest.LONG_TEXTS) == values(expected, Contest.LONG_TEXTS)


def test_fields_left_out_are_read_when_they_are_asked_for():
    contest = Contest.objects.get(pk=make_attempt().round.contest_id)
    statement = Statement(
        "SELECT {one} FROM quizzes_contest one WHERE id = %s",
        {"one": Contest},
        left_out=Contest.LONG_TEXTS,
    )

    found = statement.first(contest.pk)

    assert found is not None
    with CaptureQueriesContext(connection) as queries:
        assert found[0].title == contest.title
        assert found[0].rules == contest.rules
    assert len(queries) == 1


def test_no_row_is_none_and_no_rows_are_an_empty_list():
    statement = Statement(
        "SELECT {one} FROM django_session one WHERE session_key = %s", {"one": Session}
    )

    assert statement.first("nobody") is None
    assert statement.all("nobody") == []


def test_a_left_join_without_a_match_gives_none():
    round_ = make_attempt().round
    statement = Statement(
        """
        SELECT {round}, {rival} FROM quizzes_round round
        LEFT JOIN quizzes_round rival ON rival.id = -round.id WHERE round.id = %s
        """,
        {"round": Round, "rival": Round},
    )

    assert statement.first(round_.pk) == (round_, None)
