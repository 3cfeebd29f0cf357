"""Every server-rendered page: there, in Vietnamese, readable without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.actions.board import refresh_board
from quizzes.actions.pause import pause_round
from quizzes.models import Contest
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import hand_in, make_attempt, make_round

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


def test_a_paused_round_says_so_and_why(client: Client):
    round_ = open_round()
    pause_round(round_.pk, reason="Mất điện cả tỉnh", actor=UserFactory(), now=timezone.now())

    page = text_of(client.get(f"/cuoc-thi/{round_.contest.slug}/"))

    assert "Vòng thi đang tạm dừng</b>: Mất điện cả tỉnh." in page


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


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "words", "button"),
    [
        (1, 2, "Sắp mở", "Đăng ký trước để sẵn sàng"),
        (-1, 1, "Còn <b>1</b> giờ", "Đăng nhập để dự thi"),
        (-2, -1, "Kết quả sẽ được công bố tại đây.", "Xem bảng xếp hạng"),
    ],
)
def test_contest_page_says_what_can_be_done_now(
    client: Client, opens_in: int, closes_in: int, words: str, button: str
):
    now = timezone.now()
    round_ = make_round(
        opens_at=now + timedelta(hours=opens_in),
        closes_at=now + timedelta(hours=closes_in, seconds=30),
    )

    page = text_of(client.get(f"/cuoc-thi/{round_.contest.slug}/"))

    assert words in page
    assert button in page


def test_contest_page_sends_a_person_back_to_a_running_paper(client: Client):
    round_ = open_round()
    person = UserFactory()
    make_attempt(round_, person, now=timezone.now())
    client.force_login(person)

    page = text_of(client.get(f"/cuoc-thi/{round_.contest.slug}/"))

    assert "Làm tiếp bài đang dở" in page
    assert "Bắt đầu làm bài" not in page


def test_contest_page_shows_totals_and_organisations_from_the_newest_board(client: Client):
    round_ = open_round()
    person = UserFactory()
    unit = OrganisationFactory(name="Xã Thượng Tân", parent=OrganisationFactory(), headcount=20)
    MembershipFactory(user=person, organisation=unit)
    hand_in(make_attempt(round_, person, now=timezone.now()), after=timedelta(0))
    refresh_board(round_, now=timezone.now(), always=True)

    page = text_of(client.get(f"/cuoc-thi/{round_.contest.slug}/"))

    assert '<dd data-total="people">1</dd>' in page
    assert "Xã Thượng Tân" in page
    assert "5,0%" in page
    assert f'data-board="/api/v1/rounds/{round_.uuid}/board/"' in page


def test_contest_without_rounds_is_still_a_page(client: Client):
    contest = open_round().contest
    contest.rounds.all()[0].round_items.all().delete()
    contest.rounds.all().delete()

    response = client.get(f"/cuoc-thi/{contest.slug}/")

    assert response.status_code == 200
    assert "Lịch các vòng thi sẽ được đăng tại đây." in text_of(response)
    assert client.get("/").status_code == 200


def test_pages_need_no_script_and_carry_no_inline_style(client: Client):
    contest = open_round().contest

    for path in ("/", f"/cuoc-thi/{contest.slug}/", f"/cuoc-thi/{contest.slug}/the-le/"):
        page = text_of(client.get(path))

        assert "style=" not in page
        assert "onclick" not in page
        assert not re.search(r"<script(?![^>]*src=)", page)


def test_language_is_remembered_without_a_csrf_token_and_never_leads_elsewhere():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/ngon-ngu/", {"language": "en", "next": "https://vi-du.test/"})

    assert response["Location"] == "/"
    assert client.cookies["django_language"].value == "en"


def test_a_contest_without_written_rules_says_its_rulebook(client):
    round_ = make_round(attempts={"per_week": 7})
    Contest.objects.update(rules=[])

    page = text_of(client.get(f"/cuoc-thi/{round_.contest.slug}/"))
    whole = text_of(client.get(f"/cuoc-thi/{round_.contest.slug}/the-le/"))

    assert "Mỗi người thi tối đa 7 lượt mỗi tuần (từ thứ Hai)." in page
    assert "lượt mỗi tuần" in page
    assert "Lượt có kết quả tốt nhất trong vòng được tính." in whole
