"""Published results: everything to be compared, nobody to be recognised."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from backend.accounts.enums import Purpose
from backend.accounts.models import Consent, User
from backend.portal import results
from quizzes.actions.board import refresh_board
from quizzes.actions.publication import write_publication
from quizzes.actions.round import close_round
from quizzes.models import Ranking, Winner
from quizzes.queries.bulletin import leaders
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

    with django_assert_max_num_queries(5):
        client.get(path)


def test_contest_page_leads_to_the_published_results(client: Client, published):
    round_ = published[0]

    page = client.get(f"/cuoc-thi/{round_.contest.slug}/").content.decode()

    assert f'href="{address(round_)}">Xem kết quả' in page
    assert address(round_) in client.get("/").content.decode()


@pytest.fixture
def complete(published, settings, tmp_path):
    """The same round with everything that follows a publication."""
    settings.MEDIA_ROOT = tmp_path / "media"
    round_, people = published
    ranking = Ranking.objects.get(round=round_)
    write_publication(ranking, now=CLOSES_AT + timedelta(minutes=6))
    return ranking, people


def test_the_bulletin_page_tells_the_digest_and_how_to_recount(client: Client, complete):
    ranking, people = complete

    page = client.get(address(ranking.round)).content.decode()

    assert f"--digest {ranking.bundle_digest}" in page
    assert ranking.bundle_root in page
    assert f"/api/v1/rankings/{ranking.uuid}/bulletin.pdf" in page
    assert f"/api/v1/rankings/{ranking.uuid}/picture.png" in page
    assert "data-receipt" not in page
    client.force_login(people[0])
    assert "data-receipt" in client.get(address(ranking.round)).content.decode()


def test_the_printed_bulletin_says_what_provinces_print(complete):
    ranking, people = complete
    reader = PdfReader(Path(settings.MEDIA_ROOT) / ranking.bulletin)
    text = " ".join(page.extract_text() for page in reader.pages)
    words = " ".join(text.split())

    assert all(round(float(page.mediabox.width)) == 595 for page in reader.pages)
    assert "Kết quả Vòng 1" in words
    assert "người dự thi 3" in words
    assert "Xã Thượng Tân" in words
    assert "Nông T. Á***" in words
    assert people[0].full_name not in words
    assert ranking.bundle_digest in words
    assert "Phương án A của câu" in words
    assert "KEYCANARY" in words


def test_names_in_the_bulletin_follow_consent_and_age(published):
    round_, people = published
    Consent.objects.create(
        user=people[0],
        purpose=Purpose.PUBLISH_NAME,
        granted=True,
        text_hash="0" * 64,
        given_at=CLOSES_AT,
    )
    User.objects.filter(pk=people[1].pk).update(birth_date=date(2012, 1, 1))

    shown = [row.name for row in leaders(Ranking.objects.get(round=round_))]

    assert shown == ["Nông Thị Ánh", "V. A. P.", "Lê Đ***"]


def test_the_key_is_told_only_where_the_rulebook_tells_it(client: Client, complete):
    ranking, _ = complete
    path = f"{address(ranking.round)}dap-an/"

    page = client.get(path).content.decode()
    assert "Phương án A của câu" in page
    assert "Giải thích KEYCANARY" in page

    hidden = make_round(feedback={"key": "never", "explanations": "never"})
    hand_in(make_attempt(hidden, UserFactory()))
    close_round(hidden.pk, now=CLOSES_AT + timedelta(minutes=5))
    assert client.get(f"{address(hidden)}dap-an/").status_code == 404
    results_page = client.get(address(hidden)).content.decode()
    assert "dap-an" not in results_page


def test_the_share_picture_is_a_small_png_of_the_usual_size(complete):
    ranking, _ = complete
    with Image.open(Path(settings.MEDIA_ROOT) / ranking.picture) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert (Path(settings.MEDIA_ROOT) / ranking.picture).stat().st_size < 300_000


def test_winners_are_told_by_consent_and_only_while_they_hold_a_prize(client: Client, complete):
    ranking, people = complete
    shared = {
        "contest": ranking.contest,
        "round": ranking.round,
        "ranking": ranking,
        "kind": "person",
        "awarded_at": CLOSES_AT,
        "changed_at": CLOSES_AT,
    }
    for place, (state, row) in enumerate(
        zip(("confirmed", "declined"), ranking.rows.order_by("rank"), strict=False), start=1
    ):
        Winner.objects.create(
            **shared,
            prize="nhat",
            title=f"Giải số {place}",
            place=place,
            participant=row.participant,
            state=state,
        )

    page = client.get(address(ranking.round)).content.decode()

    assert "Giải số 1" in page
    assert "Giải số 2" not in page
    assert people[0].full_name not in page
