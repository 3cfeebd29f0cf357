"""How organisations are written and found. Pure."""

from collections.abc import Iterable, Sequence

from backend.common.text import search_key

RANKS = ("tỉnh", "thành phố", "xã", "phường", "đặc khu")
RANK_KEYS = tuple(search_key(rank) for rank in RANKS)
ADMINISTRATIVE_KINDS = frozenset({"province", "commune", "ward", "special_zone"})


def searchable(name: str, aliases: Iterable[str], kind: str) -> str:
    """All names as one key, fenced so that whole names can be told: "| xa tan | tan |"."""
    keys = [search_key(text) for text in (name, *aliases)]
    if kind in ADMINISTRATIVE_KINDS:
        keys += [bare for key in keys if (bare := _without_rank(key)) != key]
    return "| " + " | ".join(dict.fromkeys(key for key in keys if key)) + " |"


def written_path(names_upwards: Sequence[tuple[str, str]]) -> str:
    """The address of (name, kind) pairs, nearest first: "Xã Thượng Tân, tỉnh Tuyên Quang"."""
    own, *above = names_upwards
    return ", ".join([own[0], *(_inside_sentence(name, kind) for name, kind in above)])


def _without_rank(key: str) -> str:
    for rank in RANK_KEYS:
        if key.startswith(f"{rank} "):
            return key[len(rank) + 1 :]
    return key


def _inside_sentence(name: str, kind: str) -> str:
    has_rank = kind in ADMINISTRATIVE_KINDS and name.lower().startswith(RANKS)
    return name[:1].lower() + name[1:] if has_rank else name
