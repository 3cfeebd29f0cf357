"""Lessons with files over HTTP: what is brought, shown, and told of them."""

import pytest
from django.utils import timezone

from backend.common.jobs import run_waiting_jobs
from backend.files.models import StoredFile
from courses.actions.content import publish_version
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course
from courses.queries.media import with_facts
from tests.courses.learner import Learner, right_tokens
from tests.factories.accounts import UserFactory
from tests.factories.courses import SLUG, make_practice_items
from tests.factories.organisations import MembershipFactory
from tests.files.sending import begin, bring
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
DIGEST = "ab" * 32
VIDEO = {
    "key": "video-1",
    "kind": "video",
    "title": "Xem",
    "file": DIGEST,
    "seconds": 20,
    "transcript": "Lời",
    "questions": [{"at": 8, "item": "TST-001"}],
}
OUTLINE = {
    "title": "Khóa",
    "summary": "Gì",
    "completion": {},
    "modules": [{"key": "mo-dau", "title": "Mở đầu", "lessons": ["bai-mot"]}],
}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def learner():
    make_practice_items(1)
    course = Course.objects.create(slug=SLUG, title="Khóa")
    said = {"title": "Bài", "summary": "Một câu.", "minutes": 5, "parts": [VIDEO]}
    lessons = {"bai-mot": Lesson.model_validate(said)}
    outline = Outline.model_validate(OUTLINE)
    publish_version(course, outline, lessons, actor=None, now=timezone.now())
    learner = Learner()
    learner.enrol()
    return learner


def test_a_video_is_done_when_it_was_watched_and_its_question_answered(learner):
    [part] = learner.lesson()["parts"]
    [item] = part["items"]
    assert part["needs"] == {"watched": 4, "tried": 1}
    assert part["questions"] == [{"at": 8, "item": item["item"]}]

    told = learner.tell({"video-1": {"watched": [0, 1, 2, 3]}}).json()
    assert (told["share"], told["is_done"]) == (500, False)
    verdict = learner.answer(item, right_tokens(item), part="video-1").json()
    assert verdict["is_right"]
    assert verdict["progress"]["is_done"]


def test_what_a_device_may_not_tell_of_a_video_is_refused(learner):
    for told in ({"watched": [4]}, {"watched": [-1]}, {"tried": ["x"]}, {"pages": [0]}):
        assert problem_of(learner.tell({"video-1": told})) == (422, "invalid_evidence")
    assert learner.lesson()["progress"]["share"] == 0


def test_media_is_brought_by_those_who_write_courses(learner):
    trainer = Device(MembershipFactory(trainer=True).user)

    assert begin(trainer, 10, "video").status_code == 201
    assert problem_of(begin(learner, 10, "video")) == (404, "not_found")
    assert problem_of(begin(trainer, 10**10, "video")) == (413, "file_too_large")


@pytest.mark.django_db(transaction=True)
def test_what_was_prepared_is_for_everybody_and_stays(client):
    trainer = Device(MembershipFactory(trainer=True).user)
    stored = trainer.http.get
    address = bring(trainer, b"WEBVTT\n\n00:01.000 --> 00:02.000\n<b>Ch\xc3\xa0o</b>\n", "captions")
    run_waiting_jobs()
    digest = stored(address).json()["digest"]

    shown = client.get(f"/tep/captions/{digest}/phu-de.vtt")

    assert "Chào" in b"".join(shown.streaming_content).decode()
    assert "immutable" in shown["Cache-Control"]
    assert shown["X-Content-Type-Options"] == "nosniff"
    for other in (
        f"captions/{digest}/phu-de",
        f"captions/{digest}/..",
        f"captions/{'0' * 64}/phu-de.vtt",
        f"captions/{digest[:10]}/phu-de.vtt",
        f"nothing/{digest}/phu-de.vtt",
    ):
        assert client.get(f"/tep/{other}").status_code == 404


def test_a_lesson_says_of_its_files_what_the_server_found():
    owner = UserFactory()
    StoredFile.objects.create(
        purpose="video",
        owner=owner,
        name="a.mp4",
        bytes=9,
        received=9,
        digest=DIGEST,
        state="ready",
        facts={"seconds": 33, "width": 640, "height": 360, "bytes": 7},
        created_at=timezone.now(),
        expires_at=timezone.now(),
    )
    claimed = {**VIDEO, "seconds": 1, "bytes": 1}
    unknown = {**claimed, "file": "cd" * 32}

    told = with_facts({"bai": {"parts": [claimed, unknown]}})["bai"]["parts"]

    assert [(one["seconds"], one["bytes"]) for one in told] == [(33, 7), (0, 0)]
