"""The Markdown of lesson files, as docs/content.md has it, made into parts.

Four kinds of blocks stand between lines of `:::`; everything else is prose, which is parted at each
heading of the second level, and pictures, which stand alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from backend.common.markup import harmless
from courses.formats.assignment import read_assignment
from courses.formats.diagram import DiagramRefused, DrawnDiagram, read_diagram
from courses.formats.markdown_prose import lone_picture, refusal, top_level, walked
from courses.formats.media import MODELS
from courses.formats.media_draft import read_media
from quizzes.formats.items.pictures import PictureRefused, picture_size

_OPENING = re.compile(r":::([a-z]+)[ \t]+(\S.*)")
_markdown = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, and in which line (from 1)."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class FileRefused(ValueError):
    """Files that cannot be a course; `problems` says why, line by line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a file: prose ("text"), or what stands within `:::`. `line` counts from 1."""

    kind: str
    title: str
    line: int
    lines: list[str]

    @property
    def written(self) -> str:
        return "\n".join(self.lines)


class LessonText:
    """Reads one lesson's Markdown; what is wrong is gathered in `problems`."""

    def __init__(self, path: Path, name: str, pictures: dict[str, Path] | None = None) -> None:
        self.folder, self.file, self.pictures = path.parent, name, pictures
        self.problems: list[Problem] = []
        self.diagrams: dict[str, DrawnDiagram] = {}
        self._counts: Counter[str] = Counter()

    def parts(self, written: str, first_line: int) -> list[dict[str, Any]]:
        """The parts of the text that begins in line `first_line` of its file."""
        return [
            part for block in self._blocks(written, first_line) for part in self._parts_of(block)
        ]

    def _blocks(self, written: str, first_line: int) -> Iterator[Block]:
        block = Block("text", "", first_line, [])
        for number, line in enumerate(written.split("\n"), start=first_line):
            opening = _OPENING.fullmatch(line.rstrip())
            if block.kind == "text" and opening:
                yield block
                block = Block(opening.group(1), opening.group(2), number, [])
            elif block.kind != "text" and line.rstrip() == ":::":
                yield block
                block = Block("text", "", number + 1, [])
            elif line.startswith(":::"):
                self._tell(number, "Dòng ::: không đúng: cần “:::loại Tiêu đề” hoặc “:::” để đóng.")
            else:
                block.lines.append(line)
        if block.kind != "text":
            self._tell(block.line, f"Khối :::{block.kind} chưa được đóng bằng “:::”.")
        yield block

    def _parts_of(self, block: Block) -> Iterator[dict[str, Any]]:
        if block.kind == "text":
            yield from self._prose(block)
            return
        reader = _READERS.get(block.kind)
        if reader is None:
            self._tell(block.line, f"Không có khối :::{block.kind}.")
            return
        said = reader(self, block)
        if said is not None:
            yield self._part(block.kind, title=block.title, **said)

    def _prose(self, block: Block) -> Iterator[dict[str, Any]]:
        """Texts from heading to heading, and the pictures between them."""
        section: list[Token] = []
        for tokens in top_level(_markdown.parse(block.written)):
            picture = lone_picture(tokens)
            begins = tokens[0].type == "heading_open" and tokens[0].tag == "h2"
            if section and (picture or begins):
                yield self._text(section)
                section = []
            if picture:
                found = self._drawn(picture, self._line(block, tokens[0], 0))
                if found:
                    yield found
            else:
                self._judge(tokens, block)
                section += tokens
        if section:
            yield self._text(section)

    def _text(self, tokens: list[Token]) -> dict[str, Any]:
        return self._part("text", markup=_rendered(tokens))

    def _drawn(self, picture: Token, line: int) -> dict[str, Any] | None:
        name = str(picture.attrs.get("src", ""))
        alt = picture.content.strip()
        if not alt:
            self._tell(line, f"Hình {name} thiếu lời mô tả trong ngoặc vuông.")
        if self.pictures is not None and re.fullmatch(r"[a-z0-9-]+\.webp", name):
            return self._painted(picture, name, line)
        if not re.fullmatch(r"[a-z0-9-]+\.svg", name):
            self._tell(line, f"Hình {name}: cần tên tệp .svg cùng thư mục, chữ thường không dấu.")
            return None
        try:
            diagram = read_diagram((self.folder / name).read_bytes())
        except FileNotFoundError:
            self._tell(line, f"Không có tệp hình {name}.")
            return None
        except DiagramRefused as refused:
            self._tell(line, f"{name}: {refused}")
            return None
        self.diagrams[diagram.digest] = diagram
        return self._shown(picture, diagram.address, (diagram.width, diagram.height))

    def _painted(self, picture: Token, name: str, line: int) -> dict[str, Any] | None:
        """A raster picture; it is drawn anew before it is kept."""
        try:
            body = (self.folder / name).read_bytes()
            size = picture_size(body)
        except FileNotFoundError:
            self._tell(line, f"Không có tệp hình {name}.")
            return None
        except PictureRefused as refused:
            self._tell(line, f"{name}: {refused}.")
            return None
        digest = sha256(body).hexdigest()
        assert self.pictures is not None
        self.pictures[digest] = self.folder / name
        return self._shown(picture, f"/hinh/{digest}.webp", size)

    def _shown(self, picture: Token, src: str, size: tuple[int, int]) -> dict[str, Any]:
        alt, caption = picture.content.strip(), str(picture.attrs.get("title", ""))
        width, height = size
        return self._part("picture", src=src, alt=alt, caption=caption, width=width, height=height)

    def _judge(self, tokens: list[Token], block: Block) -> None:
        """Name everything that a lesson's prose may not have."""
        line = 0
        for token in walked(tokens):
            line = token.map[0] if token.map else line
            reason = refusal(token)
            if reason:
                self._tell(self._line(block, token, line), reason)

    def _line(self, block: Block, token: Token, known: int) -> int:
        inside = 1 if block.kind != "text" else 0
        return block.line + inside + (token.map[0] if token.map else known)

    def box(self, block: Block) -> dict[str, Any]:
        tokens = _markdown.parse(block.written)
        self._judge(tokens, block)
        if not tokens:
            self._tell(block.line, f"Khối :::{block.kind} để trống.")
        return {"markup": _rendered(tokens) or "–"}

    def checklist(self, block: Block) -> dict[str, Any] | None:
        steps = self._entries(block, block.lines, block.line + 1)
        return {"steps": steps} if steps else None

    def quiz(self, block: Block) -> dict[str, Any] | None:
        passing, entries = None, []
        for number, line in enumerate(block.lines, start=block.line + 1):
            wanted = re.fullmatch(r"pass:\s*(\d+)\s*", line)
            if wanted:
                passing = int(wanted.group(1))
            else:
                entries += self._entries(block, [line], number, may_be_empty=True)
        if passing is None:
            self._tell(block.line, "Khối :::quiz cần dòng “pass: số câu đúng”.")
        elif not 1 <= passing <= len(entries):
            self._tell(block.line, f"pass: {passing} không hợp với {len(entries)} câu hỏi.")
        else:
            return {"items": entries, "pass": passing}
        return None

    def assignment(self, block: Block) -> dict[str, Any]:
        told, faults, end = read_assignment(block.lines)
        for number, text in faults:
            self._tell(block.line + 1 + number, text)
        if not told["criteria"] or not {"pass", "tries"} <= told.keys():
            self._tell(block.line, "Khối :::assignment cần pass, tries và ít nhất một tiêu chí.")
        task = Block(block.kind, block.title, block.line + end + 1, block.lines[end + 1 :])
        return {"pass": 0, "tries": 1} | told | self.box(task)

    def link(self, block: Block) -> dict[str, Any] | None:
        href = block.written.strip()
        if not re.fullmatch(r"https://\S+", href):
            self._tell(block.line, "Khối :::link cần một dòng bắt đầu bằng https://.")
            return None
        return {"href": href}

    def package(self, block: Block) -> dict[str, Any] | None:
        told = dict(line.partition(": ")[::2] for line in block.lines if line.strip())
        digest, units = told.get("package", "").strip(), told.get("units", "0").strip()
        if not (re.fullmatch(r"[0-9a-f]{64}", digest) and re.fullmatch(r"\d{1,3}", units)):
            self._tell(block.line, "Khối :::package cần dòng “package: mã SHA-256” và “units: số”.")
            return None
        return {"package": digest, "units": int(units), "origin": told.get("origin", "").strip()}

    def media(self, block: Block) -> dict[str, Any] | None:
        part, wrong = read_media(block.kind, block.title, block.written)
        if wrong:
            self._tell(block.line, wrong)
        return part

    def _entries(
        self, block: Block, lines: list[str], first: int, *, may_be_empty: bool = False
    ) -> list[str]:
        """The words behind each dash; a line that is indented goes on with the one before."""
        entries: list[str] = []
        for number, line in enumerate(lines, start=first):
            if line.startswith("- ") and line[2:].strip():
                entries.append(line[2:].strip())
            elif line.startswith("  ") and line.strip() and entries:
                entries[-1] += f" {line.strip()}"
            elif line.strip():
                self._tell(number, f"Trong khối :::{block.kind}, mỗi dòng bắt đầu bằng “- ”.")
        if not entries and not may_be_empty:
            self._tell(block.line, f"Khối :::{block.kind} để trống.")
        return entries

    def _part(self, kind: str, **said: Any) -> dict[str, Any]:
        self._counts[kind] += 1
        return {"key": f"{kind}-{self._counts[kind]}", "kind": kind, **said}

    def _tell(self, line: int, text: str) -> None:
        self.problems.append(Problem(self.file, line, text))


_READERS: Mapping[str, Callable[[LessonText, Block], dict[str, Any] | None]] = {
    "note": LessonText.box,
    "warning": LessonText.box,
    "checklist": LessonText.checklist,
    "quiz": LessonText.quiz,
    "assignment": LessonText.assignment,
    "link": LessonText.link,
    "package": LessonText.package,
    **dict.fromkeys(MODELS, LessonText.media),
}


def harmless_markdown(written: str) -> str:
    """A short text's Markdown as harmless HTML."""
    return _rendered(_markdown.parse(written))


def front_matter(written: str, name: str) -> tuple[dict[str, Any], str, int]:
    """What stands between the first two lines of `---`, the rest, and the line it begins in."""
    lines = written.split("\n")
    if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        raise FileRefused([Problem(name, 1, "Đầu tệp cần phần khai báo giữa hai dòng “---”.")])
    end = next(place for place, line in enumerate(lines) if place and line.rstrip() == "---")
    try:
        said = yaml.load("\n".join(lines[1:end]), yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line + 2) if error.problem_mark else 2
        raise FileRefused([Problem(name, line, "Phần khai báo không đọc được.")]) from error
    if not isinstance(said, dict):
        raise FileRefused([Problem(name, 2, "Phần khai báo cần các dòng “tên: giá trị”.")])
    return said, "\n".join(lines[end + 1 :]), end + 2


def _rendered(tokens: list[Token]) -> str:
    return harmless(_markdown.renderer.render(tokens, _markdown.options, {})).strip()
