"""News: read by everybody once its time has come, written by staff, made harmless."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from backend.common.models import AuditEntry
from backend.portal.models import News
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def make_news(**fields):
    now = timezone.now()
    given = {"slug": "tin", "title": "Tin thử", "lead": "Một câu.", "published_at": now}
    return News.objects.create(**given | fields)


def status_of(client: Client, path: str) -> int:
    return client.get(path, headers={"accept-language": "vi"}).status_code


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"taken_back_at": timezone.now()},
    ],
    ids=["draft", "to come", "taken back"],
)
def test_what_is_not_open_is_nowhere(client: Client, fields):
    make_news(**fields)

    assert status_of(client, "/tin/tin/") == 404
    for path in ("/tin/", "/tin/atom.xml", "/sitemap.xml", "/tim/?q=tin+thu"):
        assert "Tin thử" not in client.get(path).content.decode()
        assert "/tin/tin/" not in client.get(path).content.decode()


def test_what_is_open_is_listed_found_fed_and_mapped(client: Client):
    make_news(number="01/QĐ", body="<p>Nội dung</p>")

    assert "Nội dung" in client.get("/tin/tin/").content.decode()
    for path in ("/tin/", "/tin/?van-ban", "/tin/atom.xml", "/sitemap.xml", "/tim/?q=tin+thu"):
        assert "/tin/tin/" in client.get(path).content.decode(), path


def test_staff_write_it_and_markup_is_made_harmless(client: Client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    body = "<p>Một</p><script>alert(1)</script>"
    form = {"title": "Tin mới", "slug": "tin-moi", "lead": "Câu.", "body": body}

    answer = client.post("/admin/portal/news/add/", form)
    kept = News.objects.get()
    client.post("/admin/portal/news/", {"action": "take_back", "_selected_action": [kept.pk]})

    assert answer.status_code == 302
    assert (kept.body, kept.published_at) == ("<p>Một</p>", None)
    assert News.objects.exclude(taken_back_at=None).count() == 1
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "news.written",
        "news.taken_back",
    ]


def test_the_files_are_brought_in_once_and_leave_what_was_changed():
    call_command("load_news", verbosity=0)
    News.objects.filter(slug="nghi-quyet-57-nq-tw").update(title="Sửa tay")
    call_command("load_news", verbosity=0)

    assert News.objects.count() == 6
    assert News.objects.filter(title="Sửa tay").exists()
