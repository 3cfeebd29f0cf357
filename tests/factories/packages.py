"""Tiny packages of others: SCORM 1.2, SCORM 2004, cmi5."""

import io
import zipfile
from collections.abc import Mapping

from django.utils import timezone

from courses.actions.content import publish_version
from courses.actions.package import bring_package
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course, Package
from tests.factories.accounts import UserFactory

SCO = """<!doctype html>
<html><head><title>Gói thử</title></head><body>
<h1 id="status">chưa nối</h1>
<button id="done">Xong</button>
<script>
  function find(win) {
    while (win && !win.%(api)s && win.parent && win.parent !== win) win = win.parent;
    return win && win.%(api)s;
  }
  const api = find(window);
  document.getElementById('status').textContent =
    api.%(init)s('') + ' ' + api.%(get)s('%(suspend)s');
  document.getElementById('done').onclick = () => {
    api.%(set)s('%(suspend)s', 'trang=7');
    api.%(set)s('%(status)s', 'completed');
    api.%(commit)s('');
    document.getElementById('status').textContent = 'đã xong';
  };
</script></body></html>
"""
API_12 = {
    "api": "API",
    "init": "LMSInitialize",
    "get": "LMSGetValue",
    "set": "LMSSetValue",
    "commit": "LMSCommit",
    "suspend": "cmi.suspend_data",
    "status": "cmi.core.lesson_status",
}
API_2004 = {
    "api": "API_1484_11",
    "init": "Initialize",
    "get": "GetValue",
    "set": "SetValue",
    "commit": "Commit",
    "suspend": "cmi.suspend_data",
    "status": "cmi.completion_status",
}
MANIFEST_12 = """<?xml version="1.0"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" identifier="thu">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Giữ mật khẩu</title>
    <item identifier="i1" identifierref="r1"><title>Phần một</title>
      <adlcp:masteryscore>80</adlcp:masteryscore></item>
  </organization></organizations>
  <resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="a/index.html"/>
  </resources>
</manifest>"""
MANIFEST_2004 = """<?xml version="1.0"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" identifier="thu">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Hai phần</title>
    <item identifier="i1" identifierref="r1"><title>Một</title></item>
    <item identifier="i2" identifierref="r1" parameters="?trang=2"><title>Hai</title></item>
    <item identifier="i3" identifierref="r2"><title>Đọc thêm</title></item>
  </organization></organizations>
  <resources>
    <resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="index.html"/>
    <resource identifier="r2" type="webcontent" adlcp:scormType="asset" href="them.html"/>
  </resources>
</manifest>"""
STRUCTURE = """<?xml version="1.0"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://thu.test/khoa"><title><langstring lang="en">Try</langstring>
    <langstring lang="vi-VN">Khóa cmi5</langstring></title></course>
  <block id="https://thu.test/khoi"><title><langstring lang="vi">Khối</langstring></title>
    <au id="https://thu.test/au/1" moveOn="CompletedAndPassed" masteryScore="0.7">
      <title><langstring lang="vi">Bài một</langstring></title><url>index.html?a=1</url></au>
  </block>
</courseStructure>"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in files.items():
            file.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def scorm_12(html: str = SCO % API_12, **files: str) -> bytes:
    return zipped({"imsmanifest.xml": MANIFEST_12, "a/index.html": html, **files})


def scorm_2004(html: str = SCO % API_2004) -> bytes:
    files = {"index.html": html, "them.html": "<p>Đọc thêm</p>", "may.exe": b"MZ"}
    return zipped({"imsmanifest.xml": MANIFEST_2004, **files})


def cmi5(html: str = "<p>cmi5</p>") -> bytes:
    return zipped({"goi/cmi5.xml": STRUCTURE, "goi/index.html": html})


def make_package_course(body: bytes, slug: str = "khoa-goi") -> tuple[Course, Package]:
    """A published course of one lesson: a text, and the package of that file."""
    course = Course.objects.create(slug=slug, title="Khóa có gói")
    package = bring_package(course, "goi.zip", body, actor=UserFactory(), now=timezone.now())
    told = {"title": "Gói thử", "package": package.digest, "units": package.units}
    lesson = {
        "title": "Bài có gói",
        "summary": "Một câu.",
        "minutes": 5,
        "parts": [
            {"key": "text-1", "kind": "text", "markup": "<p>Mở gói dưới đây.</p>"},
            {"key": "package-1", "kind": "package", "origin": "Sở Thử nghiệm", **told},
        ],
    }
    outline = {
        "title": "Khóa có gói",
        "summary": "Một bài.",
        "modules": [{"key": "mo-dau", "title": "Mở đầu", "lessons": ["bai-goi"]}],
    }
    publish_version(
        course,
        Outline.model_validate(outline),
        {"bai-goi": Lesson.model_validate(lesson)},
        actor=None,
        now=timezone.now(),
    )
    return course, package
