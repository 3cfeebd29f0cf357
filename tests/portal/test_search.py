"""One search over what is open to everybody, and over nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Course, LessonDraft
from quizzes.models import Contest, Item
from tests.factories.courses import SLUG, make_course
from tests.factories.quizzes import make_round

pytestmark = pytest.mark.django_db
SECRET = "Bimatxyz"


def page_of(client: Client, typed: str) -> str:
    response = client.get("/tim/", {"q": typed}, headers={"accept-language": "vi"})
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[1]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


def test_courses_lessons_contests_paths_and_pages_are_found(client: Client, course: Course):
    contest = make_round(
        opens_at=timezone.now(), closes_at=timezone.now() + timedelta(days=1)
    ).contest

    assert f'href="/khoa-hoc/{SLUG}/"' in page_of(client, "khoa thu nghiem")
    assert f'href="/khoa-hoc/{SLUG}/bai/bai-mot/"' in page_of(client, "dung voi")
    assert f'href="/cuoc-thi/{contest.slug}/"' in page_of(client, contest.title)
    assert 'href="/lo-trinh/cong-dan-so/"' in page_of(client, "cong dan so")
    assert 'href="/chung-nhan/"' in page_of(client, "chứng nhận")


def test_hits_are_marked_and_typed_markup_is_words(client: Client, course: Course):
    assert "<mark>Khóa</mark>" in page_of(client, "khoa thu")
    assert "<script>" not in page_of(client, "<script>alert(1)</script>")
    assert "Không tìm thấy gì." in page_of(client, "zzzz")


def test_what_is_not_open_is_never_found(client: Client, course: Course):
    now = timezone.now()
    hidden = make_round(opens_at=now, closes_at=now + timedelta(days=1)).contest
    Contest.objects.filter(pk=hidden.pk).update(is_visible=False, title=f"{SECRET} thi")
    Course.objects.create(slug="nhap", title=f"{SECRET} nháp")
    LessonDraft.objects.create(
        course=course, key="moi", document={"title": f"{SECRET} bài"}, updated_at=now
    )
    Item.objects.update(text=f"{SECRET} câu hỏi")
    assert f"/khoa-hoc/{SLUG}/" in page_of(client, "khoa thu")
    Course.objects.filter(pk=course.pk).update(status="retired")

    assert "Không tìm thấy gì." in page_of(client, SECRET)
    assert f"/khoa-hoc/{SLUG}/" not in page_of(client, "khoa thu")


def test_a_search_asks_little_however_much_there_is(client: Client, course: Course):
    page_of(client, "bai")

    with CaptureQueriesContext(connection) as asked:
        page = page_of(client, "bai " * 40)

    assert len(asked) <= 8, [one["sql"][:80] for one in asked]
    assert page.count("<li>") <= 30
