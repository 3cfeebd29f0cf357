"""The bank over HTTP: finding, writing, handing in, judging."""

import json

import pytest

from quizzes.api.bank.shapes import ItemRowSerializer
from quizzes.models import Item, ItemSighting
from quizzes.queries import item_page
from quizzes.queries.item import item_rows
from tests.factories.accounts import UserFactory
from tests.factories.bank import document, make_approved, make_draft, make_submitted, make_topic
from tests.factories.organisations import MembershipFactory
from tests.factories.quizzes import NOON
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/bank/items/"


@pytest.fixture
def trainer():
    return MembershipFactory(trainer=True).user


@pytest.fixture
def http(trainer):
    return Device(trainer).http


@pytest.fixture
def colleague():
    return Device(MembershipFactory(trainer=True).user).http


def found(http, **asked):
    answer = http.get(ITEMS, asked)
    assert answer.status_code == 200, answer.content
    return [row["code"] for row in answer.json()["items"]]


def test_an_item_goes_from_its_writer_through_its_reviewer_into_use(http, colleague):
    make_topic()
    wish = {"topic": "nghi-quyet-57", "difficulty": "easy", "tags": ["cơ quan"]}

    begun = http.post(ITEMS, {**wish, "document": document("Ai ký?")}, "json")
    code = begun.json()["code"]
    saved = http.put(
        f"{ITEMS}{code}/draft/", {"revision": 1, "document": document("Ai ban hành?")}, "json"
    )
    submitted = http.post(f"{ITEMS}{code}/submit/", {"revision": 2}, "json")
    own = http.post(f"{ITEMS}{code}/review/", {"version": 1, "verdict": "approved"}, "json")
    approved = colleague.post(
        f"{ITEMS}{code}/review/", {"version": 1, "verdict": "approved"}, "json"
    )

    assert begun.status_code == 201
    assert begun.json()["may_submit"]
    assert (saved.status_code, saved.json()["revision"]) == (200, 2)
    assert submitted.json()["status"] == "needs_review"
    assert not submitted.json()["may_review"]
    assert problem_of(own) == (403, "own_item")
    shown = approved.json()
    assert (shown["status"], shown["current"], shown["document"]["stem"]) == (
        "approved",
        1,
        "Ai ban hành?",
    )
    assert [one["verdict"] for one in shown["versions"][0]["reviews"]] == ["approved"]


def test_a_stale_draft_is_answered_with_the_newer_one(http, colleague):
    item = make_draft()
    colleague.put(f"{ITEMS}{item.code}/draft/", {"revision": 1, "document": document("A?")}, "json")

    late = http.put(
        f"{ITEMS}{item.code}/draft/", {"revision": 1, "document": document("B?")}, "json"
    )

    assert problem_of(late) == (409, "draft_is_newer")
    assert (late.json()["revision"], late.json()["document"]["stem"]) == (2, "A?")


def test_what_hinders_submission_is_told_by_field(http):
    item = make_draft(options=["Một", "Cả A và B"], key=None, source={})

    refused = http.post(f"{ITEMS}{item.code}/submit/", {"revision": 1}, "json")

    assert problem_of(refused) == (400, "item_invalid")
    assert set(refused.json()["errors"]) == {"key"}


def test_errors_of_the_checks_hinder_submission_too(http):
    make_submitted(stem="Đã có câu này rồi?")
    letters = document(stem="Đã có câu này rồi?", source={})

    item = make_draft(**letters)
    refused = http.post(f"{ITEMS}{item.code}/submit/", {"revision": 1}, "json")

    assert problem_of(refused) == (400, "item_invalid")
    assert set(refused.json()["errors"]) == {"source", "stem"}


def test_words_are_found_without_their_diacritics_in_any_order(http):
    item = make_submitted(stem="Chữ ký số có giá trị pháp lý thế nào?")
    make_submitted(stem="Mật khẩu mạnh là gì?")

    assert found(http, q="phap ly chu ky") == [item.code]
    assert found(http, q="CHỮ KÝ") == [item.code]
    assert found(http, q=item.code.lower()) == [item.code]
    assert found(http, q="khong co dau") == []
    # words are whole, but the last one, which may still be being typed
    assert found(http, q="phap ly ch") == [item.code]
    assert found(http, q="ph ly chu") == found(http, q="hap") == []
    assert found(http, q="' & ! 𝟚 \\ :*") == found(http, q=f"chu {'y' * 150}") == []


def test_every_filter_narrows(http, trainer):
    parent = make_topic("cha")
    make_topic("con", parent=parent)
    one = make_approved(
        trainer,
        topic="con",
        traits={"difficulty": "hard", "tags": ["mạng"], "audience": ["student"]},
        source={"document": "Luật", "effective_to": "2020-01-01"},
    )
    other = make_draft(UserFactory(), kind="true_false", options=["Đúng", "Sai"], source={})

    for asked in (
        {"topic": "cha"},
        {"difficulty": "hard"},
        {"status": "approved"},
        {"tag": "mạng"},
        {"audience": "student"},
        {"kind": "single"},
        {"author": str(trainer.uuid)},
        {"source": "expired"},
        {"draft": "false"},
    ):
        assert found(http, **asked) == [one.code], asked
    for asked in ({"source": "missing"}, {"draft": "true"}, {"kind": ["true_false", "essay"]}):
        assert found(http, **asked) == [other.code], asked
    assert sorted(found(http, used="never")) == sorted([one.code, other.code])
    assert found(http, used="contest") == found(http, alarm="true") == []


def test_the_queue_of_a_reviewer_leaves_out_their_own(http, trainer):
    make_submitted(trainer)
    theirs = make_submitted()

    assert found(http, reviewable="true") == [theirs.code]


@pytest.mark.parametrize("order", ["newest", "oldest", "code"])
def test_pages_follow_each_other_without_gap_or_repetition(http, order):
    codes = [make_draft().code for _ in range(5)]
    Item.objects.update(updated_at=NOON)

    seen, cursor = [], ""
    while cursor is not None:
        page = http.get(ITEMS, {"order": order, "size": 2, "cursor": cursor}).json()
        assert (page["total"], page["total_is_exact"]) == (5, True)
        seen += [row["code"] for row in page["items"]]
        cursor = page["next"]

    assert seen == codes


@pytest.mark.parametrize("window", [1, 100])
@pytest.mark.parametrize("order", ["newest", "oldest", "code"])
def test_of_many_items_pages_follow_each_other_too(http, order, window, monkeypatch):
    monkeypatch.setattr(item_page, "MOST_COUNTED", 2)
    monkeypatch.setattr(item_page, "WINDOW", window)
    codes = [
        make_draft(stem=f"Câu hỏi {['chẵn', 'lẻ'][one % 2]} hay không?").code for one in range(9)
    ]
    Item.objects.filter(code__in=codes[:3]).update(updated_at=NOON)

    seen, cursor = [], ""
    while cursor is not None:
        asked = {"order": order, "size": 2, "cursor": cursor, "q": "cau hoi chan"}
        page = http.get(ITEMS, asked).json()
        assert (page["total"], page["total_is_exact"]) == (2, False)
        seen += [row["code"] for row in page["items"]]
        cursor = page["next"]

    own = Item.objects.filter(code__in=codes[::2])
    field = {"newest": "-updated_at", "oldest": "updated_at", "code": "code"}[order]
    assert seen == list(own.order_by(field, "pk").values_list("code", flat=True))


@pytest.mark.parametrize(
    "cursor", ["x", "bnVsbA==", "WyJjb2RlIiwiXHUwMDAwIiwxXQ==", "WyJ1cGRhdGVkX2F0Iiw1LDFd"]
)
def test_an_odd_cursor_begins_anew(http, cursor):
    item = make_draft()

    for order in ("newest", "code", "hardest"):
        rows = found(http, order=order, cursor=cursor)
        assert rows == ([] if order == "hardest" else [item.code])


def test_reading_an_item_is_noted_once_a_day(http, trainer):
    item = make_approved()

    http.get(f"{ITEMS}{item.code}/")
    http.get(f"{ITEMS}{item.code}/")
    http.get(ITEMS)

    sighting = ItemSighting.objects.get()
    assert (sighting.item, sighting.person, sighting.way) == (item, trainer, "editor")


def test_lists_hold_neither_options_nor_keys(http):
    make_approved(explanation="KEYCANARY", options=["Đúng rồi", "Chưa"])

    assert "KEYCANARY" not in http.get(ITEMS).content.decode()
    assert "Đúng rồi" not in http.get(ITEMS).content.decode()


def test_the_rows_of_a_list_are_what_is_said_of_them(http, trainer):
    make_approved(trainer, source={"document": "Luật", "effective_to": "2020-01-01"})
    make_submitted()
    answer = http.get(ITEMS).json()

    for row in item_rows(Item.objects.values_list("pk", flat=True)):
        [shown] = [one for one in answer["items"] if one["code"] == row["code"]]
        said = ItemRowSerializer({**row, **{one: shown[one] for one in shown if "may_" in one}})
        assert json.loads(json.dumps(said.data)) == shown


def test_a_list_costs_the_same_statements_however_long(http, django_assert_max_num_queries):
    for _ in range(6):
        make_approved()

    with django_assert_max_num_queries(12):
        assert len(found(http)) == 6


def test_checks_answer_while_one_types(http):
    item = make_submitted(stem="Ai là người ký ban hành văn bản này?")
    typed = document(
        "Ai là người ký ban hành văn bản này?",
        markup={"explanation": "<p>Vì <b>vậy</b></p><script>"},
    )

    answer = http.post("/api/v1/bank/checks/", {"document": typed, "code": ""}, "json").json()

    assert [(one["code"], one["level"]) for one in answer["remarks"]] == [("duplicate", "error")]
    assert answer["similar"][0]["code"] == item.code
    assert answer["document"]["explanation"] == "Vì vậy"
    assert not Item.objects.exclude(pk=item.pk).exists()


def test_remarks_of_colleagues_are_counted_until_they_are_settled(http, colleague):
    item = make_draft()

    shown = colleague.post(f"{ITEMS}{item.code}/comments/", {"text": "Chưa rõ"}, "json").json()
    uuid = shown["comments"][0]["uuid"]

    assert shown["open_comments"] == 1
    assert found(http, commented="true") == [item.code]
    settled = http.post(f"{ITEMS}{item.code}/comments/{uuid}/settle/").json()
    assert settled["open_comments"] == 0


def test_an_older_version_is_read_and_brought_back(http):
    item = make_approved(stem="Lời đầu?")
    http.put(f"{ITEMS}{item.code}/draft/", {"revision": 0, "document": document("Sau?")}, "json")

    first = http.get(f"{ITEMS}{item.code}/versions/1/").json()
    back = http.post(f"{ITEMS}{item.code}/draft/restore/", {"version": 1, "revision": 1}, "json")

    assert first["document"]["stem"] == back.json()["draft"]["document"]["stem"] == "Lời đầu?"
    dropped = http.delete(f"{ITEMS}{item.code}/draft/?revision=2")
    assert dropped.status_code == 204
    assert http.get(f"{ITEMS}{item.code}/").json()["draft"] is None


def test_many_items_are_changed_and_put_back_over_http(http):
    items = [make_draft(traits={"tags": ["cũ"]}) for _ in range(3)]
    codes = [item.code for item in items]
    make_topic("khac")
    change = {"topic": "khac", "add_tags": ["mới"], "source": {"document": "Luật mới"}}

    done = http.post(f"{ITEMS}bulk/", {"codes": codes, "change": change}, "json").json()

    assert (done["changed"], done["unchanged"]) == (3, 0)
    assert sorted(found(http, topic="khac", tag=["mới", "cũ"])) == codes
    back = http.post(f"{ITEMS}bulk/", {"each": done["undo"]}, "json").json()
    assert back["changed"] == 3
    shown = http.get(f"{ITEMS}{codes[0]}/").json()
    assert (shown["topic"], shown["tags"]) == ("nghi-quyet-57", ["cũ"])
    assert shown["document"]["source"]["document"] != "Luật mới"


def test_a_change_of_many_is_undone_later_and_once(http, colleague, trainer):
    items = [make_draft(traits={"tags": ["cũ"]}) for _ in range(3)]
    codes = [item.code for item in items]
    make_topic("khac")
    change = {"topic": "khac", "add_tags": ["mới"], "source": {"document": "Luật mới"}}
    uuid = http.post(f"{ITEMS}bulk/", {"codes": codes, "change": change}, "json").json()["uuid"]

    [told] = colleague.get(f"{ITEMS}bulk/").json()
    assert (told["uuid"], told["items"], told["codes"], told["undone_at"]) == (uuid, 3, codes, None)
    assert (told["by"]["uuid"], told["traits"]) == (str(trainer.uuid), ["source", "tags", "topic"])
    back = colleague.post(f"{ITEMS}bulk/{uuid}/undo/")

    assert (back.status_code, back.json()["undone_at"] is None) == (200, False)
    for code in codes:
        shown = http.get(f"{ITEMS}{code}/").json()
        assert (shown["topic"], shown["tags"]) == ("nghi-quyet-57", ["cũ"])
        assert shown["document"]["source"]["document"] != "Luật mới"
    assert problem_of(http.post(f"{ITEMS}bulk/{uuid}/undo/")) == (409, "bulk_undone")


def test_what_was_changed_again_since_is_not_undone(http):
    items = [make_draft() for _ in range(2)]
    codes = [item.code for item in items]
    wish = {"codes": codes, "change": {"difficulty": "hard"}}
    uuid = http.post(f"{ITEMS}bulk/", wish, "json").json()["uuid"]
    other = {"codes": codes, "change": {"add_tags": ["khác"]}}
    assert http.post(f"{ITEMS}bulk/", other, "json").status_code == 200
    http.post(f"{ITEMS}bulk/", {"codes": codes[:1], "change": {"difficulty": "medium"}}, "json")

    refused = http.post(f"{ITEMS}bulk/{uuid}/undo/")

    assert problem_of(refused) == (409, "items_changed_since")
    assert refused.json()["items"] == codes[:1]
    levels = Item.objects.order_by("code").values_list("difficulty", flat=True)
    assert list(levels) == ["medium", "hard"]
    assert http.get(f"{ITEMS}bulk/").json()[2]["undone_at"] is None


def test_a_change_that_changes_nothing_leaves_no_trace(http):
    item = make_draft()
    wish = {"codes": [item.code], "change": {"difficulty": "easy"}}

    assert http.post(f"{ITEMS}bulk/", wish, "json").json()["uuid"] is None
    assert http.get(f"{ITEMS}bulk/").json() == []


def test_all_or_nothing_is_changed(http):
    item = make_draft()
    wish = {"codes": [item.code, "KHONG-CO"], "change": {"difficulty": "hard"}}

    refused = http.post(f"{ITEMS}bulk/", wish, "json")

    assert problem_of(refused) == (404, "not_found")
    assert Item.objects.get().difficulty == "easy"
    assert http.post(f"{ITEMS}bulk/", {"change": {}}, "json").status_code == 400


def test_drafts_are_handed_in_together_and_those_that_lack_something_stay(http, trainer):
    whole = [make_draft(trainer) for _ in range(2)]
    lacking, waiting = make_draft(trainer, options=["", ""]), make_submitted(trainer)
    codes = [item.code for item in [*whole, lacking, waiting]]

    done = http.post(f"{ITEMS}bulk/submit/", {"codes": [*codes, "KHONG-CO"]}, "json").json()

    assert done["submitted"] == codes[:2]
    refused = {one["code"]: one for one in done["refused"]}
    assert {code: one["refusal"] for code, one in refused.items()} == {
        lacking.code: "item_invalid",
        waiting.code: "item_step_refused",
        "KHONG-CO": "not_found",
    }
    assert refused[lacking.code]["hindrances"]
    assert set(found(http, status="needs_review")) == {*codes[:2], waiting.code}
    assert found(http, status="draft") == [lacking.code]
    assert not http.post(f"{ITEMS}bulk/submit/", {"codes": codes}, "json").json()["submitted"]


def test_one_item_is_changed_by_what_is_named_alone(http):
    item = make_draft(traits={"tags": ["giữ"]})

    shown = http.patch(f"{ITEMS}{item.code}/", {"difficulty": "hard"}, "json").json()

    assert (shown["difficulty"], shown["tags"]) == ("hard", ["giữ"])


def test_facets_count_what_is_found(http):
    make_approved(traits={"difficulty": "hard"})
    make_draft(kind="true_false", options=["Đúng", "Sai"])

    counts = http.get(f"{ITEMS}facets/").json()

    assert counts["total"] == 2
    assert counts["status"] == {"approved": 1, "draft": 1}
    assert counts["difficulty"] == {"hard": 1, "easy": 1}
    assert http.get(f"{ITEMS}facets/", {"status": "draft"}).json()["kind"] == {"true_false": 1}


def test_searches_are_kept_under_a_name(http, colleague):
    address, query = "/api/v1/bank/filters/", {"q": "mạng", "status": ["draft"]}

    first = http.post(address, {"name": "Của tôi", "query": query}, "json")
    http.post(address, {"name": "Của tôi", "query": {"q": "khác"}}, "json")

    assert first.json()["query"] == query
    [kept] = http.get(address).json()
    assert (kept["name"], kept["query"]) == ("Của tôi", {"q": "khác"})
    assert colleague.get(address).json() == []
    assert colleague.delete(f"{address}{kept['uuid']}/").status_code == 404
    assert http.delete(f"{address}{kept['uuid']}/").status_code == 204


def test_the_vocabulary_tells_what_can_be_chosen(http, trainer):
    make_topic("con", parent=make_topic("cha"))
    make_draft(trainer, topic="con", traits={"tags": ["mạng"]})

    offered = http.get("/api/v1/bank/vocabulary/").json()

    assert [(one["code"], one["parent"], one["items"]) for one in offered["topics"]] == [
        ("cha", None, 0),
        ("con", "cha", 1),
    ]
    assert offered["tags"] == [{"tag": "mạng", "items": 1}]
    assert [one["name"] for one in offered["authors"]] == [trainer.full_name]


def test_a_key_is_doubted_and_corrected_by_two(http, colleague):
    item = make_approved()
    wish = {"version": 1, "correct": [1], "reason": "Theo Điều 2"}

    shown = http.post(f"{ITEMS}{item.code}/key-changes/", wish, "json").json()
    [listed] = colleague.get("/api/v1/bank/key-changes/", {"state": "proposed"}).json()
    address = f"/api/v1/bank/key-changes/{listed['uuid']}/decide/"
    own = http.post(address, {"accept": True}, "json")
    done = colleague.post(address, {"accept": True}, "json")

    assert [one["may_decide"] for one in shown["key_changes"]] == [False]
    assert (listed["may_decide"], listed["before"], listed["correct"]) == (True, [0], [1])
    assert problem_of(own) == (403, "second_person_needed")
    assert (done.status_code, done.json()) == (200, {"rounds": []})
    assert http.get(f"{ITEMS}{item.code}/").json()["document"]["key"] == [1]


def test_the_report_tells_where_keys_stand_and_what_is_there_twice(http):
    for place in range(20):
        make_approved(key=[0] if place else [3])
    twins = [make_draft(stem="Cùng một câu?", source={}).code for _ in range(2)]

    report = http.get("/api/v1/bank/report/").json()

    assert report["total"] == 22
    assert report["sources"] == {"missing": 2, "expired": 0, "expiring": 0}
    [bias] = report["positions"]
    assert (bias["options"], bias["counts"], bias["is_beyond_chance"]) == (4, [19, 0, 0, 1], True)
    assert report["duplicates"] == {"total": 1, "groups": [twins]}
    assert http.get("/api/v1/bank/report/", {"topic": "khong-co"}).json()["total"] == 0
