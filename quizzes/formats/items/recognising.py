"""Tells formats apart by the beginning of a file; names of files come last."""

import io
import re
import zipfile

from quizzes.formats.items.archive import BROKEN
from quizzes.formats.items.encoding import decoded

HEAD = 200_000
_GIFT_ANSWERS = re.compile(r"(?<!\\)\{\s*(?:[=~#}]|(?:T|F|TRUE|FALSE)\s*[#}])", re.IGNORECASE)
_GIFT_START = re.compile(r"^(?:\$CATEGORY:|::[^\n]*::)", re.MULTILINE)
_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,5000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*)*"
    r"<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)
_QTI_ROOTS = frozenset({"assessmentItem", "qti-assessment-item", "questestinterop"})
_AIKEN = re.compile(r"^\s*A[.)]\s+\S.{0,1000}\n(?:.*\n){0,20}?\s*ANSWER\s*:", re.MULTILINE)
_BINARY = (b"PK", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"MZ", b"\x7fELF")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def head_of(body: bytes) -> str:
    """Enough text to know a file by; none of what is no text."""
    if body.startswith((*_BINARY, _OLD_OFFICE)):
        return ""
    return decoded(body[:HEAD])[0].lstrip()


def entries_of(body: bytes) -> frozenset[str]:
    """What lies in an archive; nothing where it is none."""
    if not body.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return frozenset(archive.namelist())
    except BROKEN:
        return frozenset()


def is_workbook(body: bytes, name: str) -> bool:
    """Sheets of Excel, old and new, and of LibreOffice."""
    if entries_of(body) & {"xl/workbook.xml", "xl/workbook.bin"}:
        return True
    old = name.lower().endswith(".xls") and body.startswith(_OLD_OFFICE)
    return old or (name.lower().endswith(".ods") and body.startswith(b"PK"))


def is_document(body: bytes, _name: str) -> bool:
    return "word/document.xml" in entries_of(body)


def root_of(body: bytes) -> str:
    """The name of an XML file's outermost element, without its namespace."""
    found = _ROOT.match(head_of(body))
    return found[1] if found else ""


def is_moodle_xml(body: bytes, _name: str) -> bool:
    return root_of(body) == "quiz"


def is_qti(body: bytes, _name: str) -> bool:
    """A package, an archive with XML files that no office program wrote, or one XML file."""
    if root_of(body) in _QTI_ROOTS:
        return True
    names = entries_of(body)
    office = names & {"[Content_Types].xml", "mimetype"}
    return not office and any(name.lower().endswith(".xml") for name in names)


def is_aiken(body: bytes, _name: str) -> bool:
    """Options by letter and an answer in English, as Aiken has it."""
    return bool(_AIKEN.search(head_of(body)))


def is_gift(body: bytes, name: str) -> bool:
    """Braces with answers, or what only GIFT begins with."""
    head = head_of(body)
    if not head or head.startswith("<"):
        return False
    return bool(
        name.lower().endswith(".gift") or _GIFT_START.search(head) or _GIFT_ANSWERS.search(head)
    )


def is_delimited(body: bytes, name: str) -> bool:
    return name.lower().endswith((".csv", ".tsv")) and bool(head_of(body))


def is_text(body: bytes, _name: str) -> bool:
    """Whatever can be read with the eyes, and no other format claims."""
    head = head_of(body)
    return bool(head) and not head.startswith("<")
