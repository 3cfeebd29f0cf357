"""Published results: everything to be compared, nobody to be recognised."""

from datetime import timedelta

import pytest
from django.test import Client

from backend.portal import results
from quizzes.actions.board import refresh_board
from quizzes.actions.round import close_round
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """A published round of three people, the first of them best."""
    unit = OrganisationFactory(name="Xã Thượng Tân", parent=OrganisationFactory())
    round_ = make_round()
    people = [UserFactory(full_name=name) for name in ("Nông Thị Ánh", "Vàng A Páo", "Lê Đỗ")]
    for wrong, person in enumerate(people):
        MembershipFactory(user=person, organisation=unit)
        hand_in(make_attempt(round_, person), wrong=wrong, prediction=wrong)
    refresh_board(round_, now=CLOSES_AT, always=True)
    close_round(round_.pk, now=CLOSES_AT + timedelta(minutes=5))
    round_.refresh_from_db()
    return round_, people


def address(round_) -> str:
    return f"/cuoc-thi/{round_.contest.slug}/ket-qua/{round_.number}/"


def test_results_show_masked_names_totals_and_the_prediction(client: Client, published):
    round_, people = published

    response = client.get(address(round_))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Nông T. Á***" in page
    assert not any(person.full_name in page or str(person.phone) in page for person in people)
    assert "<dd>3</dd>" in page
    assert "Đáp số: <b>1</b>" in page
    assert "Xã Thượng Tân" in page
    assert "Dự đoán gần đáp số hơn" in page


def test_own_row_is_found_on_its_page(client: Client, published, monkeypatch):
    monkeypatch.setattr(results, "ROWS_A_PAGE", 2)
    round_, people = published
    client.force_login(people[2])

    found = client.get(address(round_), {"cua-toi": ""})
    page = client.get(address(round_), {"trang": 2}).content.decode()

    assert found.status_code == 302
    assert found["Location"] == "?trang=2#cua-toi"
    assert 'id="cua-toi" class="is-own"' in page
    assert "Trang 2 trong 2" in page


def test_finding_oneself_without_a_row_just_shows_the_results(client: Client, published):
    client.force_login(UserFactory())

    response = client.get(address(published[0]), {"cua-toi": ""})

    assert response.status_code == 200
    assert "Hạng của bạn" not in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 40, "١"])
def test_impossible_page_numbers_show_a_page(client: Client, published, number: str):
    assert client.get(address(published[0]), {"trang": number}).status_code == 200


def test_results_ask_the_database_few_questions(
    client: Client, published, django_assert_max_num_queries
):
    path = address(published[0])

    with django_assert_max_num_queries(4):
        client.get(path)


def test_contest_page_leads_to_the_published_results(client: Client, published):
    round_ = published[0]

    page = client.get(f"/cuoc-thi/{round_.contest.slug}/").content.decode()

    assert f'href="{address(round_)}">Xem kết quả' in page
    assert address(round_) in client.get("/").content.decode()
