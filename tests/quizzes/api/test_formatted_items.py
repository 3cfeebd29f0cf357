"""Items with formatted words, pictures and a text that several ask about."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.actions.bundle import bundle_path, write_bundle
from quizzes.actions.round import close_round
from quizzes.actions.scoring import score_pending_attempts
from quizzes.models import ItemVersion, Ranking, Round, Stimulus
from quizzes.queries import bank
from quizzes.queries.bank import contents_of
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import make_items, make_round_of_every_kind
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
PICTURE = f"/hinh/{'cd' * 32}.webp"
STEM = (
    f'<p>Trong <strong>hình</strong> này</p><img src="{PICTURE}" alt="Sơ đồ" onerror="x()">'
    "<script>alert(1)</script>"
)
OPTION = '<em>Hai</em><img src="https://xau.example/a.png" alt="x">'


@pytest.fixture
def round_(settings, tmp_path):
    """One choice that is dressed up, one that shares its text, one in plain words."""
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    made = make_round_of_every_kind(
        ("single", "multiple", "number"),
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        prediction={"target": "none"},
        feedback={"score": "after_submit"},
    )
    stimulus = Stimulus.objects.create(
        title="Bản tin", text="Xã thông báo…", markup="<p>Xã <b>thông báo</b>…</p>", digest="1" * 64
    )
    ItemVersion.objects.filter(kind="single").update(
        markup={"stem": STEM, "options": ["", OPTION, ""], "explanation": "<p>Vì <b>thế</b></p>"},
        stimulus=stimulus,
    )
    ItemVersion.objects.filter(kind="multiple").update(stimulus=stimulus)
    return made


def paper_of(device, round_):
    assert device.start(round_).status_code == 201
    return {item["kind"]: item for item in device.paper["items"]}


def test_a_paper_shows_harmless_markup_beside_the_plain_words(device, round_):
    paper = paper_of(device, round_)

    single = paper["single"]
    assert single["stem"].startswith("Câu single")
    assert single["markup"] == (
        f'<p>Trong <strong>hình</strong> này</p><img src="{PICTURE}" alt="Sơ đồ">'
    )
    assert {option["text"]: option.get("markup") for option in single["options"]} == {
        "Một": None,
        "Hai": '<em>Hai</em><img alt="x">',
        "Ba": None,
    }
    assert "markup" not in paper["number"]
    assert "stimulus" not in paper["number"]


def test_what_several_items_ask_about_comes_with_each_and_they_stand_together(round_):
    for _ in range(8):
        device = Device(UserFactory())
        paper = paper_of(device, round_)
        text = paper["single"]["stimulus"]
        assert text["title"] == "Bản tin"
        assert text["markup"] == "<p>Xã <b>thông báo</b>…</p>"
        assert paper["multiple"]["stimulus"]["uuid"] == text["uuid"]
        assert abs(paper["single"]["slot"] - paper["multiple"]["slot"]) == 1


def test_the_review_shows_them_too(device, round_):
    slot = paper_of(device, round_)["single"]["slot"]
    device.submit()
    score_pending_attempts(now=timezone.now())
    Round.objects.update(state="published")

    item = device.get(f"attempts/{device.attempt}/").json()["review"][slot - 1]

    assert "script" not in json.dumps(item)
    assert item["markup"].startswith("<p>Trong")
    assert item["explanation_markup"] == "<p>Vì <b>thế</b></p>"
    assert {option["text"]: option.get("markup") for option in item["options"]} == {
        "Một": None,
        "Hai": '<em>Hai</em><img alt="x">',
        "Ba": None,
    }


def test_a_bundle_tells_the_plain_words(device, round_):
    paper_of(device, round_)
    device.submit()
    later = timezone.now() + timedelta(days=1, minutes=5)
    score_pending_attempts(now=timezone.now())
    close_round(round_.pk, now=later)
    ranking = Ranking.objects.get()
    write_bundle(ranking)

    with zipfile.ZipFile(bundle_path(ranking)) as archive:
        written = archive.read("manifest.json").decode()
    items = {item["kind"]: item for item in json.loads(written)["items"]}
    assert items["single"]["stimulus"] == "Xã thông báo…"
    assert "<p>" not in written
    assert "stimulus" not in items["number"]


def test_contents_are_read_by_one_query_and_once():
    bank._contents.clear()
    versions = [version.pk for version in make_items(5)]

    with CaptureQueriesContext(
        connection,
    ) as first:
        contents_of(versions)
    with CaptureQueriesContext(connection) as second:
        contents_of(versions)

    assert (len(first), len(second)) == (1, 0)
