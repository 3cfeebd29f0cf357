"""A video as phones play it: HLS in up to three sizes, and a picture to show before."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image

from backend.common.jobs import Progress
from backend.common.pictures import redrawn
from backend.files.errors import FileRefused
from backend.files.media.ffmpeg import UNREADABLE, Found, convert, look_into, source
from backend.files.models import StoredFile
from backend.files.purposes import Facts

MOST_MINUTES: Final = 40
MOST_PIXELS: Final = 3840 * 2160
_NAMED: Final = re.compile(r'URI="([^"]+)"')
_SEGMENT: Final = re.compile(r"^[^#\s].*$", re.MULTILINE)
MASTER: Final = "index.m3u8"
POSTER: Final = "poster.webp"
SEGMENT_SECONDS: Final = 4
# By the shorter side: kilobits a second of picture, of sound.
SIZES: Final = ((240, 250, 48), (432, 700, 64), (720, 1600, 96))


def prepare_video(file: StoredFile, body: Path, bench: Path, progress: Progress) -> Facts:
    """HLS (fMP4) with its poster; {"seconds", "width", "height", "bytes", "heights"}."""
    found = look_into(body, file.media_type)
    _ensure_fits(found)
    sizes = _sizes_for(found)
    total = max(1, int(found.seconds))
    progress(0, total, "Đang chuyển đổi video")
    convert(
        [*source(body, file.media_type), *_renditions(found, sizes, bench), str(bench / "%v.m3u8")],
        seconds=600 + 20 * total,
        on_progress=_told(progress, total),
    )
    _check(bench, sizes)
    poster = _poster(body, file.media_type, found, bench)
    return {
        "seconds": total,
        "width": poster[0],
        "height": poster[1],
        "heights": list(sizes),
        # what most phones will fetch
        "bytes": sum(one.stat().st_size for one in bench.glob(f"{sizes[min(1, len(sizes) - 1)]}*")),
    }


def _ensure_fits(found: Found) -> None:
    if not found.width or not found.height:
        raise FileRefused("Tệp này không có hình ảnh chuyển động.")
    if found.seconds > MOST_MINUTES * 60:
        raise FileRefused(f"Video dài hơn {MOST_MINUTES} phút, hãy chia thành nhiều phần.")
    if found.seconds < 1:
        raise FileRefused("Video ngắn hơn một giây.")
    if found.width * found.height > MOST_PIXELS:
        raise FileRefused("Hình của video lớn hơn 4K (3840×2160), hãy xuất ở cỡ nhỏ hơn.")


def _sizes_for(found: Found) -> tuple[int, ...]:
    shorter = min(found.width, found.height)
    return tuple(size for size, _, _ in SIZES if size <= shorter) or (SIZES[0][0],)


def _renditions(found: Found, sizes: tuple[int, ...], bench: Path) -> list[str]:
    chosen = [one for one in SIZES if one[0] in sizes]
    names = [f"v{place}" for place in range(len(chosen))]
    split = f"[0:v:0]fps=fps='min(source_fps,30)',split={len(chosen)}" + "".join(
        f"[s{name}]" for name in names
    )
    scaled = [
        f"[s{name}]scale='if(gt(iw,ih),-2,{size})':'if(gt(iw,ih),{size},-2)',format=yuv420p[{name}]"
        for name, (size, _, _) in zip(names, chosen, strict=True)
    ]
    arguments = ["-filter_complex", ";".join([split, *scaled])]
    streams = []
    for place, (size, picture, sound) in enumerate(chosen):
        arguments += ["-map", f"[v{place}]", f"-b:v:{place}", f"{picture}k"]
        arguments += [f"-maxrate:v:{place}", f"{picture * 3 // 2}k"]
        arguments += [f"-bufsize:v:{place}", f"{picture * 3}k"]
        if found.has_sound:
            arguments += ["-map", "0:a:0", f"-b:a:{place}", f"{sound}k"]
        heard = f",a:{place}" if found.has_sound else ""
        streams.append(f"v:{place}{heard},name:{size}")
    arguments += ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main"]
    arguments += ["-force_key_frames", f"expr:gte(t,n_forced*{SEGMENT_SECONDS})"]
    arguments += ["-sc_threshold", "0", "-threads", "2"]
    arguments += ["-c:a", "aac", "-ac", "2", "-ar", "48000", "-map_metadata", "-1", "-dn", "-sn"]
    arguments += ["-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod"]
    arguments += ["-hls_segment_type", "fmp4", "-hls_flags", "independent_segments"]
    arguments += ["-hls_fmp4_init_filename"]
    # of a single size ffmpeg leaves the name as it is written
    arguments += ["%v_init.mp4" if len(chosen) > 1 else f"{sizes[0]}_init.mp4"]
    arguments += ["-hls_segment_filename"]
    arguments += [str(bench / "%v_%04d.m4s"), "-master_pl_name", MASTER]
    return [*arguments, "-var_stream_map", " ".join(streams)]


def _told(progress: Progress, total: int) -> Callable[[float], None]:
    return lambda done: progress(min(total, int(done)), total)


def _check(bench: Path, sizes: tuple[int, ...]) -> None:
    """A file that ends in its middle makes ffmpeg stop without a word."""
    wanted = [MASTER, *(f"{size}.m3u8" for size in sizes)]
    if not all((bench / name).exists() for name in wanted):
        raise FileRefused(UNREADABLE)
    for size in sizes:
        listed = (bench / f"{size}.m3u8").read_text(encoding="utf-8")
        named = [*_NAMED.findall(listed), *_SEGMENT.findall(listed)]
        if len(named) < 2 or not all((bench / name).exists() for name in named):
            raise FileRefused(UNREADABLE)


def _poster(body: Path, media_type: str, found: Found, bench: Path) -> tuple[int, int]:
    """A picture from near the beginning; its width and height."""
    drawn = bench / "poster.png"
    at = min(found.seconds * 0.1, 10)
    picked = ["-ss", f"{at:.2f}", *source(body, media_type), "-frames:v", "1", "-an"]
    convert([*picked, "-vf", "scale=w='min(1280,iw)':h=-2", str(drawn)], seconds=120)
    if not drawn.exists():
        Image.new("RGB", (640, 360), "#12304F").save(drawn)
    picture = redrawn(drawn.read_bytes(), (960, 960))
    drawn.unlink()
    (bench / POSTER).write_bytes(picture.body)
    return picture.width, picture.height
