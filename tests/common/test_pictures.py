"""Pictures are read with care and drawn anew."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from backend.common.pictures import PictureRefused, redrawn

SIDES = (1600, 900)


def picture(kind="JPEG", size=(2400, 1200), **options):
    out = BytesIO()
    Image.new("RGB", size, "#0B6E5E").save(out, kind, **options)
    return out.getvalue()


def promising(width, height):
    """A PNG of a few bytes that says it is large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + head
        + struct.pack(">I", zlib.crc32(head))
        + b"\x00\x00\x00\x00IDAT\x35\xaf\x06\x1e"
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_becomes_webp_of_bounded_size(kind):
    drawn = redrawn(picture(kind), SIDES)

    with Image.open(BytesIO(drawn.body)) as seen:
        assert (seen.format, seen.size) == ("WEBP", (1600, 800))
    assert (drawn.width, drawn.height) == (1600, 800)


def test_a_small_picture_keeps_its_size():
    assert redrawn(picture(size=(30, 20)), SIDES).width == 30


def test_nothing_but_the_picture_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "GPS-CANARY"

    drawn = redrawn(picture(exif=exif) + b"<script>CANARY</script>", SIDES)

    assert b"CANARY" not in drawn.body


def test_a_picture_stands_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6

    drawn = redrawn(picture(size=(40, 20), exif=exif), SIDES)

    assert (drawn.width, drawn.height) == (20, 40)


def test_what_is_transparent_becomes_white():
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")

    with Image.open(BytesIO(redrawn(out.getvalue(), SIDES).body)) as seen:
        assert min(seen.convert("RGB").getpixel((4, 4))) > 250


@pytest.mark.parametrize(
    "body",
    [b"", b"<svg onload=alert(1)>", b"%PDF-1.7", picture("BMP", (8, 8)), picture()[:200]],
)
def test_what_is_no_picture_is_refused(body):
    with pytest.raises(PictureRefused):
        redrawn(body, SIDES)


@pytest.mark.parametrize("size", [(9_000, 5_000), (10_000, 10_000), (50_000, 50_000)])
def test_a_bomb_of_pixels_is_refused_before_one_is_read(size):
    with pytest.raises(PictureRefused):
        redrawn(promising(*size), SIDES)


def test_a_large_file_is_refused():
    with pytest.raises(PictureRefused):
        redrawn(picture() + bytes(8 * 1024 * 1024), SIDES)
