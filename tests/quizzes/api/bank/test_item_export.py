"""Items into files over HTTP: written by the worker, for who asked alone, and read in again."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry, Job
from quizzes import tasks  # noqa: F401 - names the work that jobs do
from quizzes.actions.item_export import forget_exports
from quizzes.models import ItemSighting
from quizzes.queries.item_export import export_path
from tests.factories.bank import make_approved, make_draft, make_submitted, make_topic
from tests.factories.organisations import MembershipFactory

EXPORTS, IMPORTS = "/api/v1/bank/exports/", "/api/v1/bank/imports/"
PLAIN = {"source": {}}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def trainer(client):
    user = MembershipFactory(trainer=True).user
    client.force_login(user)
    return user


def ask(client, format_: str, **wish):
    return client.post(EXPORTS, {"format": format_, **wish}, content_type="application/json")


def fetched(client, format_: str, **wish) -> tuple[dict, bytes]:
    """The export as it was told, and its file."""
    asked = ask(client, format_, **wish)
    assert asked.status_code == 202, asked.json()
    assert run_waiting_jobs() == 1
    told = client.get(f"{EXPORTS}{asked.json()['uuid']}/").json()
    assert told["job"]["state"] == "done", told["job"]["failure"]
    answer = client.get(f"{EXPORTS}{told['uuid']}/file/")
    assert answer.status_code == 200
    return told, b"".join(answer.streaming_content)


def every_kind() -> list[str]:
    """Codes of items of each kind that every format can hold whole."""
    kinds = (
        {},
        {"kind": "multiple", "key": [0, 2]},
        {"kind": "true_false", "options": ["Đúng", "Sai"], "key": [1]},
        {"kind": "matching", "options": ["113", "114"], "targets": ["Công an", "Cứu hoả"],
         "key": [0, 1]},
        {"kind": "number", "options": [], "key": {"value": "1024", "tolerance": "0"}},
        {"kind": "short_text", "options": [],
         "key": {"accepted": ["vn"], "exact_marks": True, "exact_case": False}},
    )  # fmt: skip
    return [make_draft(**PLAIN, **parts).code for parts in kinds]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("format_", "name"),
    [
        ("xlsx", "a.xlsx"),
        ("docx", "a.docx"),
        ("moodle_xml", "a.xml"),
        ("gift", "a.gift.txt"),
        ("qti", "a.zip"),
    ],
)
def test_what_is_exported_is_known_when_it_is_brought_again(client, trainer, format_, name):
    topic, codes = make_topic(), every_kind()

    told, body = fetched(client, format_, codes=codes)

    assert (told["written"], told["asked"]) == (len(codes), len(codes))
    file = SimpleUploadedFile(name, body)
    brought = client.post(IMPORTS, {"file": file, "topic": topic.code}).json()
    assert run_waiting_jobs() == 1
    rows = client.get(f"{IMPORTS}{brought['uuid']}/rows/").json()["rows"]
    assert [(row["similar"]["code"], row["state"]) for row in rows] == [
        (code, "same") for code in codes
    ]


@pytest.mark.django_db(transaction=True)
def test_a_print_shows_items_with_their_key_and_says_what_it_lacks(client, trainer):
    first, second = make_approved(), make_approved(kind="multiple", key=[0, 2])

    told, body = fetched(client, "pdf", codes=[first.code, second.code])

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    assert first.text.partition("\n")[0] in text
    assert ("Đáp án" in text, "A, C" in text, "Mã đề" in text) == (True, True, False)
    assert [one["level"] for one in told["remarks"]] == ["warning"]


@pytest.mark.django_db(transaction=True)
def test_a_search_is_exported_and_what_is_not_complete_is_told(client, trainer):
    good = make_submitted(stem="Chuyển đổi số là gì vậy?")
    bad = make_draft(stem="Chuyển đổi số thiếu đáp án?", key=None)
    make_draft(stem="Một câu khác hẳn thế?")

    told, _ = fetched(client, "xlsx", search={"q": "chuyen doi so"})

    assert (told["asked"], told["written"]) == (2, 1)
    assert [one["codes"] for one in told["remarks"] if one["level"] == "error"] == [[bad.code]]
    sightings = ItemSighting.objects.values_list("item__code", "person", "way")
    assert list(sightings) == [(good.code, trainer.pk, "export")]
    entry = AuditEntry.objects.get(action="items.exported")
    assert (entry.details["format"], entry.details["items"]) == ("xlsx", 2)


@pytest.mark.django_db(transaction=True)
def test_a_draft_of_an_approved_item_is_named(client, trainer):
    item = make_approved()
    changed = {"revision": 0, "document": {**told_document(client, item.code), "stem": "Khác?"}}
    saved = client.put(
        f"/api/v1/bank/items/{item.code}/draft/", changed, content_type="application/json"
    )
    assert saved.status_code == 200

    told, body = fetched(client, "gift", codes=[item.code])

    assert "Khác?" in body.decode()
    assert [item.code] in [one["codes"] for one in told["remarks"] if "bản nháp" in one["text"]]


def told_document(client, code: str):
    return client.get(f"/api/v1/bank/items/{code}/versions/1/").json()["document"]


@pytest.mark.django_db(transaction=True)
def test_only_who_asked_is_given_the_file_and_for_a_week_alone(client, trainer):
    told, _ = fetched(client, "gift", codes=[make_approved().code])
    address = f"{EXPORTS}{told['uuid']}/"
    job = Job.objects.get(uuid=told["uuid"])
    assert [one["uuid"] for one in client.get(EXPORTS).json()] == [told["uuid"]]

    client.force_login(MembershipFactory(trainer=True).user)
    assert [client.get(f"{address}{end}").status_code for end in ("", "file/")] == [404, 404]
    assert client.get(EXPORTS).json() == []

    client.force_login(trainer)
    assert forget_exports(now=timezone.now()) == 0
    later = timezone.now() + timedelta(days=7, minutes=1)
    assert forget_exports(now=later) == 1
    assert not export_path(job).exists()
    assert client.get(f"{address}file/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wish", "got"),
    [
        ({"codes": []}, 409),
        ({"search": {"q": "không có câu nào như thế"}}, 409),
        ({"format": "exe", "codes": ["a"]}, 400),
        ({"codes": ["a"] * 5_001}, 400),
    ],
)
def test_nothing_too_much_and_unknown_formats_are_refused(client, trainer, wish, got):
    assert ask(client, **{"format_": wish.pop("format", "xlsx"), **wish}).status_code == got
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_export_of_incomplete_items_alone_fails_in_words(client, trainer):
    asked = ask(client, "xlsx", codes=[make_draft(key=None).code])
    run_waiting_jobs()

    job = client.get(f"{EXPORTS}{asked.json()['uuid']}/").json()["job"]
    assert (job["state"], job["failure"]) == ("failed", "Không có câu nào hoàn chỉnh để xuất.")
