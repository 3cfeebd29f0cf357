"""Courses that come as a zip: told, made, taken back, refused."""

import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from courses.actions.authoring import NewCourse, create_course, save_lesson
from courses.formats.course_zip import read_course_zip
from courses.models import Course, CourseDraft, LessonDraft
from courses.queries.authoring import lessons_of, outline_of
from quizzes.actions.picture import store_picture
from quizzes.models import Item, ItemImport, Picture
from tests.courses.brought import brought
from tests.factories.courses import make_course
from tests.factories.organisations import MembershipFactory
from tests.factories.packages import scorm_12, zipped
from tests.quizzes.device import Device, problem_of

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/authoring/"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def author(tmp_path):
    """Has written a course with a diagram, a photograph, a package and quizzes."""
    source = make_course(tmp_path)
    membership = MembershipFactory(trainer=True)
    new = NewCourse("Bản xã", membership.organisation, source)
    course = create_course(new, actor=membership.user, now=timezone.now())
    device = Device(membership.user)
    told = brought(device, f"{ROOT}courses/{course.slug}/packages/", scorm_12(), "goi.zip")
    photo = io.BytesIO()
    Image.effect_noise((320, 200), 60).convert("RGB").save(photo, "PNG")
    kept = store_picture(photo.getvalue(), actor=membership.user, now=timezone.now())
    lesson = lessons_of(course)["bai-mot"]
    more = [
        {"kind": "picture", "src": f"/hinh/{kept.digest}.webp", "alt": "Ảnh", "caption": "Chụp",
         "width": 320, "height": 200},
        {"kind": "package", "title": "Gói", "origin": "Sở", "package": told["package"], "units": 1},
    ]  # fmt: skip
    document = {**lesson, "parts": [*lesson["parts"], *more]}
    save_lesson(course.slug, "bai-mot", document, 1, actor=membership.user, now=timezone.now())
    return device


def exported(author):
    return author.http.get(f"{ROOT}courses/ban-xa/export.zip").content


def bring(author, body):
    form = {"file": SimpleUploadedFile("khoa.zip", body)}
    return author.http.post(f"{ROOT}imports/", form, "multipart")


def test_what_was_exported_is_imported_as_the_same_course(author):
    body = exported(author)

    told = bring(author, body).json()
    assert Course.objects.count() == 2
    assert told["state"] == "checked"
    report = told["report"]
    assert (report["lessons"], report["pictures"], report["packages"]) == (3, 2, 1)
    assert (report["items"], report["unknown_items"], report["problems"]) == (9, [], [])

    made = author.http.post(f"{ROOT}imports/{told['uuid']}/", {}, "json").json()
    first, second = (Course.objects.get(slug=slug) for slug in ("ban-xa", made["course"]))
    assert lessons_of(second) == lessons_of(first)
    assert outline_of(second) == outline_of(first)
    assert (second.versions.count(), Picture.objects.count()) == (0, 1)

    again = bring(author, body).json()
    assert (again["uuid"], again["state"]) == (told["uuid"], "applied")
    author.http.post(f"{ROOT}imports/{told['uuid']}/", {}, "json")
    assert (Course.objects.count(), ItemImport.objects.count()) == (3, 0)


def test_an_import_is_taken_back_while_nobody_wrote_in_it(author):
    uuid = bring(author, exported(author)).json()["uuid"]
    address = f"{ROOT}imports/{uuid}/"
    slug = author.http.post(address, {}, "json").json()["course"]

    assert author.http.delete(address).json()["state"] == "undone"
    assert not Course.objects.filter(slug=slug).exists()
    slug = author.http.post(address, {}, "json").json()["course"]
    LessonDraft.objects.filter(course__slug=slug, key="bai-mot").update(revision=2)

    assert problem_of(author.http.delete(address)) == (409, "course_import_refused")
    assert CourseDraft.objects.filter(course__slug=slug).exists()
    stranger = Device(MembershipFactory(trainer=True).user)
    assert stranger.http.get(address).status_code == 404


def test_another_installation_gets_what_it_lacks(author):
    body = exported(author)
    Item.objects.filter(code="TST-001").update(code="KHAC-001")
    Picture.objects.all().delete()

    told = bring(author, body).json()
    assert told["report"]["unknown_items"] == ["TST-001"]
    assert told["report"]["has_items"] is True
    made = author.http.post(f"{ROOT}imports/{told['uuid']}/", {}, "json").json()

    assert made["report"]["item_import"] == str(ItemImport.objects.get().uuid)
    [picture] = [
        part
        for part in lessons_of(Course.objects.get(slug=made["course"]))["bai-mot"]["parts"]
        if part["kind"] == "picture" and part["src"].endswith(".webp")
    ]
    assert picture["src"] == f"/hinh/{Picture.objects.get().digest}.webp"


def test_problems_are_told_by_file_and_line(author):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported(author))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("bai-hai.md"):
                text = text.replace(b":::checklist", b":::bom")
            new.writestr(name, text)

    told = bring(author, out.getvalue()).json()

    [problem] = told["report"]["problems"]
    assert (problem["file"], problem["text"]) == (
        "ban-xa/mo-dau/bai-hai.md",
        "Không có khối :::bom.",
    )
    assert problem["line"] > 10
    refused = author.http.post(f"{ROOT}imports/{told['uuid']}/", {}, "json")
    assert problem_of(refused) == (409, "course_import_refused")


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        entry = zipfile.ZipInfo("a/course.yaml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, "/etc/passwd")
    return out.getvalue()


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n"
    for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"PK rubbish",
        linked(),
        zipped({"a.md": "x"}),
        zipped({"a/course.yaml": "x", "b/course.yaml": "x"}),
        zipped({"../a/course.yaml": "slug: a"}),
        zipped({"a/course.yaml": "!!python/object/apply:os.system [id]"}),
        zipped({"a/course.yaml": LAUGHS}),
        zipped({"a/course.yaml": b"\xff\xfe\x00"}),
        zipped({"a/course.yaml": "0" * 40_000_000}),
        zipped({f"a/{n}.md": "" for n in range(20_000)}),
    ],
)
def test_hostile_files_are_refused_with_a_reason(body):
    read = read_course_zip(body)

    assert read.problems
    assert read.lessons == {}
