"""Boards, places, rankings and the Excel file."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.actions.board import refresh_boards
from quizzes.models import Contest
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched(running):
    """An open round with three results on its board."""
    for wrong in (0, 1, 1):
        hand_in(make_attempt(running, now=timezone.now()), wrong=wrong, after=timedelta())
    refresh_boards(now=timezone.now())
    return running


def board_of(round_, **headers):
    return Device().get(f"rounds/{round_.uuid}/board/", **headers)


def test_the_board_shows_masked_names_and_totals(watched):
    shown = board_of(watched).json()

    assert shown["totals"] == {"people": 3, "attempts": 3}
    assert [row["points"] for row in shown["top"]] == [4, 3, 3]
    assert all(row["name"].endswith("***") for row in shown["top"])
    assert (shown["state"], shown["version"]) == ("open", 1)


def test_an_unchanged_board_answers_304(watched):
    etag = board_of(watched)["ETag"]

    again = board_of(watched, HTTP_IF_NONE_MATCH=etag)

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("form", ["W/{}", '"0", {}', "*"])
def test_an_etag_is_understood_in_every_form(watched, form):
    etag = board_of(watched)["ETag"]

    assert board_of(watched, HTTP_IF_NONE_MATCH=form.format(etag)).status_code == 304


def test_a_changed_board_is_sent_anew(watched):
    etag = board_of(watched)["ETag"]
    hand_in(make_attempt(watched, now=timezone.now()), after=timedelta())
    refresh_boards(now=timezone.now())

    answer = board_of(watched, HTTP_IF_NONE_MATCH=etag)

    assert answer.status_code == 200
    assert answer["ETag"] != etag
    assert answer.json()["totals"]["people"] == 4


def test_a_round_without_results_has_an_empty_board(running):
    shown = board_of(running).json()

    assert (shown["top"], shown["totals"]) == ([], {"people": 0, "attempts": 0})


def test_the_board_of_a_hidden_or_unknown_round_is_not_found(running):
    hand_in(make_attempt(running, now=timezone.now()), after=timedelta())
    refresh_boards(now=timezone.now())
    Contest.objects.update(is_visible=False)

    assert problem_of(board_of(running)) == (404, "not_found")
    assert problem_of(Device().get(f"rounds/{uuid4()}/board/")) == (404, "not_found")


def test_the_board_of_a_round_that_keeps_its_scores_shows_nobodys_points():
    now = timezone.now()
    round_ = make_round(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        feedback={"score": "after_close"},
    )
    hand_in(make_attempt(round_, now=now), after=timedelta())
    refresh_boards(now=now)

    shown = board_of(round_).json()

    assert (shown["top"], shown["totals"]["people"]) == ([], 1)


def test_the_board_takes_one_statement(watched):
    device = Device()

    with CaptureQueriesContext(connection) as captured:
        assert device.get(f"rounds/{watched.uuid}/board/").status_code == 200

    assert len(captured) == 1


def test_ones_own_place_counts_those_who_are_better(watched):
    attempt = watched.attempts.order_by("started_at").last()

    shown = Device(attempt.participant.user).get(f"rounds/{watched.uuid}/standing/").json()

    assert (shown["rank"], shown["people"], shown["points"], shown["is_final"]) == (3, 3, 3, False)


def test_there_is_no_place_without_a_result(watched):
    path = f"rounds/{watched.uuid}/standing/"

    assert problem_of(Device().get(path)) == (401, "not_signed_in")
    assert problem_of(Device(UserFactory()).get(path)) == (404, "not_found")
    assert problem_of(Device(UserFactory()).get(f"rounds/{uuid4()}/standing/")) == (
        404,
        "not_found",
    )


def test_ones_own_place_is_final_once_published(published, member):
    shown = Device(member.user).get(f"rounds/{published.uuid}/standing/").json()

    assert (shown["rank"], shown["is_final"], shown["organisation_rank"]) == (1, True, 1)


def test_there_is_no_ranking_before_it_is_published(watched):
    assert problem_of(Device().get(f"rounds/{watched.uuid}/ranking/")) == (404, "not_found")
    assert problem_of(Device().get(f"rounds/{watched.uuid}/ranking.xlsx")) == (404, "not_found")


def test_the_ranking_is_public_with_masked_names(published, member):
    answer = Device().get(f"rounds/{published.uuid}/ranking/")

    shown = answer.json()
    assert [(row["rank"], row["points"]) for row in shown["rows"]] == [(1, 4), (2, 3), (3, 1)]
    assert (shown["target"], shown["people"], shown["all_correct_people"]) == (1, 3, 1)
    assert member.user.full_name not in answer.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "99999999999999999999", "1.5", "²", "٣"])
def test_odd_page_numbers_are_read_kindly(published, page):
    answer = Device().get(f"rounds/{published.uuid}/ranking/?page={page}")

    assert answer.status_code == 200


def test_the_excel_file_holds_the_ranking_and_no_formula(published):
    answer = Device().get(f"rounds/{published.uuid}/ranking.xlsx")

    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = [row for row in book.active.iter_rows() if isinstance(row[3].value, int)]
    assert [(row[0].value, row[3].value) for row in rows] == [(1, 4), (2, 3), (3, 1)]
    name, unit = rows[0][1], rows[0][2]
    assert (name.value, unit.value) == ("=SUM(A1) V. A***", "=HYPERLINK(1) Xã Thử")
    assert (name.data_type, unit.data_type) == ("s", "s")
    assert name.quotePrefix
    assert unit.quotePrefix
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_the_excel_file_is_offered_for_download(published):
    answer = Device().get(f"rounds/{published.uuid}/ranking.xlsx")

    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_ranking_takes_the_same_statements_for_any_number_of_rows(published):
    with CaptureQueriesContext(connection) as captured:
        Device().get(f"rounds/{published.uuid}/ranking/")

    assert len(captured) <= 3


def test_the_board_after_the_close_is_the_published_one(published):
    shown = board_of(published).json()

    assert shown["state"] == "published"
    assert json.dumps(shown).count("***") == 3
