"""Bundles of rounds with items of every kind: recounted, and quiet about what people wrote."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from quizzes.actions.attempt import submit_attempt
from quizzes.actions.bundle import bundle_path, write_bundle
from quizzes.actions.marking import MAY_BE_TAKEN_BACK, give_mark, settle_due_essays, take_next_essay
from quizzes.actions.response import save_responses
from quizzes.actions.round import close_round
from quizzes.actions.scoring import score_pending_attempts
from quizzes.models import Essay, Ranking, Score
from quizzes.queries.bank import scored_items
from quizzes.queries.bundle import OTHER_WORDS
from quizzes.rules.response import Answer
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.quizzes import (
    CLOSES_AT,
    KINDS,
    NOON,
    grant_of,
    make_attempt,
    make_round_of_every_kind,
    right_value,
)
from tests.quizzes.actions.test_bundle import files_of, manifest_of, stand_alone

pytestmark = pytest.mark.django_db
SECRET = "Lò Thị Mẩy, bản Nà Bó"
WRONG = {
    "short_text": SECRET,
    "hotspot": [999, 0],
    "essay": SECRET,
    "number": "9",
    "matching": [[0, 0]],
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def sit(round_, place: int) -> None:
    """Every second person errs, and hands in later."""
    attempt = make_attempt(round_, now=NOON + timedelta(minutes=place))
    items = scored_items(version for version, _ in attempt.paper)
    answers = [
        Answer(slot, 1, WRONG.get(items[version].kind, [0]))
        if place % 2
        else Answer(slot, 1, right_value(items[version]))
        for slot, (version, _) in enumerate(attempt.paper, start=1)
    ]
    moment = attempt.started_at + timedelta(minutes=4, seconds=place)
    save_responses(grant_of(attempt), answers, now=moment)
    submit_attempt(attempt.pk, now=moment)
    score_pending_attempts(now=moment)


def mark_all(round_) -> None:
    """Each essay has the points of its place."""
    trainer = MembershipFactory(trainer=True, organisation=round_.contest.organisation).user
    now = NOON + timedelta(hours=1)
    while taken := take_next_essay(round_.contest, trainer, now=now):
        points = min(taken.essay_id % 7 + 1, 7)
        give_mark(taken.essay.uuid, trainer, [points, 2], "", now=now)
    settle_due_essays(now=now + MAY_BE_TAKEN_BACK)


def played(kinds, **changes) -> Ranking:
    round_ = make_round_of_every_kind(kinds, prediction={"target": "none"}, **changes)
    round_.contest.organisation = OrganisationFactory()
    round_.contest.save()
    for place in range(6):
        sit(round_, place)
    if "essay" in kinds:
        mark_all(round_)
    close_round(round_.pk, now=CLOSES_AT + timedelta(minutes=5))
    ranking = Ranking.objects.get(round=round_)
    write_bundle(ranking)
    return ranking


def recounted(folder: Path, ranking: Ranking) -> str:
    told = stand_alone(folder, bundle_path(ranking), "--digest", ranking.bundle_digest)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


ESSAYS = {"essays": {"markers": 1, "largest_difference": 2}}


@pytest.mark.parametrize("kinds", [(kind,) for kind in KINDS] + [tuple(KINDS)], ids=str)
def test_every_kind_is_recounted(tmp_path, kinds):
    ranking = played(kinds, **(ESSAYS if "essay" in kinds else {}))

    assert "MATCHES" in recounted(tmp_path, ranking)
    assert len(set(Score.objects.values_list("points", flat=True))) > 1


def test_part_of_an_answer_and_wrong_ones_are_recounted(tmp_path):
    ranking = played(tuple(KINDS), scoring={"items": "partial", "wrong_points": -2}, **ESSAYS)

    assert "MATCHES" in recounted(tmp_path, ranking)


def test_what_people_wrote_is_not_told():
    ranking = played(("short_text", "essay"), **ESSAYS)

    assert Essay.objects.count() == 6
    for name, body in files_of(ranking).items():
        for part in ("Lò Thị", "Nà Bó", "Bài viết của tôi"):
            assert part.encode() not in body, name
            assert json.dumps(part)[1:-1].encode() not in body, name
    lines = files_of(ranking)["attempts.jsonl"].splitlines()
    told = {str(answer) for line in lines for answer in json.loads(line)["attempts"][0]["answers"]}
    assert told == {"BDHVS", OTHER_WORDS, "True"}


def test_the_keys_of_both_kinds_are_in_the_manifest():
    ranking = played(("short_text", "hotspot"))

    told = {item["kind"]: item for item in manifest_of(ranking)["items"]}

    assert told["short_text"]["key"] == KINDS["short_text"][1]
    assert told["hotspot"]["key"] == KINDS["hotspot"][1]
    assert told["hotspot"]["picture"] == "Mô hình kim tự tháp"
