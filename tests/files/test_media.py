"""Videos, sound and documents become what phones show; what would do harm is refused."""

import json
import struct
import subprocess
import zlib
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image
from weasyprint import HTML

from backend.common.jobs import no_progress
from backend.files.actions.preparation import content_kind
from backend.files.errors import FileRefused
from backend.files.media.audio import prepare_audio
from backend.files.media.captions import prepare_captions
from backend.files.media.ffmpeg import look_into, program
from backend.files.media.pdf import prepare_document
from backend.files.media.video import prepare_video
from backend.files.rules import kinds


def make_video(path, *, size="320x180", seconds=6, sound=True):
    """A moving test picture; a second of it takes a moment to make."""
    heard = ["-f", "lavfi", "-i", "sine=frequency=440"] if sound else []
    drawn = ["-f", "lavfi", "-i", f"testsrc=size={size}:rate=10"]
    command = [program(), "-v", "error", *drawn, *heard, "-t", str(seconds)]
    subprocess.run([*command, "-pix_fmt", "yuv420p", str(path)], check=True)
    return path


def prepared(prepare, path, bench, media_type=""):
    bench.mkdir(exist_ok=True)
    file = SimpleNamespace(media_type=media_type or content_kind(path))
    return prepare(file, path, bench, no_progress)


def test_a_video_becomes_sizes_for_slow_and_for_fast_lines(tmp_path):
    video = make_video(tmp_path / "a.mp4", size="640x480")

    facts = prepared(prepare_video, video, tmp_path / "bench")

    made = {one.name for one in (tmp_path / "bench").iterdir()}
    assert {"index.m3u8", "240.m3u8", "432.m3u8", "240_0000.m4s", "poster.webp"} <= made
    assert (facts["seconds"], facts["heights"]) == (6, [240, 432])
    listed = (tmp_path / "bench" / "index.m3u8").read_text()
    assert "RESOLUTION=320x240" in listed
    assert str(tmp_path) not in listed


def test_an_upright_silent_video_keeps_its_shape(tmp_path):
    video = make_video(tmp_path / "a.mp4", size="180x320", seconds=2, sound=False)

    facts = prepared(prepare_video, video, tmp_path / "bench")

    assert facts["heights"] == [240]
    assert (tmp_path / "bench" / "240_init.mp4").exists()
    assert facts["width"] < facts["height"]


def test_sound_becomes_one_file(tmp_path):
    video = make_video(tmp_path / "a.mp4", seconds=3)

    facts = prepared(prepare_audio, video, tmp_path / "bench")

    found = look_into(tmp_path / "bench" / "am-thanh.m4a", kinds.M4A)
    assert (facts["seconds"], found.has_sound, found.width) == (3, True, 0)


def test_what_names_other_files_reads_none(tmp_path):
    """Playlists and lists of files, under every name by which ffmpeg might take them."""
    (tmp_path / "secret.txt").write_text("secret")
    hostile = {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{tmp_path}/secret.txt\n",
        "web": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/x.ts\n",
        "concat": f"ffconcat version 1.0\nfile '{tmp_path}/secret.txt'\n",
    }
    for name, written in hostile.items():
        path = tmp_path / f"{name}.mp4"
        path.write_text(written)
        assert content_kind(path) not in kinds.VIDEOS
        for claimed in (kinds.MP4, kinds.WEBM, kinds.MP3, kinds.OGG):
            with pytest.raises(FileRefused):
                look_into(path, claimed)


@pytest.mark.parametrize(
    ("body", "prepare", "media_type"),
    [
        (b"\0\0\0\x18ftypmp42" + bytes(4000), prepare_video, kinds.MP4),
        (b"\x1a\x45\xdf\xa3" + bytes(4000), prepare_video, kinds.WEBM),
        (b"ID3" + bytes(4000), prepare_audio, kinds.MP3),
        (b"%PDF-1.7\n%%EOF", prepare_document, kinds.PDF),
        (b"%PDF-1.7" + b"<<" * 5000, prepare_document, kinds.PDF),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nlui\n", prepare_captions, kinds.VTT),
        (b"WEBVTT\n\n\xff\xfe", prepare_captions, kinds.VTT),
    ],
)
def test_what_is_broken_is_refused_in_words(tmp_path, body, prepare, media_type):
    path = tmp_path / "x"
    path.write_bytes(body)

    with pytest.raises(FileRefused) as refused:
        prepared(prepare, path, tmp_path / "bench", media_type)

    assert refused.value.detail.endswith(".")


def test_a_video_too_long_or_too_large_is_refused(tmp_path):
    long = make_video(tmp_path / "a.mkv", size="16x16", seconds=2401, sound=False)
    with pytest.raises(FileRefused, match="file_refused") as refused:
        prepared(prepare_video, long, tmp_path / "bench")
    assert "40 phút" in refused.value.detail

    wide = make_video(tmp_path / "b.mp4", size="4096x2304", seconds=1, sound=False)
    with pytest.raises(FileRefused) as refused:
        prepared(prepare_video, wide, tmp_path / "bench")
    assert "4K" in refused.value.detail


def test_a_document_is_drawn_page_by_page_with_its_words(tmp_path):
    pages = "".join(
        f'<p style="page-break-after:always">Trang {n}: đất nước</p>' for n in range(1, 10)
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(HTML(string=pages).write_pdf())

    facts = prepared(prepare_document, path, tmp_path / "bench")

    bench = tmp_path / "bench"
    words = json.loads((bench / "trang.json").read_text())
    assert words[8].startswith("Trang 9: đất nước")
    assert facts["pages"] == len(facts["sizes"]) == len(words)
    with Image.open(bench / "trang-9.webp") as drawn:
        assert list(drawn.size) == facts["sizes"][8]
    assert (bench / "goc.pdf").read_bytes() == path.read_bytes()


def test_a_page_as_large_as_a_field_is_drawn_small(tmp_path):
    path = tmp_path / "a.pdf"
    style = "<style>@page{size:14000pt 14000pt}</style>"
    path.write_bytes(HTML(string=f"{style}<p>to").write_pdf())

    facts = prepared(prepare_document, path, tmp_path / "bench")

    assert max(facts["sizes"][0]) <= 1754


def test_captions_lose_everything_but_times_and_words(tmp_path):
    path = tmp_path / "a.vtt"
    path.write_text(
        "WEBVTT\n\nSTYLE\n::cue{background:url(http://x.test)}\n\n1\n"
        "00:01.000 --> 00:02.500 line:0\n<v An><c.x>Chào</c> <img src=x onerror=1>bạn\n"
    )

    facts = prepared(prepare_captions, path, tmp_path / "bench")

    kept = (tmp_path / "bench" / "phu-de.vtt").read_text()
    assert kept == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nChào bạn\n"
    assert facts == {"cues": 1, "seconds": 2}


def test_a_file_is_what_it_holds(tmp_path):
    def kind(body):
        path = tmp_path / "video.mp4"
        path.write_bytes(body)
        return content_kind(path)

    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    assert kind(picture.getvalue()) == kinds.PNG
    assert kind(picture.getvalue() + b"<script>") == kinds.PNG  # handed out as that, never more
    assert kind(b"PK\x03\x04" + b"x" * 50) == kinds.UNKNOWN
    assert kind(b"<svg/>") == kinds.UNKNOWN
    assert kind(b"\xef\xbb\xbfWEBVTT\n") == kinds.VTT
    assert kind("Chữ thường".encode()) == kinds.TEXT
    assert kind(struct.pack(">I", 32) + b"ftypqt  " + zlib.compress(b"x")) == kinds.MOV
    assert kinds.office_kind(["word/document.xml"]) == kinds.DOCX
    assert kinds.office_kind(["word/document.xml", "word/vbaProject.bin"]) == kinds.UNKNOWN
    assert kinds.kept_name("..\\..\\C:\\CON.pdf") == "CON.pdf"
    assert len(kinds.kept_name("a" * 300 + ".pdf")) <= 120
