"""Figures of items, as trainers and organisers read them."""

from io import BytesIO

import openpyxl
import pytest
from rest_framework.test import APIClient

from backend.common.jobs import no_progress
from backend.common.models import Job
from quizzes.actions.statistic import compute_statistics
from quizzes.models import Contest, ItemSighting
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import NOON, make_round
from tests.factories.statistics import make_sat_round

pytestmark = pytest.mark.django_db

ROUNDS = "/api/v1/bank/statistics/rounds/"


@pytest.fixture
def round_():
    round_ = make_round(items=4, pool=4)
    make_sat_round(round_, 40, lambda person, item: [0] if person > 9 * item else [1])
    compute_statistics(round_, "counted", no_progress, now=NOON)
    return round_


def client_of(user):
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def trainer():
    return client_of(MembershipFactory(trainer=True).user)


def test_a_trainer_reads_rounds_items_and_an_item_over_time(trainer, round_):
    [row] = trainer.get(ROUNDS).json()
    found = trainer.get(f"{ROUNDS}{round_.uuid}/").json()
    code = found["items"][1]["code"]
    [history] = trainer.get(f"/api/v1/bank/statistics/items/{code}/").json()

    assert (row["uuid"], row["paper"]["attempts"]) == (str(round_.uuid), 40)
    assert [one["facility"] for one in found["items"]] == [0.975, 0.75, 0.525, 0.0]
    assert found["items"][1]["choices"]["papers"][0] == 40
    assert history["round"]["contest"]["slug"] == round_.contest.slug
    assert history["discrimination"] == found["items"][1]["discrimination"]


def test_who_read_the_answers_of_items_is_noted(trainer, round_):
    trainer.get(f"{ROUNDS}{round_.uuid}/")
    trainer.get(f"{ROUNDS}{round_.uuid}/figures.xlsx")

    ways = ItemSighting.objects.values_list("way", flat=True)
    assert sorted(ways) == ["export"] * 4 + ["list"] * 4


def test_an_organiser_reads_their_own_rounds_alone(round_):
    home, elsewhere = OrganisationFactory(), OrganisationFactory()
    Contest.objects.filter(pk=round_.contest_id).update(organisation=home)
    own = client_of(MembershipFactory(organiser=True, organisation=home).user)
    other = client_of(MembershipFactory(organiser=True, organisation=elsewhere).user)

    assert [one["uuid"] for one in own.get(ROUNDS).json()] == [str(round_.uuid)]
    assert other.get(ROUNDS).json() == []
    assert other.get(f"{ROUNDS}{round_.uuid}/").status_code == 404
    assert own.get(f"{ROUNDS}{round_.uuid}/figures.xlsx").status_code == 200


def test_nothing_is_told_before_a_round_is_closed(trainer, round_):
    round_.state = "running"
    round_.save()
    code = round_.round_items.first().version.item.code

    assert trainer.get(ROUNDS).json() == []
    assert trainer.get(f"{ROUNDS}{round_.uuid}/").status_code == 404
    assert trainer.post(f"{ROUNDS}{round_.uuid}/").status_code == 404
    assert trainer.get(f"{ROUNDS}{round_.uuid}/figures.xlsx").status_code == 404
    assert trainer.get(f"/api/v1/bank/statistics/items/{code}/").json() == []


def test_citizens_read_none_of_it(round_):
    citizen = client_of(UserFactory())

    assert citizen.get(ROUNDS).status_code == 403
    assert citizen.get(f"{ROUNDS}{round_.uuid}/").status_code == 404


def test_figures_are_computed_on_demand(trainer, round_):
    answer = trainer.post(f"{ROUNDS}{round_.uuid}/", {"papers": "first"}, format="json")

    job = Job.objects.get(uuid=answer.json()["uuid"])
    assert answer.status_code == 202
    assert (job.kind, job.parameters) == ("statistics", {"papers": "first"})
    assert trainer.get(f"{ROUNDS}{round_.uuid}/").json()["job"] == str(job.uuid)
    assert trainer.get(f"/api/v1/jobs/{job.uuid}/").status_code == 200
    refused = trainer.post(f"{ROUNDS}{round_.uuid}/", {"papers": "some"}, format="json")
    assert refused.status_code == 400


def test_the_excel_file_tells_the_same(trainer, round_):
    answer = trainer.get(f"{ROUNDS}{round_.uuid}/figures.xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    items, answers = book["Câu hỏi"], book["Phương án"]
    assert [row[7] for row in items.iter_rows(min_row=4, values_only=True)] == [
        0.975,
        0.75,
        0.525,
        0,
    ]
    first = next(answers.iter_rows(min_row=4, values_only=True))
    assert first[2].startswith("A. Phương án A")
    assert (first[3], first[4], first[5]) == ("Đúng", 39, 0.975)
