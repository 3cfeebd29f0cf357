"""Files that are nearly right: samples with pieces cut out, doubled, swapped and spoilt."""

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from quizzes.formats.item_content import read_content
from quizzes.formats.item_reading import Reading
from quizzes.formats.items import read_items

SAMPLES = Path(__file__).parents[1] / "quizzes/formats/items/samples"
TOKENS = [
    *(b"{", b"}", b"=", b"~", b"->", b"#", b"%50%", b"::", b"\\", b"\n\n", b"####", b"[html]"),
    *(b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&lt;", b"]]>", b"<![CDATA[", b"<!--", b"<?x"),
    *(
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b"<text>",
        b"</question>",
        b"<item>",
        b"<p>",
        b"<img src=",
    ),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe1\xbb\x99"),
    *(b"1e999", b"-0", b"..", b"9" * 40, b"NaN", b"ANSWER:", b"A.", b"data:image/png;base64,AAAA"),
    *(b"xmlns='x'", b"qti-", b"RESPONSE", b"identifier=''", b"coords='1,2'", b"shape='poly'"),
]


def samples() -> list[tuple[str, bytes]]:
    """The samples of the tests, and a package made of them."""
    found = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.iterdir())]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in found:
            archive.writestr(name, body)
    return [*found, ("package.zip", kept.getvalue())]


def mutated(body: bytes, chance: random.Random) -> bytes:
    """One to eight small harms."""
    spoilt = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(spoilt) + 1)
        length = chance.choice((1, 2, 8, 64, 512))
        harm = chance.randrange(6)
        if harm == 0:
            del spoilt[at : at + length]
        elif harm == 1:
            spoilt[at:at] = chance.choice(TOKENS)
        elif harm == 2:
            spoilt[at:at] = spoilt[at : at + length] * chance.randint(1, 20)
        elif harm == 3:
            spoilt[at : at + length] = chance.randbytes(length)
        elif harm == 4:
            other = chance.randrange(len(spoilt) + 1)
            spoilt[at:at] = spoilt[other : other + length]
        elif at < len(spoilt):
            spoilt[at] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def repacked(body: bytes, chance: random.Random) -> bytes:
    """A package whose files are harmed inside, so that it can still be unpacked."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(kept, "w") as archive:
        for name in old.namelist():
            content = old.read(name)
            archive.writestr(name, mutated(content, chance) if chance.random() < 0.5 else content)
    return kept.getvalue()


def files(seed: int) -> Iterator[tuple[str, bytes]]:
    """Harmed samples without an end; the same for the same seed."""
    chance = random.Random(seed)
    known = samples()
    while True:
        name, body = chance.choice(known)
        if body.startswith(b"PK") and chance.random() < 0.8:
            yield name, repacked(body, chance)
        else:
            yield name, mutated(body, chance)


def check(name: str, body: bytes) -> Reading:
    """Whatever a file holds: items or a reason, every remark in words, every content readable."""
    reading = read_items(body, name)
    assert reading.items or reading.problem, "neither items nor a reason"
    for item in reading.items:
        content, notes = read_content(item.content)
        assert content or notes or item.notes, "an item that is wrong without a word"
        assert all(note.text for note in (*item.notes, *notes)), "a remark without words"
        assert item.where, "an item that cannot be found again"
    return reading
