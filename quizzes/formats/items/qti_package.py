"""The files around QTI items: the package, its manifest, and what items point at."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizzes.formats.item_content import Note
from quizzes.formats.items.archive import Archive
from quizzes.formats.items.qti_tree import as_qti2
from quizzes.formats.items.xml_tree import Unreadable, every, read_tree, said, words

MANIFEST = "imsmanifest.xml"
ENDINGS = (".xml", ".xml.qti")
SHORT = "/assessment_qti.xml"
"""A quiz in a course of Canvas as other programs read it: the file of _FULL has all its kinds."""
_FULL = re.compile(r"(.*?)non_cc_assessments/([^/]+)\.xml\.qti", re.IGNORECASE)
_NOT_ITEMS = frozenset({"assessmentSection", "assessmentStimulus", "manifest"})


@dataclass(slots=True)
class Described:
    """What a manifest tells of one file."""

    tags: list[str] = field(default_factory=list)
    difficulty: str = ""
    topic: str = ""
    source: dict[str, str] = field(default_factory=dict)


class Package:
    """XML files of a package with their places, or one file alone."""

    def __init__(self, body: bytes, name: str) -> None:
        self.notes: list[Note] = []
        self.described: dict[str, Described] = {}
        self._trees: dict[str, Element] = {}
        self._archive = Archive(body) if body.startswith(b"PK") else None
        self._alone = (name or "tệp", body)

    def documents(self) -> Iterator[tuple[str, Element]]:
        """Every XML file that may hold items, in the manifest's order; raises Unreadable."""
        if self._archive is None:
            name, body = self._alone
            root, notes = read_tree(body)
            self.notes += notes
            yield name, as_qti2(root)
            return
        for path in self._paths():
            found = self._tree(path)
            if found is not None and found.tag == "assessmentTest":
                told = f"{path[:120]}: cấu trúc đề không nhập, chỉ nhập các câu hỏi."
                self.notes.append(Note("warning", "", told))
            elif found is not None and found.tag not in _NOT_ITEMS:
                yield path, found

    def fetch(self, address: str, folder: str) -> tuple[str, bytes] | None:
        """The file that an address in `folder` means: its name and content."""
        path = self._find(address, folder)
        if path is None or self._archive is None:
            return None
        try:
            return path, self._archive.read(path)
        except Unreadable as refused:
            self.notes.append(Note("error", "", str(refused)))
            return None

    def tree(self, address: str, folder: str) -> Element | None:
        """The XML file that an address means; read once, however many point at it."""
        path = self._find(address, folder)
        return None if path is None else self._tree(path)

    def _find(self, address: str, folder: str) -> str | None:
        if self._archive is None:
            return None
        bare = address.removeprefix("$IMS-CC-FILEBASE$/").removeprefix("%24IMS-CC-FILEBASE%24/")
        found = self._archive.find(bare, folder) or self._archive.find(bare)
        return found or self._archive.find_ending(bare.lstrip("./"))

    def _tree(self, path: str) -> Element | None:
        assert self._archive is not None
        if path not in self._trees:
            try:
                root, notes = read_tree(self._archive.read(path))
                self._trees[path] = as_qti2(root)
                self.notes += [Note(one.level, one.field, f"{path}: {one.text}") for one in notes]
            except Unreadable as refused:
                self.notes.append(Note("error", "", f"{path[:120]}: {refused}"))
                self._trees[path] = Element("broken")
        root = self._trees[path]
        return None if root.tag == "broken" else root

    def _paths(self) -> Iterator[str]:
        """Files that the manifest lists, then XML files that it forgot."""
        assert self._archive is not None
        manifests = [one for one in self._archive.names if posixpath.basename(one) == MANIFEST]
        listed: dict[str, None] = {}
        for manifest in sorted(manifests, key=len):
            listed |= dict.fromkeys(self._listed(manifest))
        others = [one for one in self._archive.names if one.lower().endswith(ENDINGS)]
        full = filter(None, map(_FULL.fullmatch, others))
        short = {f"{one[1]}{one[2]}{SHORT}" for one in full}
        every_one = dict.fromkeys((*listed, *(one for one in others if one not in manifests)))
        yield from (one for one in every_one if one not in short)

    def _listed(self, manifest: str) -> Iterator[str]:
        root = self._tree(manifest)
        folder = posixpath.dirname(manifest)
        for resource in () if root is None else every(root, "resource"):
            hrefs = [resource.get("href", ""), *(one.get("href", "") for one in resource)]
            for href in dict.fromkeys(filter(None, hrefs)):
                path = self._find(href, folder)
                if path is None:
                    told = f"Manifest nêu tệp không có trong gói: {href[:120]}"
                    self.notes.append(Note("warning", "", told))
                elif path.lower().endswith(ENDINGS):
                    if href == resource.get("href"):
                        self.described[path] = _described(resource)
                    yield path


def _described(resource: Element) -> Described:
    """Learning object metadata: keywords, difficulty, discipline, what the item is based on."""
    found = Described()
    lom = resource.find("metadata/lom")
    if lom is None:
        return found
    found.tags = [words(one) for one in lom.iterfind("general/keyword")]
    found.difficulty = said(lom, "educational/difficulty/value")
    for one in lom.iterfind("classification"):
        if said(one, "purpose/value") == "discipline":
            found.topic = words(next(every(one, "entry"), None))
    for one in lom.iterfind("relation"):
        if said(one, "kind/value") == "isbasedon":
            pairs = one.iterfind("resource/identifier")
            found.source = {said(pair, "catalog"): said(pair, "entry") for pair in pairs}
    return found
