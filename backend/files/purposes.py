"""What files are for. Each app names its purposes when it starts; a file has exactly one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from backend.common.jobs import Progress
from backend.files.models import StoredFile

MEGABYTE: Final = 1024 * 1024
Facts = dict[str, Any]
# (file, the body as it came, an empty folder for what is made of it, progress) -> facts
Prepare = Callable[[StoredFile, Path, Path, Progress], Facts]


@dataclass(frozen=True, slots=True)
class Purpose:
    """One use of files.

    `refused_hints` say, by media type, what to do instead. What `prepare` lays into its folder of a
    `is_public` purpose may be read under an address that names the content; everything else only
    by those whom `may_read` lets. Without `keeps_original` what was made takes the file's place:
    `member` (of `media_type`) among its facts is handed out, and the body as it came is gone.
    """

    name: str
    media_types: frozenset[str]
    most_bytes: int
    quota_bytes: int
    wanted: str  # what it takes, in words for people
    may_upload: Callable[[Any], bool]
    may_read: Callable[[Any, StoredFile], bool] | None = None
    prepare: Prepare | None = None
    is_public: bool = False
    refused_hints: Mapping[str, str] | None = None
    keeps_original: bool = True


_PURPOSES: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> Purpose:
    """Let files be brought for it."""
    _PURPOSES[purpose.name] = purpose
    return purpose


def find_purpose(name: str) -> Purpose | None:
    return _PURPOSES.get(name)


def purpose_of(file: StoredFile) -> Purpose:
    return _PURPOSES[file.purpose]
