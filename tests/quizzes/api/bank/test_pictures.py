"""Pictures for items over HTTP: brought once, shown to whoever knows the address."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quizzes.models import Picture
from tests.common.test_pictures import picture, promising
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db
PICTURES = "/api/v1/bank/pictures/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def trainer(client):
    user = MembershipFactory(trainer=True).user
    client.force_login(user)
    return user


def bring(client, body):
    return client.post(PICTURES, {"picture": SimpleUploadedFile("x.jpg", body)})


def test_a_picture_is_shown_at_its_address_for_ever(client, trainer):
    stored = bring(client, picture()).json()
    client.logout()
    shown = client.get(stored["url"])

    assert (stored["width"], stored["height"]) == (1600, 800)
    assert b"".join(shown.streaming_content)[:4] == b"RIFF"
    assert shown["Content-Type"] == "image/webp"
    assert shown["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_same_picture_is_one_row(client, trainer):
    first, second = (bring(client, picture()).json() for _ in range(2))

    assert first == second
    assert Picture.objects.get().uploaded_by == trainer


@pytest.mark.parametrize("body", [b"<svg/>", promising(50_000, 50_000)])
def test_what_is_refused_leaves_nothing(client, trainer, media, body):
    answer = bring(client, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "picture_refused")
    assert not Picture.objects.exists()
    assert list(media.rglob("*.webp")) == []


@pytest.mark.parametrize("name", ["0" * 64, "..", "%2e%2e%2fsecret", "a" * 63])
def test_no_other_file_is_shown(client, media, name):
    (media / "secret.webp").write_bytes(b"secret")

    assert client.get(f"/hinh/{name}.webp").status_code == 404
