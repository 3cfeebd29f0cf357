"""Writing over HTTP."""

import pytest

from courses.models import Course
from tests.factories.courses import make_course, make_practice_items
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/authoring/courses/"
PARTS = [{"kind": "text", "markup": "<p>Chào<script>x</script></p>"}]


@pytest.fixture
def commune():
    return OrganisationFactory()


@pytest.fixture
def author(commune):
    return Device(MembershipFactory(trainer=True, organisation=commune).user)


@pytest.fixture
def reviewer(commune):
    return Device(MembershipFactory(trainer=True, organisation=commune).user)


def begun(author):
    made = author.http.post(ROOT, {"title": "Khóa mới"}, "json").json()
    outline = {**made["outline"], "summary": "Gì", "modules": [{"title": "Mở", "lessons": []}]}
    saved = author.http.put(
        f"{ROOT}khoa-moi/outline/", {"revision": made["revision"], "document": outline}, "json"
    ).json()
    module = saved["document"]["modules"][0]["key"]
    wish = {"module": module, "title": "Bài một"}
    return author.http.post(f"{ROOT}khoa-moi/lessons/", wish, "json").json()


def save(device, revision, **changed):
    document = {
        "title": "Bài một",
        "summary": "Một câu",
        "minutes": 5,
        "sources": [{"title": "Luật"}],
        "parts": PARTS,
        **changed,
    }
    body = {"revision": revision, "document": document}
    return device.http.put(f"{ROOT}khoa-moi/lessons/bai-mot/", body, "json")


def test_from_nothing_to_a_published_course(author, reviewer, commune):
    detail = begun(author)
    assert [one["key"] for one in detail["lesson_rows"]] == ["bai-mot"]
    assert detail["organisation"] == commune.name

    saved = save(author, 1)
    assert saved.json()["document"]["parts"] == [
        {"key": "text-1", "kind": "text", "markup": "<p>Chào</p>"}
    ]
    assert author.http.get(f"{ROOT}khoa-moi/checks/").json() == []
    assert reviewer.http.get(ROOT).json() == []
    handed = author.http.post(f"{ROOT}khoa-moi/submission/", {"note": "Xin xem"}, "json").json()
    assert (handed["status"], handed["may_write"], handed["may_review"]) == (
        "needs_review",
        False,
        False,
    )

    seen = reviewer.http.get(f"{ROOT}khoa-moi/").json()
    assert (seen["may_review"], seen["may_write"], seen["reviews"][0]["note"]) == (
        True,
        False,
        "Xin xem",
    )
    assert reviewer.http.get(f"{ROOT}khoa-moi/lessons/bai-mot/").status_code == 200
    verdict = {"number": 1, "verdict": "approved"}
    assert reviewer.http.post(f"{ROOT}khoa-moi/judgement/", verdict, "json").status_code == 204

    shown = author.http.get(f"{ROOT}khoa-moi/").json()
    assert (shown["status"], shown["version"]) == ("published", 1)
    assert shown["versions"][0]["learners"] == 0


def test_checks_name_places(author):
    begun(author)

    told = author.http.get(f"{ROOT}khoa-moi/checks/").json()

    assert {"code": "no_parts", "lesson": "bai-mot", "part": "", "words": ""} in told
    refused = author.http.post(f"{ROOT}khoa-moi/submission/", {}, "json")
    assert problem_of(refused) == (409, "course_incomplete")


def test_a_stale_save_tells_what_is_stored(author):
    begun(author)
    save(author, 1)

    stale = save(author, 1, title="Cũ")

    assert problem_of(stale) == (409, "draft_is_newer")
    assert stale.json()["document"]["title"] == "Bài một"
    assert stale.json()["revision"] == 2


@pytest.mark.parametrize("document", ["chữ", {"parts": ["x" * 500_000]}, None])
def test_strange_documents_are_refused(author, document):
    begun(author)

    answer = author.http.put(
        f"{ROOT}khoa-moi/lessons/bai-mot/", {"revision": 1, "document": document}, "json"
    )

    assert list(answer.json()["errors"]) == ["document"]


def test_a_course_is_not_written_for_other_organisations(author):
    other = OrganisationFactory()

    answer = author.http.post(ROOT, {"title": "A", "organisation": str(other.uuid)}, "json")

    assert list(answer.json()["errors"]) == ["organisation"]
    assert not Course.objects.exists()


def test_what_anybody_learns_may_be_copied(author, tmp_path):
    make_course(tmp_path)

    copied = author.http.post(ROOT, {"title": "Bản xã", "copied": "khoa-thu"}, "json")

    assert copied.json()["lessons"] == 3
    assert author.http.get(f"{ROOT}khoa-thu/").status_code == 404
    module = copied.json()["outline"]["modules"][0]["key"]
    lesson = copied.json()["lesson_rows"][0]["key"]
    wish = {"module": module, "title": "Thêm", "copied": lesson, "course": "khoa-thu"}
    more = author.http.post(f"{ROOT}ban-xa/lessons/", wish, "json")
    assert (more.status_code, more.json()["lessons"]) == (201, 4)
    lost = author.http.post(f"{ROOT}ban-xa/lessons/", {**wish, "course": "khong-co"}, "json")
    assert list(lost.json()["errors"]) == ["copied"]
    lost = author.http.post(ROOT, {"title": "B", "copied": "khong-co"}, "json")
    assert list(lost.json()["errors"]) == ["copied"]


def test_authors_are_trainers_near_by(author, reviewer):
    begun(author)
    near = author.http.get(f"{ROOT}khoa-moi/authors/").json()
    strange = MembershipFactory(trainer=True).user

    refused = author.http.put(f"{ROOT}khoa-moi/authors/", {"authors": [str(strange.uuid)]}, "json")
    named = [one["uuid"] for one in near]
    detail = author.http.put(f"{ROOT}khoa-moi/authors/", {"authors": named}, "json").json()

    assert list(refused.json()["errors"]) == ["authors"]
    assert len(detail["authors"]) == 2
    assert reviewer.http.get(f"{ROOT}khoa-moi/").json()["may_write"]


def test_the_list_shows_what_is_stored_last_first(author):
    begun(author)
    make_practice_items(1)

    [row] = author.http.get(ROOT).json()

    assert (row["title"], row["status"], row["lessons"], row["version"]) == (
        "Khóa mới",
        "draft",
        1,
        None,
    )
