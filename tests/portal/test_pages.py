"""Every server-rendered page: there, in Vietnamese, readable without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.quizzes import make_round

pytestmark = pytest.mark.django_db

HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


def open_round(**changes):
    now = timezone.now()
    return make_round(
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=2, hours=1), **changes
    )


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("path", ["/", "/quyen-rieng-tu/", "/mat-mang/", "/chung-nhan/"])
def test_page_is_vietnamese_and_has_one_heading(client: Client, path: str):
    response = client.get(path, headers={"accept-language": "vi"})

    page = text_of(response)
    assert response.status_code == 200
    assert '<html lang="vi"' in page
    assert len(HEADING.findall(page)) == 1
    assert " · Học Số</title>" in page or "<title>Học Số · " in page


def test_pages_speak_english_to_those_who_ask(client: Client):
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})

    assert '<html lang="en"' in text_of(client.get("/"))


def test_contest_page_invites_a_stranger_to_sign_in(client: Client):
    contest = open_round().contest

    response = client.get(f"/cuoc-thi/{contest.slug}/")

    page = text_of(response)
    assert response.status_code == 200
    assert HEADING.findall(page) == ['Tìm hiểu <span class="nb">Nghị quyết</span> 57']
    assert "Đăng nhập để dự thi" in page
    assert "Còn <b>2</b> ngày" in page
    assert f"/dang-nhap/?next=/cuoc-thi/{contest.slug}/lam-bai/" in page


def test_contest_page_may_be_shared_only_while_nobody_is_signed_in(client: Client):
    contest = open_round().contest

    stranger = client.get(f"/cuoc-thi/{contest.slug}/")
    client.force_login(UserFactory())
    person = client.get(f"/cuoc-thi/{contest.slug}/")

    assert stranger["Cache-Control"] == "public, max-age=5"
    assert "private" in person["Cache-Control"]
    assert "Cookie" in stranger["Vary"]
    assert "Cookie" in person["Vary"]
    assert "sessionid" not in stranger.cookies


def test_contest_page_tells_a_person_how_many_attempts_are_left(client: Client):
    contest = open_round().contest
    client.force_login(UserFactory())

    page = text_of(client.get(f"/cuoc-thi/{contest.slug}/"))

    assert "Hôm nay bạn còn 3 lượt dự thi" in page
    assert "Bắt đầu làm bài" in page


@pytest.mark.parametrize("part", ["", "the-le/", "ket-qua/1/", "lam-bai/", "bang-xep-hang/"])
def test_hidden_contest_is_not_found(client: Client, part: str):
    contest = open_round(is_visible=False).contest

    response = client.get(f"/cuoc-thi/{contest.slug}/{part}")

    assert response.status_code == 404
    assert contest.title not in text_of(response)


def test_results_are_not_found_before_they_are_published(client: Client):
    contest = open_round().contest

    assert client.get(f"/cuoc-thi/{contest.slug}/ket-qua/1/").status_code == 404


def test_organisers_markup_is_reduced_to_harmless_text(client: Client):
    contest = open_round().contest
    contest.rules_html = '<h2>Điều 1</h2><p onclick="x()">Thi</p><script>alert(1)</script>'
    contest.title = "<script>alert(2)</script>"
    contest.save()

    page = text_of(client.get(f"/cuoc-thi/{contest.slug}/the-le/"))

    assert "<h2>Điều 1</h2><p>Thi</p>" in page
    assert "<script>alert" not in page
    assert "onclick" not in page


def test_contact_numbers_become_links(client: Client):
    contest = open_round().contest
    contest.contact = "0207 000 057 hoặc hoi@hocso.test"
    contest.save()

    page = text_of(client.get(f"/cuoc-thi/{contest.slug}/"))

    assert '<a href="tel:0207000057" class="nb">0207 000 057</a>' in page
    assert '<a href="mailto:hoi@hocso.test">hoi@hocso.test</a>' in page


def test_unknown_address_offers_the_way_home(client: Client):
    response = client.get("/khong-co/", headers={"accept-language": "vi"})

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in text_of(response)
    assert 'href="/"' in text_of(response)


def test_unknown_api_address_is_a_problem_not_a_page(client: Client):
    response = client.get("/api/v1/khong-co/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("person", [False, True])
def test_contest_page_asks_the_database_few_questions(
    client: Client, person: bool, django_assert_max_num_queries
):
    contest = open_round().contest
    if person:
        client.force_login(UserFactory())

    with django_assert_max_num_queries(5 if person else 2):
        client.get(f"/cuoc-thi/{contest.slug}/")


def test_home_asks_the_database_twice_however_many_contests(
    client: Client, django_assert_num_queries
):
    for _ in range(3):
        open_round()

    with django_assert_num_queries(2):
        client.get("/")
