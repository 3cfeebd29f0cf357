"""The app's shell: the right bootstrap for the right person."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.quizzes import make_attempt, make_round

pytestmark = pytest.mark.django_db

BOOTSTRAP = re.compile(r'<script id="bootstrap" type="application/json">(.*?)</script>')


@pytest.fixture
def running():
    now = timezone.now()
    return make_round(opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1))


def bootstrap_of(client: Client, path: str) -> dict:
    page = client.get(path, headers={"accept-language": "vi"}).content.decode()
    return json.loads(BOOTSTRAP.search(page)[1])


@pytest.mark.parametrize("path", ["/dang-ky/", "/dang-nhap/", "/toi/"])
def test_shell_of_a_stranger_knows_language_and_csrf_token_alone(client: Client, path: str):
    response = client.get(path)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "csrftoken" in response.cookies
    found = bootstrap_of(client, path)
    assert found.pop("csrf_token")
    assert found == {"language": "vi", "me": None}


def test_shell_knows_who_is_signed_in(client: Client):
    client.force_login(UserFactory(full_name="Nông Thị Ánh"))

    assert bootstrap_of(client, "/toi/")["me"]["full_name"] == "Nông Thị Ánh"


def test_paper_brings_the_contest_and_the_running_attempt_without_its_token(
    client: Client, running
):
    person = UserFactory()
    attempt = make_attempt(running, person, now=timezone.now())
    client.force_login(person)

    found = bootstrap_of(client, f"/cuoc-thi/{running.contest.slug}/lam-bai/")

    assert found["contest"]["slug"] == running.contest.slug
    assert found["contest"]["me"]["active_attempt"] == str(attempt.uuid)
    assert found["attempt"]["uuid"] == str(attempt.uuid)
    assert len(found["attempt"]["items"]) == 4
    assert not found["attempt"]["token"]


def test_paper_of_somebody_else_is_not_brought(client: Client, running):
    make_attempt(running, UserFactory(), now=timezone.now())
    client.force_login(UserFactory())

    assert bootstrap_of(client, f"/cuoc-thi/{running.contest.slug}/lam-bai/")["attempt"] is None


def test_no_shell_carries_the_key(client: Client, running):
    person = UserFactory()
    make_attempt(running, person, now=timezone.now())
    client.force_login(person)
    slug = running.contest.slug

    for path in (f"/cuoc-thi/{slug}/", f"/cuoc-thi/{slug}/lam-bai/", f"/man-hinh/{slug}/"):
        assert b"KEYCANARY" not in client.get(path).content


def test_hall_brings_a_code_and_an_address_to_join(client: Client, running, settings):
    settings.PUBLIC_URL = "https://thi.hocso.test"

    found = bootstrap_of(client, f"/man-hinh/{running.contest.slug}/")

    assert found["join_address"] == f"thi.hocso.test/cuoc-thi/{running.contest.slug}"
    assert found["join_qr_svg"].startswith("<svg ")
    assert "style=" not in found["join_qr_svg"]


def test_names_cannot_break_out_of_the_bootstrap(client: Client):
    client.force_login(UserFactory(full_name="</script><script>alert(1)</script>"))

    page = client.get("/toi/").content.decode()

    assert "<script>alert" not in page


def test_shell_preloads_the_files_of_its_screen(client: Client, settings, tmp_path):
    settings.FRONTEND_DIST = tmp_path
    manifest = {
        "src/main.ts": {"file": "assets/main.js"},
        "src/screens/sign-in/SignIn.svelte": {
            "file": "assets/SignIn.js",
            "css": ["assets/SignIn.css"],
        },
    }
    (tmp_path / ".vite").mkdir()
    (tmp_path / ".vite" / "manifest.json").write_text(json.dumps(manifest))

    response = client.get("/dang-nhap/")
    page = response.content.decode()

    assert response["Link"] == (
        "</assets/SignIn.css>; rel=preload; as=style, "
        "</assets/main.js>; rel=modulepreload, </assets/SignIn.js>; rel=modulepreload"
    )
    assert '<script type="module" src="/assets/main.js"></script>' in page
    assert '<link rel="modulepreload" href="/assets/SignIn.js">' in page
    assert '<link rel="stylesheet" href="/assets/SignIn.css">' in page


def test_shell_says_what_to_do_while_nothing_is_built(client: Client, settings, tmp_path):
    settings.FRONTEND_DIST = tmp_path

    response = client.get("/dang-nhap/")

    assert "npm run build" in response.content.decode()
    assert "Link" not in response
