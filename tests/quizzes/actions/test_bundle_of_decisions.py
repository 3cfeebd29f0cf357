"""Bundles of rounds that were not plain: voided items, corrections, draws, disqualifications."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from backend.common.jobs import run_waiting_jobs
from quizzes import tasks  # noqa: F401 - registers the work
from quizzes.actions.bundle import bundle_path, write_bundle
from quizzes.actions.decision import publish_ranking
from quizzes.actions.demonstration import load_demonstration
from quizzes.actions.draw import commit_to_draw, hold_draw
from quizzes.actions.grading import void_item
from quizzes.actions.publication import write_publication
from quizzes.actions.round import close_due_rounds
from quizzes.enums import DecisionState, VoidPolicy
from quizzes.management.commands.load_demonstration import read_content
from quizzes.models import Attempt, ItemVersion, Ranking
from quizzes.recount.main import main
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import CLOSES_AT, NOON, hand_in, make_attempt, make_round
from tests.quizzes.actions import test_overall as overall
from tests.quizzes.actions.test_bundle import stand_alone
from tests.quizzes.test_demonstration import NOW

AFTER = CLOSES_AT + timedelta(minutes=2)
LATER = AFTER + timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def recounted(ranking: Ranking) -> bool:
    write_bundle(ranking)
    return main([str(bundle_path(ranking)), "--digest", ranking.bundle_digest]) == 0


def manifest_of(ranking: Ranking) -> dict:
    with zipfile.ZipFile(bundle_path(ranking)) as archive:
        return json.loads(archive.read("manifest.json"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("policy", list(VoidPolicy))
def test_a_voided_item_is_told_and_recounted(policy):
    round_ = make_round(items=4, pool=4)
    for wrong in range(4):
        hand_in(make_attempt(round_), wrong=wrong, prediction=wrong)
    paper = Attempt.objects.filter(round=round_).order_by("-pk")[0].paper
    voided = ItemVersion.objects.get(pk=paper[0][0])
    void_item(round_, voided, policy, "In nhầm", UserFactory(), NOON)
    while run_waiting_jobs():
        pass
    close_due_rounds(now=AFTER)
    ranking = Ranking.objects.get()

    assert recounted(ranking)
    told = [item for item in manifest_of(ranking)["items"] if item["voided"]]
    assert [(one["text"], one["voided"]) for one in told] == [(voided.stem, policy.value)]
    assert manifest_of(ranking)["grading_run"] == 2


@pytest.mark.django_db(transaction=True)
def test_a_correction_has_a_bundle_of_its_own_and_the_first_stays():
    round_ = make_round(items=4, pool=4)
    for wrong in range(4):
        hand_in(make_attempt(round_), wrong=wrong, prediction=wrong)
    close_due_rounds(now=AFTER)
    first = Ranking.objects.get()
    assert recounted(first)
    paper = Attempt.objects.filter(round=round_).order_by("-pk")[0].paper
    void_item(
        round_,
        ItemVersion.objects.get(pk=paper[0][0]),
        VoidPolicy.EVERYONE_CORRECT,
        "Đáp án sai",
        UserFactory(),
        AFTER,
    )
    while run_waiting_jobs():
        pass

    second = Ranking.objects.get(number=2)
    if second.state != DecisionState.PUBLISHED:
        publish_ranking(second.pk, actor=None, now=LATER)
        second.refresh_from_db()
    first.refresh_from_db()
    assert first.state == DecisionState.SUPERSEDED
    assert recounted(second)
    assert main([str(bundle_path(first)), "--digest", first.bundle_digest]) == 0
    assert first.bundle_digest != second.bundle_digest


@pytest.mark.django_db
def test_a_draw_is_recounted_from_its_entries_and_seed():
    round_ = make_round(ranking=["score"], ties="draw")
    for wrong in (0, 1, 1, 1, 2, 2):
        hand_in(make_attempt(round_), wrong=wrong)
    close_due_rounds(now=AFTER)
    pk = Ranking.objects.get().pk
    commit_to_draw(pk, source="Xổ số miền Bắc", actor=UserFactory(), now=AFTER)
    hold_draw(pk, seed="89341", witnesses="", actor=UserFactory(), now=LATER)
    publish_ranking(pk, actor=None, now=LATER)
    ranking = Ranking.objects.get()

    assert recounted(ranking)
    assert manifest_of(ranking)["draw"]["seed"] == "89341"


@pytest.mark.django_db
def test_the_demonstrations_closed_round_is_recounted_in_an_empty_environment(tmp_path):
    load_demonstration(read_content(), now=NOW)
    ranking = Ranking.objects.get(round__number=1)
    write_bundle(ranking)

    told = stand_alone(tmp_path, bundle_path(ranking), "--digest", ranking.bundle_digest)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "KHỚP" in told.stdout
    assert f"Người / people {ranking.people} " in told.stdout


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "rules",
    [
        {"rounds": {"combine": "sum"}},
        {"rounds": {"combine": "best_n", "best": 1}},
        {
            "rounds": {"combine": "sum"},
            "prediction": {"target": "people", "scope": "contest", "question": "?", "unit": ""},
        },
    ],
    ids=["sum", "best of one", "predicted for the contest"],
)
def test_an_overall_ranking_is_recounted_from_its_rounds(rules):
    first = overall.make_round(**rules)
    second = overall.second_round(first)
    people = {UserFactory(): wrong for wrong in ((0, 1), (1, 1), (2, None), (None, 0), (3, 2))}
    overall.play(first, second, people)
    overall.finish()
    ranking = Ranking.objects.get(round=None)
    if ranking.state != DecisionState.PUBLISHED:
        publish_ranking(ranking.pk, actor=None, now=LATER)
        ranking.refresh_from_db()

    assert recounted(ranking)
    assert set(manifest_of(ranking)["rounds"]) == {"1", "2"}
    write_publication(ranking, now=LATER)
    page = Client().get(f"/cuoc-thi/{first.contest.slug}/ket-qua/chung-cuoc/")
    assert page.status_code == 200
    assert "Kết quả toàn cuộc thi" in page.content.decode()
