"""Check a bundle and rank it anew: `python3 recount.py [--digest HEX] [--receipt FILE] [BUNDLE]`.

Ends with 0 when everything matches, with 1 at the first thing that does not. Vietnamese and
English side by side: whoever doubts a result may read either.
"""

import argparse
import json
import sys
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from quizzes.rules.merkle import leaf_hash, path_root, root
from quizzes.rules.recount import Differs, recount

SUMS = "SHA256SUMS"
FILES = ("README.md", "attempts.jsonl", "manifest.json", "ranking.jsonl", "recount.py")
USUAL_ROWS = 10


class Refused(ValueError):
    """The bundle is not what was published; the text says why, in both languages."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    options = _parse(arguments)
    try:
        files = _read(options.bundle, options.digest)
        manifest = json.loads(files["manifest.json"])
        people, published = _Lines(files["attempts.jsonl"]), _Lines(files["ranking.jsonl"])
        _check_root(manifest, people, published)
        if options.receipt:
            _check_receipt(json.loads(options.receipt.read_text("utf-8")), manifest, people)
        rows = recount(manifest, people.read, published.read)
    except Refused as refused:
        return _fail(str(refused))
    except Differs as differs:
        return _fail(
            f"KHÔNG KHỚP tại / differs at: {differs.where}\n"
            f"  đã công bố / published: {differs.published!r}\n"
            f"  tính lại  / recounted: {differs.recounted!r}"
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile) as error:
        return _fail(f"KHÔNG ĐỌC ĐƯỢC / not readable: {type(error).__name__}: {error}")
    _print_ranking(manifest, rows, options.rows)
    _say("KHỚP: bảng xếp hạng tính lại giống hệt bảng đã công bố.")
    _say("MATCHES: the recounted ranking is the published one.")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    here = Path(sys.argv[0] or ".").resolve().parent
    parser = argparse.ArgumentParser(
        prog="recount.py",
        description="Kiểm phiếu lại một bảng xếp hạng đã công bố. / Recount a published ranking.",
    )
    parser.add_argument("bundle", nargs="?", type=Path, default=here, help="zip | thư mục / folder")
    parser.add_argument("--digest", default="", help="mã SHA-256 trên trang kết quả")
    parser.add_argument("--receipt", type=Path, help="tệp biên nhận của bạn / your receipt")
    parser.add_argument("--rows", type=int, default=USUAL_ROWS, help="số dòng in ra, 0: tất cả")
    return parser.parse_args(arguments)


def _read(place: Path, digest: str) -> dict[str, bytes]:
    """The files of a bundle, each as the list of sums says."""
    if place.is_dir():
        if digest:
            raise Refused("--digest là mã của tệp .zip / is that of the .zip file")
        found = {name: (place / name).read_bytes() for name in (*FILES, SUMS)}
    else:
        ours = sha256(place.read_bytes()).hexdigest()
        _say(f"SHA-256 {ours}")
        if digest and digest.lower() != ours:
            raise Refused(f"SAI MÃ / wrong digest: {digest}")
        if not digest:
            _say("Hãy so mã này với mã trên trang kết quả. / Compare it with the results page.")
        with zipfile.ZipFile(place) as archive:
            if sorted(archive.namelist()) != sorted((*FILES, SUMS)):
                raise Refused("THỪA HOẶC THIẾU TỆP / files missing or too many")
            found = {name: archive.read(name) for name in archive.namelist()}
    for name in FILES:
        if _sum_line(name, found[name]) not in found[SUMS].decode("utf-8").splitlines():
            raise Refused(f"TỆP BỊ ĐỔI / changed file: {name}")
    if found[SUMS] != "".join(_sum_line(name, found[name]) + "\n" for name in FILES).encode():
        raise Refused(f"TỆP BỊ ĐỔI / changed file: {SUMS}")
    return found


def _sum_line(name: str, content: bytes) -> str:
    return f"{sha256(content).hexdigest()}  {name}"


class _Lines:
    """The lines of a file, as they are written and as they are read."""

    def __init__(self, content: bytes) -> None:
        self.written = content.splitlines()
        self.read = [json.loads(line) for line in self.written]


def _leaves(people: _Lines, published: _Lines) -> list[bytes]:
    """A row of the tree is a person's line, a newline, and their line of the ranking."""
    rows = zip(published.read, published.written, strict=True)
    ranked = {line["row"]: written for line, written in rows}
    return [
        leaf_hash(written + b"\n" + ranked[line["row"]])
        for line, written in zip(people.read, people.written, strict=True)
    ]


def _check_root(manifest: Mapping[str, Any], people: _Lines, published: _Lines) -> None:
    ours = root(_leaves(people, published)).hex()
    if manifest["root"] != ours:
        raise Refused(f"SAI GỐC CÂY BĂM / wrong Merkle root: {ours}")
    _say(f"Gốc cây băm / Merkle root {ours}")


def _check_receipt(receipt: Mapping[str, Any], manifest: Mapping[str, Any], people: _Lines) -> None:
    """That the receipt's row is the very row at its place, and leads to the root."""
    row = f"{receipt['attempts']}\n{receipt['ranking']}".encode()
    reached = path_root(
        leaf_hash(row),
        receipt["place"],
        receipt["size"],
        [bytes.fromhex(one) for one in receipt["path"]],
    )
    if reached is None or reached.hex() != manifest["root"]:
        raise Refused("BIÊN NHẬN KHÔNG THUỘC GÓI NÀY / the receipt is not of this bundle")
    if people.written[receipt["place"]] != receipt["attempts"].encode():
        raise Refused("BIÊN NHẬN SAI CHỖ / the receipt names another place")
    line = json.loads(receipt["ranking"])
    _say(
        f"Bài của bạn có trong gói: hạng {line['rank']}. / Your row is in it, rank {line['rank']}."
    )


def _print_ranking(
    manifest: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], most: int
) -> None:
    names = {unit["unit"]: unit["name"] for unit in manifest["units"]}
    _say(f"{manifest['contest']} – {manifest['round'] or 'Toàn cuộc thi / overall'}")
    _say(
        f"Người / people {len(rows)} · lượt / attempts {manifest['totals']['attempts']}"
        f" · đúng hết / all correct {manifest['totals']['all_correct_people']}"
        f" · đáp số / target {manifest['target']}"
    )
    _say("hạng / rank · dòng / row · điểm / points · lệch / distance · giây / s · đơn vị / unit")
    for row in rows[: most or None]:
        gap = "–" if row["distance"] is None else row["distance"]
        seconds = f"{row['time_used_ms'] / 1000:.3f}"
        _say(
            f"{row['rank']}\t{row['row']}\t{row['points']}\t{gap}\t{seconds}\t{names[row['unit']]}"
        )
    if most and len(rows) > most:
        _say(f"… và {len(rows) - most} dòng nữa (--rows 0). / … and more.")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _fail(why: str) -> int:
    sys.stdout.write(why + "\n")
    return 1
