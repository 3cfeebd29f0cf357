"""Pictures of a template as ink on paper, small enough to lie in a hundred thousand files."""

from functools import reduce
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageChops, ImageMath, ImageStat

# 34 mm at 300 points to the inch: the largest picture on a page
LARGEST_SIDE: Final = 400
# A certificate shows four at most, and its file stays below 100 KiB
LARGEST_BYTES: Final = 9 * 1024
COLOURS: Final = (32, 8)
# How finely ink may thin out; what is paler than half of that is paper, or a scanner's noise.
STEP: Final = 51
# Seals and signatures are of one ink; what differs less is the scanner's or the camera's.
ONE_INK: Final = 32


def as_ink(body: bytes) -> bytes:
    """As PNG, the white of the paper clear: a seal stands upon a signature and covers nothing.

    Drawn in fewer colours, and then in fewer points, until it fits. Most seals and signatures
    keep all their points, for one ink takes little room.
    """
    with Image.open(BytesIO(body)) as picture:
        whole = picture.convert("RGB")
    one, side = _one_ink(*_without_paper(whole)), LARGEST_SIDE
    while True:
        seen = whole.copy()
        seen.thumbnail((side, side))
        ink, cover = _without_paper(seen)
        for few in [Image.new("RGB", seen.size, one)] if one else _in_few_colours(ink):
            if len(_png(few)) + len(_png(cover)) <= LARGEST_BYTES:
                return _png(Image.merge("RGBA", [*few.split(), cover]))
        side = side * 4 // 5


def _without_paper(picture: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The colours of the ink, and how much it covers at each point."""
    bands = picture.split()
    white = reduce(ImageChops.darker, bands)
    cover = white.point(lambda part: (255 - part + STEP // 2) // STEP * STEP)
    colours = [
        ImageMath.lambda_eval(_without_white, band=band, cover=cover).convert("L") for band in bands
    ]
    # what nobody sees is all the same, and takes no room
    ink = Image.new("RGB", cover.size)
    ink.paste(Image.merge("RGB", colours), mask=cover.point(lambda part: part and 255))
    return ink, cover


def _without_white(images: dict[str, Any]) -> Any:
    """The colour that gives what is seen when so much of the white is covered by it."""
    return 255 - (255 - images["band"]) * 255 / images["max"](images["cover"], 1)


def _one_ink(ink: Image.Image, cover: Image.Image) -> tuple[int, ...] | None:
    """The colour of all that is not pale; None where there are several."""
    thick = cover.point(lambda part: 255 if part > 128 else 0)
    if not thick.getbbox():
        return None
    seen = ImageStat.Stat(ink, mask=thick)
    return tuple(map(round, seen.mean)) if max(seen.stddev) < ONE_INK else None


def _in_few_colours(ink: Image.Image) -> list[Image.Image]:
    return [ink.quantize(most, dither=Image.Dither.NONE).convert("RGB") for most in COLOURS]


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
