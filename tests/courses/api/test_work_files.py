"""Files and photos of assignments: drawn anew, read by few, gone with their person."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image

from backend.accounts.actions.erasure import erase_person
from backend.common.jobs import run_waiting_jobs
from backend.files.models import StoredFile
from courses.actions.work_file import forget_loose_files
from courses.models import LessonVersion, Work
from tests.courses.api.test_assignment import PART, address
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import LESSON, CohortFactory, CourseFactory, EnrolmentFactory
from tests.factories.organisations import MembershipFactory
from tests.files.killing import PLACES, kill_at
from tests.files.sending import begin, bring
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db(transaction=True)
MAKE, GPS = 0x010F, 0x8825
PDF = b"%PDF-1.4\n" + b"1 0 obj\n<<>>\nendobj\n" * 10


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def enrolment(commune, trainer):
    course = CourseFactory(lessons=1)
    wording = {**LESSON, "parts": [*LESSON["parts"], {**PART, "files": 2}]}
    LessonVersion.objects.filter(course=course).update(document=wording)
    cohort = CohortFactory(organisation=commune, trainers=[trainer], course=course)
    return EnrolmentFactory(cohort=cohort)


@pytest.fixture
def learner(enrolment):
    return Device(enrolment.person)


def photo(colour="#335577"):
    """As a phone takes it: lying on its side, with maker and place."""
    exif = Image.Exif()
    exif[MAKE], exif[0x0112] = "CANARY phone", 6
    exif.get_ifd(GPS)[1] = "CANARY"
    body = BytesIO()
    Image.new("RGB", (2400, 1200), colour).save(body, "JPEG", exif=exif)
    return body.getvalue()


def brought(device, *bodies):
    """The uuids of the files, once a worker has looked at them."""
    places = [bring(device, body, "work", filename="anh.jpg") for body in bodies]
    run_waiting_jobs()
    return [place.split("/")[-2] for place in places]


def give(learner, enrolment, files, text="", key=None):
    body = {"key": str(key or uuid4()), "text": text, "files": files}
    return learner.http.post(address(enrolment), body, "json")


def content(device, uuid):
    return device.http.get(f"/api/v1/files/{uuid}/content/")


def status_of(device, uuid):
    answer = content(device, uuid)
    answer.close()
    return answer.status_code


def test_a_photo_is_handed_in_without_its_place_and_seen_by_the_trainer(
    enrolment, learner, trainer, tmp_path
):
    uuid, paper = brought(learner, photo(), PDF)

    told = give(learner, enrolment, [uuid, paper])

    assert told.status_code == 200
    assert [one["is_picture"] for one in told.json()["works"][0]["files"]] == [True, False]
    shown = Device(trainer).http.get(f"/api/v1/teaching/works/{Work.objects.get().uuid}/").json()
    assert [one["uuid"] for one in shown["files"]] == [uuid, paper]
    seen = content(Device(trainer), uuid)
    body = b"".join(seen)
    with Image.open(BytesIO(body)) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (1000, 2000))
    assert (seen["Cache-Control"], seen["X-Content-Type-Options"]) == (
        "private, no-store",
        "nosniff",
    )
    document = content(Device(trainer), paper)
    assert document["Content-Disposition"].startswith("attachment")
    document.close()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(b"CANARY" in one for one in kept) == 0
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"anh.webp", "tep.pdf"}


def test_only_its_owner_and_who_judges_read_a_file(enrolment, learner, trainer, commune):
    [uuid] = brought(learner, photo())
    fellow = EnrolmentFactory(cohort=enrolment.cohort).person
    others = [
        fellow,
        MembershipFactory(trainer=True, organisation=commune).user,
        MembershipFactory(administrator=True, organisation=commune).user,
    ]
    before = status_of(Device(trainer), uuid)
    give(learner, enrolment, [uuid])

    answers = [status_of(Device(one), uuid) for one in others]

    assert before == 404
    assert answers == [404, 404, 404]
    assert [status_of(Device(one), uuid) for one in (enrolment.person, trainer)] == [
        200,
        200,
    ]
    assert Device().http.get(f"/api/v1/files/{uuid}/content/").status_code == 401
    digest = StoredFile.objects.get().digest
    assert Device().http.get(f"/tep/work/{digest}/anh.webp").status_code == 404


def test_files_of_others_unready_ones_and_too_many_are_refused(enrolment, learner):
    fellow = Device(EnrolmentFactory(cohort=enrolment.cohort).person)
    [theirs] = brought(fellow, photo())
    own = brought(learner, photo("#111111"), photo("#222222"), photo("#333333"))
    half = bring(learner, photo("#444444"), "work").split("/")[-2]

    refusals = [
        give(learner, enrolment, files).json()["reason"]
        for files in ([theirs], [half], own, [], [str(uuid4())])
    ]

    assert refusals == [
        *["files_not_ready"] * 2,
        "too_many_files",
        "nothing",
        "files_not_ready",
    ]
    assert not Work.objects.exists()


def test_a_worker_killed_over_a_photo_leaves_nothing_half(enrolment, learner, settings):
    uuid = bring(learner, photo(), "work", filename="anh.jpg").split("/")[-2]

    for place in PLACES:
        kill_at(place, settings.MEDIA_ROOT)
        assert status_of(learner, uuid) == 404
        assert give(learner, enrolment, [uuid]).json()["reason"] == "files_not_ready"
    run_waiting_jobs()

    assert give(learner, enrolment, [uuid]).status_code == 200
    with Image.open(BytesIO(b"".join(content(learner, uuid).streaming_content))) as drawn:
        assert drawn.height > drawn.width
        assert not drawn.getexif()
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert [b"CANARY" in path.read_bytes() for path in kept] == [False] * len(kept)


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\x00 this is a program" * 20,
        b"\xff\xd8\xff\xe0 no picture at all" * 20,
        b"PK\x03\x04" + b"\0" * 100,
    ],
    ids=["svg", "html", "program", "broken-photo", "zip"],
)
def test_hostile_files_are_refused_and_leave_nothing(enrolment, learner, tmp_path, body):
    [uuid] = brought(learner, body)

    assert learner.http.get(f"/api/v1/files/{uuid}/").json()["state"] == "refused"
    assert give(learner, enrolment, [uuid]).json()["reason"] == "files_not_ready"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_who_learns_nothing_brings_nothing_and_room_is_bounded(enrolment, learner):
    assert begin(Device(UserFactory()), 100, "work").status_code == 404
    assert problem_of(begin(learner, 21 * 1024 * 1024, "work")) == (413, "file_too_large")
    StoredFile.objects.create(
        owner=enrolment.person,
        purpose="work",
        name="x",
        bytes=300 * 1024 * 1024 - 10,
        created_at=timezone.now(),
        expires_at=timezone.now(),
    )
    assert problem_of(begin(learner, 100, "work")) == (413, "file_quota_spent")


def test_an_erased_person_s_files_go_and_the_same_photo_of_another_stays(
    enrolment, learner, tmp_path
):
    fellow = Device(EnrolmentFactory(cohort=enrolment.cohort).person)
    [shared, _own] = brought(learner, photo(), photo("#111111"))
    [theirs] = brought(fellow, photo())
    give(learner, enrolment, [shared])

    erase_person(enrolment.person, actor=None, now=timezone.now())
    run_waiting_jobs()

    assert [str(one.uuid) for one in StoredFile.objects.all()] == [theirs]
    assert status_of(fellow, theirs) == 200
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_nobody_handed_in_goes_after_a_month(enrolment, learner, tmp_path):
    used, _loose = brought(learner, photo(), photo("#111111"))
    give(learner, enrolment, [used])
    later = timezone.now() + timedelta(days=31)

    counts = [forget_loose_files(now=now) for now in (timezone.now(), later)]
    run_waiting_jobs()

    assert counts == [0, 1]
    assert [str(one.uuid) for one in StoredFile.objects.all()] == [used]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
