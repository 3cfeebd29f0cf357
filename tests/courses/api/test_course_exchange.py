"""Courses that leave as a zip come back as what they were, with their files."""

import hashlib
import io
import zipfile
from datetime import date
from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.common.jobs import run_waiting_jobs
from backend.files.models import StoredFile
from backend.files.storage import whole_path
from courses.actions.authoring import NewCourse, begin_course, create_course, save_lesson
from courses.formats import course_zip
from courses.formats.lesson import Lesson
from courses.models import Course
from courses.queries import course_export
from courses.queries.authoring import lessons_of, outline_of
from courses.queries.course_export import exported_course
from tests.factories.courses import make_course
from tests.factories.organisations import MembershipFactory
from tests.quizzes.device import Device

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/authoring/"
NOTE = "Ghi chú của lớp.\n".encode()
WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nXin ch\xc3\xa0o\n"
FACTS = {
    "video": {"seconds": 60, "width": 640, "height": 360, "bytes": 900},
    "audio": {"seconds": 30, "bytes": 400},
    "document": {"pages": 2, "bytes": 700, "sizes": [[10, 20], [10, 20]]},
    "attachment": {"bytes": 100, "member": "tep.pdf"},
    "captions": {},
}
DIGESTS = {purpose: hashlib.sha256(purpose.encode()).hexdigest() for purpose in FACTS}
SIGNS = "abcáđếộ ưỷ019.,:;=!?()[]{}<>*_#`~|\\/\"'&%-+"


def line():
    """Words in one line, signs of Markdown and YAML among them."""
    signs = st.text(SIGNS, max_size=20)
    letter = st.sampled_from([sign for sign in SIGNS if sign.isalpha()])
    return st.tuples(signs, letter, signs).map(lambda pieces: " ".join("".join(pieces).split()))


def headed(told):
    heading, prose = told
    return f"<h2>{escape(heading, quote=False)}</h2>\n{prose}"


PROSE = line().map(lambda one: f"<p>{escape(one, quote=False)}</p>")
CODES = st.lists(st.sampled_from(["TST-001", "TST-002", "TST-003"]), min_size=1, unique=True)


def part(kind, **shape):
    return st.fixed_dictionaries({"kind": st.just(kind), **shape})


CAPTIONS = [{"language": "vi", "file": DIGESTS["captions"]}]
NUMBER = st.integers(1, 9)
LEVEL = st.fixed_dictionaries({"title": line(), "points": st.integers(0, 9)})
CRITERION = st.fixed_dictionaries(
    {"title": line(), "levels": st.lists(LEVEL, min_size=2, max_size=3)}
)
CRITERIA = st.lists(CRITERION, min_size=1, max_size=2)
WITH_FILE = {
    kind: {"title": line(), "file": st.just(DIGESTS[kind])}
    for kind in ("video", "audio", "document", "attachment")
}
PARTS = st.one_of(
    # prose is parted at its headings, so two texts on end are two where the second has one
    part("text", markup=st.tuples(line(), PROSE).map(headed)),
    part("note", title=line(), markup=PROSE),
    part("warning", title=line(), markup=PROSE),
    part("checklist", title=line(), steps=st.lists(line(), min_size=1, max_size=3)),
    part("quiz", title=line(), items=CODES, **{"pass": st.just(1)}),
    part("link", title=line(), href=st.just("https://a.test/?x=1&y=2#z")),
    part("package", title=line(), origin=line(), package=st.just("ab" * 32), units=NUMBER),
    part("assignment", title=line(), markup=PROSE, criteria=CRITERIA,
         tries=NUMBER, **{"pass": st.just(0)}),
    part("video", **WITH_FILE["video"], transcript=line(), captions=st.just(CAPTIONS),
         questions=st.just([{"at": 8, "item": "TST-001"}])),
    part("video", title=line(), href=st.just("https://video.test/a")),
    part("audio", **WITH_FILE["audio"], transcript=line()),
    part("document", **WITH_FILE["document"], name=line(), downloadable=st.booleans()),
    part("attachment", **WITH_FILE["attachment"], name=line(), note=line()),
)  # fmt: skip
LESSONS = st.fixed_dictionaries(
    {
        "title": line(),
        "summary": line(),
        "minutes": st.integers(1, 180),
        "sources": st.lists(
            st.fixed_dictionaries({"title": line(), "publisher": line(), "article": line()}),
            min_size=1,
            max_size=2,
        ),
        "parts": st.lists(PARTS, min_size=1, max_size=6),
    }
)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def stored(owner, purpose, body, **more):
    told = {"name": "tep", "bytes": len(body), "received": len(body), "state": "ready", **more}
    digest = told.setdefault("digest", hashlib.sha256(body).hexdigest())
    whole_path(digest).parent.mkdir(parents=True, exist_ok=True)
    whole_path(digest).write_bytes(body)
    moments = {"created_at": timezone.now(), "expires_at": timezone.now()}
    return StoredFile.objects.create(owner=owner, purpose=purpose, **told, **moments)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(lessons=st.lists(LESSONS, min_size=1, max_size=2))
def test_every_kind_of_part_comes_back_as_it_was(lessons):
    membership = MembershipFactory(trainer=True)
    owner = membership.user
    for purpose, facts in FACTS.items():
        if not StoredFile.objects.filter(purpose=purpose).exists():
            digest = DIGESTS[purpose]
            stored(owner, purpose, purpose.encode(), digest=digest, facts=facts)
    named = {f"bai-{number}": one for number, one in enumerate(lessons)}
    outline = {
        "summary": "Gì",
        "audience": ["citizen"],
        "modules": [{"key": "mo-dau", "title": "Mở đầu", "lessons": list(named)}],
    }
    new = NewCourse("Khóa", membership.organisation)
    course = begin_course(new, outline, named, actor=owner, now=timezone.now())

    told = course_zip._read(exported_course(course, date(2026, 11, 22)))

    written = {
        key: Lesson.model_validate(one).model_dump(mode="json")
        for key, one in lessons_of(course).items()
    }
    assert told["lessons"] == written
    assert told["outline"]["modules"] == outline_of(course)["modules"]
    shown = {
        one["file"] for lesson in written.values() for one in lesson["parts"] if one.get("file")
    }
    assert {name.partition("/")[2] for name in told["files"]} >= shown


@pytest.fixture
def author(tmp_path):
    """Has written a lesson with a file to keep and a video's captions."""
    source = make_course(tmp_path)
    membership = MembershipFactory(trainer=True)
    person, new = membership.user, NewCourse("Bản xã", membership.organisation, source)
    course = create_course(new, actor=person, now=timezone.now())
    facts = {"bytes": len(NOTE), "member": "tep.txt"}
    kept = stored(person, "attachment", NOTE, media_type="text/plain", facts=facts)
    said = stored(person, "captions", WORDS, media_type="text/vtt")
    seen = stored(person, "video", b"video", facts=FACTS["video"])
    captions = [{"language": "vi", "file": said.digest}]
    lesson = lessons_of(course)["bai-mot"]
    more = [
        {"kind": "attachment", "title": "Giữ lại", "file": kept.digest, "name": "ghi-chu.txt"},
        {"kind": "video", "title": "Xem", "file": seen.digest, "captions": captions},
    ]
    document = {**lesson, "parts": [*lesson["parts"], *more]}
    save_lesson(course.slug, "bai-mot", document, 1, actor=person, now=timezone.now())
    return Device(person)


def exported(author):
    return author.http.get(f"{ROOT}courses/ban-xa/export.zip").content


def imported(author, body):
    form = {"file": SimpleUploadedFile("khoa.zip", body)}
    told = author.http.post(f"{ROOT}imports/", form, "multipart").json()
    return told, author.http.post(f"{ROOT}imports/{told['uuid']}/", {}, "json").json()


@pytest.mark.django_db(transaction=True)
def test_files_of_lessons_travel_along_and_are_prepared_where_they_arrive(author):
    body = exported(author)
    before = lessons_of(Course.objects.get(slug="ban-xa"))
    for file in StoredFile.objects.all():
        whole_path(file.digest).unlink()
    StoredFile.objects.all().delete()

    told, made = imported(author, body)
    run_waiting_jobs()

    assert (told["report"]["files"], told["report"]["lost_files"]) == (3, [])
    assert made["report"]["refused_files"] == []
    arrived = {one.purpose: (one.state, one.name) for one in StoredFile.objects.all()}
    # what was no video is refused there as it would have been here
    assert arrived == {
        "attachment": ("ready", "ghi-chu.txt"),
        "captions": ("ready", "Xem"),
        "video": ("refused", "Xem"),
    }
    [after] = [
        one
        for one in lessons_of(Course.objects.get(slug=made["course"]))["bai-mot"]["parts"]
        if one["kind"] == "attachment"
    ]
    assert after == before["bai-mot"]["parts"][-2]


def test_what_is_too_large_for_a_zip_stays_behind_and_is_named(author, monkeypatch):
    monkeypatch.setattr(course_export, "MOST_BYTES", course_export.SPARE_BYTES)
    body = exported(author)
    monkeypatch.undo()
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        [name] = [one for one in file.namelist() if one.endswith("khong-kem.txt")]
        left = file.read(name).decode().splitlines()
        assert not [one for one in file.namelist() if "/tep/" in one]
    assert len(left) == 3
    StoredFile.objects.all().delete()

    told, made = imported(author, body)

    assert told["report"]["lost_files"] == ["Xem", "ghi-chu.txt"]
    assert made["state"] == "applied"


def test_a_body_that_is_not_what_its_name_says_is_not_used(author):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported(author))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"khac" if "/tep/attachment/" in name else old.read(name))
    digest = hashlib.sha256(NOTE).hexdigest()
    StoredFile.objects.filter(digest=digest).delete()

    _, made = imported(author, out.getvalue())

    assert made["report"]["refused_files"] == ["ghi-chu.txt"]
    assert not StoredFile.objects.filter(purpose="attachment").exists()
