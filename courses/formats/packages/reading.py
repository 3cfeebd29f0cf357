"""What a package of others (SCORM, cmi5) says about itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

SCORM_12, SCORM_2004, CMI5 = "scorm12", "scorm2004", "cmi5"
FORMATS: Final = (SCORM_12, SCORM_2004, CMI5)
MOST_UNITS: Final = 100
MEDIA_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("html", "htm"), "text/html"),
    **dict.fromkeys(("js", "mjs"), "text/javascript"),
    **dict.fromkeys(("jpg", "jpeg"), "image/jpeg"),
    **dict.fromkeys(("xml", "xsd", "dtd"), "application/xml"),
    **dict.fromkeys(("ogg", "oga"), "audio/ogg"),
    **dict.fromkeys(("mp4", "m4v"), "video/mp4"),
    "css": "text/css",
    "json": "application/json",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "bmp": "image/bmp",
    "avif": "image/avif",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject",
    "pdf": "application/pdf",
}
"""By how a name ends: what is served of a package. Everything else stays in it, unseen."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to launch. `path` names a file of the package, `query` what follows its address.

    `reports`: it tells whether it was completed; others are only looked at. `mastery` is in the
    format's own scale: of 100 in SCORM 1.2, up to 1 elsewhere. `move_on` is cmi5's.
    """

    key: str
    title: str
    path: str
    query: str = ""
    reports: bool = True
    mastery: float | None = None
    launch_data: str = ""
    move_on: str = ""


@dataclass(frozen=True, slots=True)
class PackageReading:
    """A package that was looked through; `problem` says why it cannot be taken."""

    format: str = ""
    title: str = ""
    units: tuple[Unit, ...] = ()
    files: int = 0
    unpacked: int = 0
    notes: tuple[str, ...] = ()
    problem: str = ""

    def document(self) -> dict[str, Any]:
        """The reading as JSON."""
        return asdict(self)


@dataclass(slots=True)
class Findings:
    """What a reader of a format gathers."""

    title: str = ""
    units: list[Unit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_back(document: Mapping[str, Any]) -> PackageReading:
    """The reading that `document` gave."""
    units = tuple(Unit(**one) for one in document["units"])
    return PackageReading(**{**document, "units": units, "notes": tuple(document["notes"])})


def media_type(path: str) -> str | None:
    """How a file of a package is served; None where it is not."""
    return MEDIA_TYPES.get(path.rpartition(".")[2].lower()) if "." in path else None


def one_line(text: str, longest: int = 200) -> str:
    return " ".join(text.split())[:longest].strip()
