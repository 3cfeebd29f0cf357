"""The desk's contests over HTTP: a draft from nothing to a public page."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from tests.common.test_pictures import picture
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import make_items, make_round

pytestmark = pytest.mark.django_db
DESK = "/api/v1/desk/"


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def organiser(client, organisation):
    user = MembershipFactory(organiser=True, organisation=organisation).user
    client.force_login(user)
    return user


def send(client, method, path, body):
    return getattr(client, method)(DESK + path, json.dumps(body), content_type="application/json")


def created(client, organisation):
    wish = {
        "title": "Tìm hiểu Nghị quyết 57",
        "organiser": "Tỉnh uỷ",
        "organisation": str(organisation.uuid),
    }
    return send(client, "post", "contests/", wish)


def test_a_contest_goes_from_nothing_to_a_public_page(client, organiser, organisation):
    make_items(24)
    slug = created(client, organisation).json()["slug"]
    at = f"contests/{slug}/"
    weeks = {
        "first_on": str(timezone.localdate() + timedelta(days=7)),
        "weeks": 2,
        "opens_day": 1,
        "opens": "08:00",
        "closes_day": 7,
        "closes": "22:00",
    }
    texts = {"rules_html": "<p>Thể lệ</p>", "contact": "0207 000 0000"}

    assert len(send(client, "put", f"{at}rounds/weekly/", weeks).json()["rounds"]) == 2
    assert send(client, "put", f"{at}pool/", {"topics": ["nghi-quyet-57"]}).status_code == 200
    assert send(client, "patch", at, texts).json()["contact"] == "0207 000 0000"
    assert client.get(f"/cuoc-thi/{slug}/").status_code == 404
    preview = client.get(f"/ban-to-chuc/{slug}/xem-truoc/")
    assert "Bản xem trước" in preview.content.decode()
    assert send(client, "post", f"{at}publication/", {}).json()["phase"] == "scheduled"
    assert client.get(f"/cuoc-thi/{slug}/").status_code == 200
    assert client.delete(f"{DESK}{at}publication/").json()["phase"] == "draft"


def test_a_contest_is_held_in_the_name_of_ones_own_organisation(client, organiser):
    foreign = OrganisationFactory()

    assert created(client, foreign).status_code == 400


def test_the_desk_of_another_organisation_does_not_exist(client, organiser):
    other = make_round().contest
    other.organisation = OrganisationFactory()
    other.save()

    assert client.get(f"{DESK}contests/").json() == []
    assert client.get(f"{DESK}contests/{other.slug}/").status_code == 404
    assert client.get(f"/ban-to-chuc/{other.slug}/").status_code == 404


def test_the_checklist_names_what_is_missing(client, organiser, organisation):
    slug = created(client, organisation).json()["slug"]

    found = client.get(f"{DESK}contests/{slug}/checklist/").json()
    refused = send(client, "post", f"contests/{slug}/publication/", {})

    missing = [one["code"] for one in found if one["state"] == "missing"]
    assert missing == ["rounds", "items", "rules", "contact"]
    assert (refused.status_code, refused.json()["code"]) == (409, "not_ready")
    assert refused.json()["missing"] == missing


def test_only_people_of_the_organisation_join_the_committee(client, organiser, organisation):
    slug = created(client, organisation).json()["slug"]
    stranger = UserFactory()

    possible = client.get(f"{DESK}contests/{slug}/possible-committee/").json()
    joined = send(client, "patch", f"contests/{slug}/", {"committee": [str(organiser.uuid)]})
    refused = send(client, "patch", f"contests/{slug}/", {"committee": [str(stranger.uuid)]})

    assert [one["uuid"] for one in possible] == [str(organiser.uuid)]
    assert [one["uuid"] for one in joined.json()["committee"]] == [str(organiser.uuid)]
    assert refused.status_code == 400


def test_a_banner_is_shown_to_those_who_see_the_contest(
    client, organiser, organisation, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    slug = created(client, organisation).json()["slug"]
    file = SimpleUploadedFile("../../x.php", picture(), content_type="image/jpeg")

    body = encode_multipart(BOUNDARY, {"picture": file})
    answer = client.put(f"{DESK}contests/{slug}/banner/", body, content_type=MULTIPART_CONTENT)

    address = answer.json()["banner"]
    assert client.get(address)["Content-Type"] == "image/webp"
    client.logout()
    assert client.get(address).status_code == 404


def test_texts_of_published_results_are_left_to_the_staff(client, organiser, organisation):
    round_ = make_round()
    round_.contest.organisation = organisation
    round_.contest.save()
    round_.state = "published"
    round_.save()

    answer = send(client, "patch", f"contests/{round_.contest.slug}/", {"summary": "Khác"})

    assert answer.status_code == 403


@pytest.mark.parametrize(("combine", "status"), [("each", 404), ("sum", 200)])
def test_a_contest_says_whether_there_is_a_ranking_of_all_its_rounds(
    client, organiser, organisation, combine, status
):
    round_ = make_round(rounds={"combine": combine})
    round_.contest.organisation = organisation
    round_.contest.save(update_fields=["organisation"])
    at = f"/api/v1/desk/contests/{round_.contest.slug}/"

    told = client.get(at).json()["adds_up"]
    answer = client.get(f"{at}rounds/0/decision/")

    assert (told, answer.status_code) == (combine != "each", status)
