"""Packages of others as they are looked through, and those that are refused."""

import io
import stat
import zipfile

import pytest

from courses.formats.packages.limited import read_package
from tests.factories.packages import MANIFEST_12, STRUCTURE, cmi5, scorm_12, scorm_2004, zipped

ENTITIES = '<!DOCTYPE manifest [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE manifest [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def test_scorm_12():
    found = read_package(scorm_12())

    assert (found.format, found.title, found.files, found.problem) == (
        "scorm12",
        "Giữ mật khẩu",
        2,
        "",
    )
    [unit] = found.units
    assert (unit.path, unit.title, unit.mastery, unit.reports) == (
        "a/index.html",
        "Phần một",
        80.0,
        True,
    )


def test_scorm_2004_with_two_units_and_something_to_read():
    found = read_package(scorm_2004())

    assert found.format == "scorm2004"
    assert [(one.path, one.query, one.reports) for one in found.units] == [
        ("index.html", "", True),
        ("index.html", "trang=2", True),
        ("them.html", "", False),
    ]
    assert found.notes == ("Không phục vụ (loại tệp lạ): may.exe.",)


def test_cmi5_in_a_folder_of_its_own():
    found = read_package(cmi5())

    [unit] = found.units
    assert (found.format, found.title, unit.path, unit.query) == (
        "cmi5",
        "Khóa cmi5",
        "goi/index.html",
        "a=1",
    )
    assert (unit.move_on, unit.mastery, unit.title) == ("CompletedAndPassed", 0.7, "Bài một")


def bomb() -> bytes:
    return zipped({"imsmanifest.xml": MANIFEST_12, "a/index.html": b"0" * 40_000_000})


def linked() -> bytes:
    out = io.BytesIO(scorm_12())
    with zipfile.ZipFile(out, "a") as file:
        entry = zipfile.ZipInfo("a/lien-ket.html")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, "/etc/passwd")
    return out.getvalue()


def crowded() -> bytes:
    return zipped({"imsmanifest.xml": MANIFEST_12, **{f"a/{n}.txt": "" for n in range(20_000)}})


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "bị hỏng"),
        (b"PK\x03\x04 rubbish", "bị hỏng"),
        (scorm_12()[:-60], "bị hỏng"),
        (zipped({"a.html": "x"}), "không phải gói"),
        (zipped({"imsmanifest.xml": MANIFEST_12}), "không có phần nào"),
        (scorm_12(**{"../../ra-ngoai.html": "x"}), "trỏ ra ngoài"),
        (scorm_12(**{"/etc/x.html": "x"}), "trỏ ra ngoài"),
        (scorm_12(**{"C:\\x.html": "x"}), "trỏ ra ngoài"),
        (linked(), "symlink"),
        (bomb(), "lớn bất thường"),
        (crowded(), "hơn 2000 tệp"),
        (zipped({"imsmanifest.xml": MANIFEST_12.replace("<manifest", ENTITIES + "<manifest", 1)}),
         "ENTITY"),
        (zipped({"imsmanifest.xml": MANIFEST_12.replace("<manifest", OUTSIDE + "<manifest", 1)}),
         "ENTITY"),
        (zipped({"imsmanifest.xml": "<manifest>"}), "XML hỏng"),
        (zipped({"imsmanifest.xml": "<a>" * 5_000}), "lồng nhau"),
        (zipped({"cmi5.xml": STRUCTURE.replace("index.html", "https://ngoai.test/x")}),
         "không có phần nào"),
    ],
)  # fmt: skip
def test_hostile_and_broken_packages_are_refused_with_a_reason(body, reason):
    found = read_package(body)

    assert reason in found.problem
    assert found.units == ()
