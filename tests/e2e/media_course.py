"""Lessons with a video that asks, sound, a document and a file to keep. Run inside the stack."""

import subprocess
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from weasyprint import HTML

from backend.accounts.models import User
from backend.common.jobs import no_progress
from backend.files.actions.preparation import prepare_file
from backend.files.media.ffmpeg import program
from backend.files.models import StoredFile
from backend.files.storage import half_path
from courses.actions.content import publish_version
from courses.formats.lesson import Lesson
from courses.formats.outline import Outline
from courses.models import Course
from quizzes.models import Item, ItemKey, ItemVersion
from tests.factories.quizzes import make_items

SLUG = "khoa-xem-nghe"
SECONDS = 14
ASKED_AT = 4
PAGES = 3
CAPTIONS = "WEBVTT\n\n00:00.500 --> 00:13.000\nChạm vào biểu tượng màu xanh.\n"
PAGE = '<h1 style="page-break-after:always">Trang {}: giữ mã OTP</h1>'
ITEM = "XEM-001"


def make() -> None:
    """Once, however often it is asked for; the right option of the question says "A"."""
    if Course.objects.filter(slug=SLUG).exists():
        return
    [version] = make_items(1)
    options = [f"Phương án {letter}" for letter in "ABCD"]
    ItemVersion.objects.filter(pk=version.pk).update(kind="single", options=options)
    ItemKey.objects.filter(version=version).update(correct=[0])
    Item.objects.filter(pk=version.item_id).update(code=ITEM, use="practice")
    outline = Outline.model_validate(
        {
            "title": "Xem, nghe và đọc",
            "summary": "Một bài có đủ loại tệp.",
            "modules": [{"key": "mot", "title": "Một", "lessons": ["bai-xem", "bai-doc"]}],
            "completion": {},
        }
    )
    said = {"summary": "Một câu.", "minutes": 5}
    lessons = {
        "bai-xem": {**said, "title": "Bài xem", "parts": [_video()]},
        "bai-doc": {**said, "title": "Bài đọc", "parts": [*_papers(), _audio()]},
    }
    read = {key: Lesson.model_validate(lesson) for key, lesson in lessons.items()}
    course = Course.objects.create(slug=SLUG, title="Xem, nghe và đọc")
    publish_version(course, outline, read, actor=None, now=timezone.now())


def _brought(purpose: str, name: str, body: bytes) -> StoredFile:
    now = timezone.now()
    file = StoredFile.objects.create(
        uuid=uuid.uuid4(),
        purpose=purpose,
        owner=User.objects.get(email="trainer@hocso.test"),
        name=name,
        bytes=len(body),
        received=len(body),
        state="checking",
        created_at=now,
        expires_at=now,
    )
    half = half_path(file.uuid)
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(body)
    ready = prepare_file(file, no_progress, now=now)
    assert ready.state == "ready", ready.reason
    return ready


def _drawn(name: str, *sources: str) -> bytes:
    inputs = [word for one in sources for word in ("-f", "lavfi", "-i", one)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        command = [program(), "-v", "error", *inputs, "-t", str(SECONDS), str(path)]
        subprocess.run(command, check=True)
        return path.read_bytes()


def _video() -> dict[str, Any]:
    body = _drawn("xem.mp4", "testsrc=size=320x240:rate=10,format=yuv420p", "sine")
    file = _brought("video", "xem.mp4", body)
    captions = _brought("captions", "xem.vtt", CAPTIONS.encode())
    return {
        "key": "video-1",
        "kind": "video",
        "title": "Mở ứng dụng",
        "file": file.digest,
        "captions": [{"language": "vi", "file": captions.digest}],
        "questions": [{"at": ASKED_AT, "item": ITEM}],
        **{name: file.facts[name] for name in ("seconds", "width", "height", "bytes")},
    }


def _audio() -> dict[str, Any]:
    file = _brought("audio", "nghe.m4a", _drawn("nghe.m4a", "sine"))
    said = {"key": "audio-1", "kind": "audio", "title": "Nghe kể", "transcript": "Lời kể."}
    return {**said, "file": file.digest, **file.facts}


def _papers() -> list[dict[str, Any]]:
    body = HTML(string="".join(PAGE.format(n + 1) for n in range(PAGES))).write_pdf()
    papers = []
    for kind, title in (("document", "Sổ tay"), ("attachment", "Mẫu đơn")):
        file = _brought(kind, "so-tay.pdf", body)
        papers.append(
            {
                "key": f"{kind}-1",
                "kind": kind,
                "title": title,
                "file": file.digest,
                "name": file.name,
                **file.facts,
            }
        )
    return papers
