"""Files of items over HTTP: brought, mended, stored by the worker, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from backend.common.jobs import run_waiting_jobs
from quizzes import tasks  # noqa: F401 - names the work that jobs do
from quizzes.models import Item, ItemSighting
from tests.factories.bank import make_draft, make_topic
from tests.factories.organisations import MembershipFactory

IMPORTS = "/api/v1/bank/imports/"
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="truefalse">
    <name><text>Đảng</text></name>
    <questiontext format="html"><text><![CDATA[<p>Đúng hay <b>sai</b>?</p>]]></text></questiontext>
    <answer fraction="100"><text>true</text></answer>
    <answer fraction="0"><text>false</text></answer>
  </question>
  <question type="multichoice">
    <name><text>Hỏng</text></name>
    <questiontext format="html"><text>Chọn một?</text></questiontext>
    <single>true</single>
    <answer fraction="0"><text>Một</text></answer>
    <answer fraction="0"><text>Hai</text></answer>
  </question>
</quiz>
"""


@pytest.fixture
def trainer(client):
    user = MembershipFactory(trainer=True).user
    client.force_login(user)
    return user


def bring(client, name: str, body: str, topic: str):
    file = SimpleUploadedFile(name, body.encode())
    return client.post(IMPORTS, {"file": file, "topic": topic})


def put(client, address: str, body):
    return client.put(address, body, content_type="application/json")


@pytest.mark.django_db(transaction=True)
def test_a_file_with_a_bad_item_is_mended_in_place_stored_and_taken_back(client, trainer):
    topic = make_topic()
    brought = bring(client, "moodle.xml", MOODLE, topic.code)
    file = f"{IMPORTS}{brought.json()['uuid']}/"
    assert (brought.status_code, brought.json()["state"]) == (202, "reading")
    assert run_waiting_jobs() == 1

    found = client.get(file).json()
    rows = client.get(f"{file}rows/").json()["rows"]
    assert (found["state"], found["format"]) == ("checked", "moodle_xml")
    assert [row["state"] for row in rows] == ["new", "faulty"]
    assert [note["field"] for note in rows[1]["notes"] if note["level"] == "error"] == ["key"]

    refused = client.post(f"{file}apply/", {"submit": True}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "import_refused")
    mended = put(client, f"{file}rows/2/", {"document": {"content": {"key": [1]}}})
    assert mended.json()["state"] == "new"
    accepted = client.post(f"{file}apply/", {"submit": True}, content_type="application/json")
    assert accepted.status_code == 202
    assert run_waiting_jobs() == 1

    items = list(Item.objects.order_by("code"))
    assert [(item.kind, item.status) for item in items] == [
        ("true_false", "needs_review"),
        ("single", "needs_review"),
    ]
    assert client.get(file).json()["state"] == "applied"
    assert client.post(f"{file}undo/").json()["state"] == "undone"
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_the_template_is_a_workbook(client, trainer):
    answer = client.get(f"{IMPORTS}template.xlsx")
    assert answer.content[:2] == b"PK"


@pytest.mark.django_db
def test_a_file_too_large_is_refused_before_it_is_kept(client, trainer, monkeypatch):
    monkeypatch.setattr("quizzes.api.bank.import_shapes.MOST_BYTES", 10)
    answer = bring(client, "a.csv", "x" * 11, make_topic().code)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["file"])


@pytest.mark.django_db(transaction=True)
def test_rows_show_the_banks_own_item_and_can_be_narrowed(client, trainer):
    known = make_draft(
        kind="true_false", options=["Đúng", "Sai"], stem="Đúng hay sai?", key=[1], source={}
    )
    file = f"{IMPORTS}{bring(client, 'm.xml', MOODLE, make_topic().code).json()['uuid']}/"
    run_waiting_jobs()

    def places(**wish):
        return [row["place"] for row in client.get(f"{file}rows/", wish).json()["rows"]]

    [alike, _] = client.get(f"{file}rows/").json()["rows"]

    assert (alike["similar"]["code"], alike["state"]) == (known.code, "similar")
    assert alike["similar"]["document"]["key"] == [1]
    assert ItemSighting.objects.get().item == known
    assert (places(wanted="true"), places(wanted="false")) == ([2], [1])
    assert (places(state="faulty"), places(state="faulty", wanted="false")) == ([2], [])
