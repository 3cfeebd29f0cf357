"""The catalogue and a course's page: readable without JavaScript; the shells of its screens."""

from pathlib import Path

import pytest
from django.test import Client

from courses.models import Course, Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.courses import SLUG, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


def text_of(client: Client, path: str) -> str:
    response = client.get(path, headers={"accept-language": "vi"})
    assert response.status_code == 200
    return response.content.decode()


def test_the_catalogue_names_every_course_and_for_whom(client: Client, course: Course):
    page = text_of(client, "/khoa-hoc/")

    assert f'<a href="/khoa-hoc/{SLUG}/">Khóa thử nghiệm</a>' in page
    assert "2 phần, 3 bài, khoảng 21 phút" in page
    assert "Người dân" in page


@pytest.mark.parametrize(
    ("wish", "is_found"),
    [("q=khoa+thu", True), ("q=KHÓA", True), ("q=cau+ca", False), ("danh-cho=official", False)],
)
def test_the_catalogue_is_searched_without_diacritics(
    client: Client, course: Course, wish: str, is_found: bool
):
    page = text_of(client, f"/khoa-hoc/?{wish}")

    assert (f'href="/khoa-hoc/{SLUG}/"' in page) is is_found
    assert ("Không tìm thấy khóa học nào." in page) is not is_found


def test_what_was_typed_comes_back_escaped(client: Client):
    page = text_of(client, "/khoa-hoc/?q=%22%3E%3Cscript%3E&danh-cho=%22x")

    assert "<script>" not in page.split("<main", 1)[1]
    assert "&quot;&gt;&lt;script&gt;" in page


def test_a_courses_page_shows_lessons_sources_and_the_way_in(client: Client, course: Course):
    page = text_of(client, f"/khoa-hoc/{SLUG}/")

    assert f'<a href="/khoa-hoc/{SLUG}/bai/bai-mot/">' in page
    assert '<a href="https://luat.test/1" rel="noopener noreferrer">Luật thử</a>' in page
    assert "<strong>mọi người</strong>" in page
    assert "Bắt đầu học" in page
    assert "4 câu, đúng từ 75% là đạt." in page


def test_a_learner_is_led_on(client: Client, course: Course):
    person = UserFactory()
    client.force_login(person)
    client.post(f"/api/v1/courses/{SLUG}/enrolment/")
    assert Enrolment.objects.filter(person=person).exists()

    response = client.get(f"/khoa-hoc/{SLUG}/")

    assert "Học tiếp" in response.content.decode()
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("screen", ["hoc/", "bai/bai-mot/", "kiem-tra/"])
def test_the_screens_have_a_shell(client: Client, course: Course, screen: str):
    assert "<title>Khóa thử nghiệm · Học Số</title>" in text_of(
        client, f"/khoa-hoc/{SLUG}/{screen}"
    )


@pytest.mark.parametrize("screen", ["", "hoc/", "bai/bai-mot/", "kiem-tra/"])
def test_what_is_not_there_is_not_found(client: Client, screen: str):
    assert client.get(f"/khoa-hoc/khong-co/{screen}").status_code == 404
