"""The recount bundle and one's own receipt, as the outside gets them."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from backend.common.audit import verify
from backend.common.jobs import run_waiting_jobs
from backend.common.models import AuditEntry, Job
from quizzes.actions.bundle import bundle_path
from quizzes.actions.publication import ask_for_missing_files, write_publication
from quizzes.actions.round import close_round
from quizzes.enums import DecisionState
from quizzes.models import Ranking
from quizzes.recount.main import main
from quizzes.tasks import publish_files
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, hand_in, make_attempt, make_round
from tests.world import body_of

pytestmark = pytest.mark.django_db
JOBS = [publish_files]  # importing it names it
LATER = CLOSES_AT + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def published() -> tuple[Ranking, list]:
    round_ = make_round()
    people = [UserFactory() for _ in range(3)]
    for wrong, person in enumerate(people):
        hand_in(make_attempt(round_, person), wrong=wrong)
    close_round(round_.pk, now=LATER)
    return Ranking.objects.get(round=round_), people


def client_of(person=None) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_anyone_gets_the_bundle_and_its_digest_fits(tmp_path):
    ranking, _ = published()
    address = f"/api/v1/rankings/{ranking.uuid}/bundle.zip"
    assert client_of().get(address).status_code == 404
    write_publication(ranking, now=LATER)

    answer = client_of().get(address)
    bundle = tmp_path / "got.zip"
    bundle.write_bytes(body_of(answer))

    assert answer.status_code == 200
    assert f"goi-kiem-phieu-{ranking.contest.slug}-1.zip" in answer["Content-Disposition"]
    assert main([str(bundle), "--digest", ranking.bundle_digest]) == 0


def test_a_receipt_is_for_its_owner_alone(tmp_path, capsys):
    ranking, people = published()
    write_publication(ranking, now=LATER)
    address = f"/api/v1/rankings/{ranking.uuid}/receipt/"

    told = client_of(people[1]).get(address)
    receipt = tmp_path / "receipt.json"
    receipt.write_bytes(told.content)

    assert json.loads(told.json()["ranking"])["rank"] == 2
    assert told.json()["merkle_root"] == ranking.bundle_root
    assert main([str(bundle_path(ranking)), "--receipt", str(receipt)]) == 0
    assert client_of(UserFactory()).get(address).status_code == 404
    assert client_of().get(address).status_code == 401


def test_what_is_not_published_or_not_public_is_not_found():
    ranking, people = published()
    write_publication(ranking, now=LATER)
    addresses = [f"/api/v1/rankings/{ranking.uuid}/{end}" for end in ("bundle.zip", "receipt/")]

    Ranking.objects.filter(pk=ranking.pk).update(state=DecisionState.REVIEWED)
    hidden = {client_of(people[0]).get(address).status_code for address in addresses}
    Ranking.objects.filter(pk=ranking.pk).update(state=DecisionState.PUBLISHED)
    ranking.contest.is_visible = False
    ranking.contest.save()
    hidden |= {client_of(people[0]).get(address).status_code for address in addresses}
    hidden.add(client_of().get(f"/api/v1/rankings/{uuid4()}/bundle.zip").status_code)

    assert hidden == {404}


def test_a_corrected_ranking_keeps_its_bundle():
    ranking, _ = published()
    write_publication(ranking, now=LATER)
    Ranking.objects.filter(pk=ranking.pk).update(state=DecisionState.SUPERSEDED)

    answer = client_of().get(f"/api/v1/rankings/{ranking.uuid}/bundle.zip")

    assert body_of(answer).startswith(b"PK")


@pytest.mark.django_db(transaction=True)
def test_the_job_writes_everything_once_and_says_so_in_the_log():
    ranking, _ = published()
    run_waiting_jobs()  # the round's figures

    assert ask_for_missing_files(now=LATER) == 1
    assert ask_for_missing_files(now=LATER) == 1
    assert run_waiting_jobs() == 1
    assert ask_for_missing_files(now=LATER) == 0

    ranking.refresh_from_db()
    job = Job.objects.get(kind="publication")
    assert job.result == {"digest": ranking.bundle_digest}
    assert ranking.file
    assert AuditEntry.objects.filter(action="bundle.written").count() == 1
    assert verify().is_whole


@pytest.mark.django_db(transaction=True)
def test_a_job_that_failed_is_asked_for_again_after_a_while(tmp_path):
    published()
    (tmp_path / "media").write_text("a file where the folder should be")
    ask_for_missing_files(now=LATER)
    while run_waiting_jobs():
        pass
    failed = Job.objects.get(kind="publication")
    assert failed.state == "failed"

    assert ask_for_missing_files(now=failed.ended_at + timedelta(minutes=1)) == 0
    (tmp_path / "media").unlink()
    assert ask_for_missing_files(now=failed.ended_at + timedelta(minutes=20)) == 1
    assert run_waiting_jobs() == 1
    assert Ranking.objects.get().bundle
