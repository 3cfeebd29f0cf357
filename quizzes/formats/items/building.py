"""An item on its way from a foreign file: gathers its words, key, pictures and remarks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.formats.item_content import MOST_ACCEPTED, TRUE_FALSE, Note
from quizzes.formats.item_reading import ReadItem
from quizzes.formats.items.decimals import written_decimal
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.pictures import PictureRefused, picture_kind, picture_name
from quizzes.rules.area import SCALE

MOST_SIGNS = 40_000
FULL = Decimal(100)
# As the bank gives codes. "Q1" or "OTP" is a name: another file may call another question so.
_CODE = re.compile(r"[A-Z0-9-]{1,40}-[0-9]{3,6}")
_LEVELS = {"easy": "easy", "medium": "medium", "hard": "hard", "difficult": "hard"} | {
    "dễ": "easy",
    "nhận biết": "easy",
    "vừa": "medium",
    "trung bình": "medium",
    "thông hiểu": "medium",
    "khó": "hard",
    "vận dụng": "hard",
    "vận dụng cao": "hard",
    "very easy": "easy",
    "very difficult": "hard",
}
_LEVEL_TAG = re.compile(r"(?:difficulty|độ khó|do kho|mức độ)\s*[:=]\s*(.+)", re.IGNORECASE)
_FACT_TAG = re.compile(r"(audience|competence):(\S.*)")
_CRITERION = re.compile(r"(.*\S)\s*\(([0-9]{1,3}) điểm\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with its share of the whole, in per cent, and what is said to who takes it."""

    said: Said
    share: Decimal
    feedback: str = ""


class Building:
    """Call what the file says, then `read`."""

    def __init__(self, where: str, *, topic: str = "") -> None:
        self.where, self.topic = where, topic
        self.code = self.difficulty = ""
        self.tags: list[str] = []
        self.facts: dict[str, list[str]] = {"audience": [], "competence": []}
        self.content: dict[str, Any] = {}
        self.markup: dict[str, Any] = {}
        self.pictures: dict[str, bytes] = {}
        self.notes: list[Note] = []
        self._explained: list[Said] = []

    def warn(self, text: str, field: str = "") -> None:
        """Kept, without that."""
        self._note(Note("warning", field, text))

    def refuse(self, text: str, field: str = "") -> None:
        """Cannot be kept like this."""
        self._note(Note("error", field, text))

    def _note(self, note: Note) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def name(self, *names: str) -> None:
        """The first that has the shape of our codes becomes the item's code."""
        self.code = next((one for one in names if _CODE.fullmatch(one)), "")

    def tag(self, *tags: str) -> None:
        """A tag like "difficulty:easy" or "audience:citizen" says so much about the item."""
        for one in filter(None, (tag.strip()[:60] for tag in tags)):
            level = _LEVEL_TAG.fullmatch(one)
            if level and level[1].strip().lower() in _LEVELS:
                self.grade(level[1])
            elif fact := _FACT_TAG.fullmatch(one):
                self.facts[fact[1]].append(fact[2])
            elif one not in self.tags:
                self.tags.append(one)

    def grade(self, level: str) -> None:
        self.difficulty = _LEVELS.get(level.strip().lower(), "")

    def picture(self, name: str, body: bytes) -> str | None:
        """Keep a picture; its name, or None with a remark where it cannot be taken."""
        try:
            kept = picture_name(name, body, picture_kind(body))
        except PictureRefused as refused:
            self.refuse(f"Hình {name[:80]} {refused}.", "stem")
            return None
        if self.pictures.get(kept, body) != body:
            kept = picture_name("", body, kept.rpartition(".")[2])
        self.pictures[kept] = body
        return kept

    def ask(self, stem: Said) -> None:
        self.content["stem"] = self._kept(stem, "stem")
        if stem.markup:
            self.markup["stem"] = stem.markup

    def offer(self, options: Sequence[Said]) -> None:
        self.content["options"] = [self._kept(one, "options") for one in options]
        if any(one.markup for one in options):
            self.markup["options"] = [one.markup for one in options]

    def explain(self, said: Said, about: str = "") -> None:
        """Add to the explanation; `about` names the option that it belongs to."""
        text = self._kept(said, "explanation")
        if not text:
            return
        if about:
            said = Said(f"{about.replace(chr(10), ' ')}: {text}")
        self._explained.append(said)

    def share_stimulus(self, title: str, said: Said) -> None:
        text = self._kept(said, "stimulus")
        if text:
            self.content["stimulus"] = {"title": title[:200] or text[:80], "text": text}
            if said.markup:
                self.content["stimulus"]["markup"] = said.markup

    def choose(self, choices: Sequence[Choice], *, single: bool) -> None:
        """Options of which one or several are right."""
        self.offer([one.said for one in choices])
        self.content["kind"] = "single" if single else "multiple"
        self.content["key"] = self._single(choices) if single else self._several(choices)
        for one in choices:
            self.explain(Said(one.feedback), one.said.text[:120])

    def _single(self, choices: Sequence[Choice]) -> list[int]:
        most = max((one.share for one in choices), default=Decimal(0))
        right = [place for place, one in enumerate(choices) if one.share == most > 0]
        if not right:
            self.refuse("Không có phương án nào được cho là đúng.", "key")
        elif len(right) > 1:
            self.refuse("Câu một đáp án lại có hơn một phương án được trọn điểm.", "key")
        elif most < FULL:
            self.warn("Phương án đúng không được trọn điểm trong tệp; nay được trọn điểm.", "key")
        if any(0 < one.share < most for one in choices):
            self.warn("Có phương án đúng một phần; ở đây chỉ phương án đúng nhất có điểm.", "key")
        return right

    def _several(self, choices: Sequence[Choice]) -> list[int]:
        right = [place for place, one in enumerate(choices) if one.share > 0]
        if not right:
            self.refuse("Không có phương án nào được cho là đúng.", "key")
        shares = {one.share for one in choices if one.share > 0}
        losses = {one.share for one in choices if one.share <= 0}
        if len(shares) > 1 or len(losses) > 1:
            self.warn(
                "Trọng số riêng của từng phương án không giữ được: các phương án tính như nhau.",
                "key",
            )
        return right

    def decide(self, is_true: bool) -> None:
        self.content |= {"kind": "true_false", "options": list(TRUE_FALSE)}
        self.content["key"] = [0 if is_true else 1]

    def count(self, values: Iterable[tuple[Decimal, Decimal, Decimal]], unit: str = "") -> None:
        """A number: (value, tolerance, share) of each answer that the file accepts."""
        found = list(values)
        best = max(found, key=lambda one: one[2], default=None)
        self.content |= {"kind": "number", "key": {}, "unit": unit[:30]}
        if best is None or best[2] <= 0:
            self.refuse("Không có đáp số.", "key")
            return
        value, tolerance = written_decimal(best[0]), written_decimal(abs(best[1]))
        if value is None or tolerance is None:
            self.refuse("Đáp số quá dài.", "key")
            return
        self.content["key"] = {"value": value, "tolerance": tolerance}
        if any(one[2] > 0 and one[:2] != best[:2] for one in found):
            self.warn("Tệp nhận nhiều đáp số; ở đây chỉ giữ đáp số được điểm cao nhất.", "key")

    def accept(self, answers: Iterable[tuple[str, Decimal]], *, case: bool, marks: bool) -> None:
        """Short text: (accepted answer, share) of each."""
        found = [(text.strip(), share) for text, share in answers]
        kept = list(dict.fromkeys(text for text, share in found if share >= FULL and text))
        if any(0 < share < FULL for _, share in found):
            self.warn("Câu trả lời chỉ được một phần điểm không giữ được.", "key")
        if len(kept) > MOST_ACCEPTED:
            self.warn(f"Chỉ giữ {MOST_ACCEPTED} cách trả lời đầu tiên.", "key")
        if not kept:
            self.refuse("Không có câu trả lời nào được trọn điểm.", "key")
        key = {"accepted": kept[:MOST_ACCEPTED], "exact_marks": marks, "exact_case": case}
        self.content |= {"kind": "short_text", "key": key}

    def match(self, pairs: Sequence[tuple[Said, Said]], others: Iterable[Said] = ()) -> None:
        """Left-hand sides with their right-hand ones, and right-hand ones that match nothing."""
        self.offer([left for left, _ in pairs])
        rights = [right for _, right in pairs]
        if any(one.markup for one in rights):
            self.warn("Định dạng của cột bên phải không giữ được, chỉ giữ chữ.", "targets")
        texts = [self._kept(one, "targets") for one in (*rights, *others)]
        targets = sorted(set(filter(None, texts)))
        self.content |= {"kind": "matching", "targets": targets}
        self.content["key"] = [targets.index(one) if one else -1 for one in texts[: len(pairs)]]

    def order(self, steps: Sequence[Said]) -> None:
        """What is put in order, given in the right order; kept in the alphabet's."""
        shown = sorted(range(len(steps)), key=lambda place: (steps[place].text, place))
        self.offer([steps[place] for place in shown])
        self.content |= {"kind": "ordering", "key": [shown.index(at) for at in range(len(steps))]}

    def mark(self, guide: str, points: int = 10) -> None:
        """An essay; lines of the guide that end in "(3 điểm)" are its criteria."""
        lines = [line.strip() for line in guide.split("\n") if line.strip()]
        found = [_CRITERION.fullmatch(line) for line in lines]
        rubric = [{"criterion": one[1], "points": int(one[2])} for one in found if one]
        if lines and len(rubric) < len(lines):
            rubric = [{"criterion": "\n".join(lines)[:2_000], "points": min(max(points, 1), 100)}]
            self.warn("Hướng dẫn chấm không chia tiêu chí; được giữ thành một tiêu chí.", "key")
        self.content |= {"kind": "essay", "key": {"rubric": rubric}}

    def point(self, picture: str, alt: str, areas: Sequence[dict[str, Any]]) -> None:
        """A place in a picture; areas on the scale of ItemContent."""
        if not alt.strip():
            alt = "Hình của câu hỏi"
            self.warn("Hình chưa có lời mô tả cho người không nhìn thấy.", "picture")
        self.content |= {"kind": "hotspot", "key": {"areas": list(areas)}}
        self.content["picture"] = {"digest": f"picture:{picture}", "alt": alt.strip()[:300]}

    def read(self) -> ReadItem:
        """The item with all that was said of it."""
        if self._explained:
            self.content["explanation"] = "\n".join(one.text for one in self._explained)
            if any(one.markup for one in self._explained):
                self.markup["explanation"] = "".join(one.html for one in self._explained)
        if self.markup:
            self.content["markup"] = self.markup
        if not self.content.get("unit", "x"):
            del self.content["unit"]
        used = repr(self.content)
        return ReadItem(
            where=self.where,
            content=self.content,
            code=self.code,
            topic=self.topic[:200],
            difficulty=self.difficulty,
            tags=tuple(self.tags),
            audience=tuple(dict.fromkeys(self.facts["audience"])),
            competences=tuple(dict.fromkeys(self.facts["competence"])),
            pictures={name: body for name, body in self.pictures.items() if name in used},
            notes=tuple(self.notes),
        )

    def _kept(self, said: Said, field: str) -> str:
        """The text, cut where no item is that long, so that a file cannot multiply."""
        for told in said.lost:
            self.warn(told, field)
        if len(said.text) > MOST_SIGNS or len(said.markup) > 2 * MOST_SIGNS:
            self.refuse("Dài quá, đã cắt bớt.", field)
            return said.text[:MOST_SIGNS]
        return said.text


def on_scale(value: float) -> int:
    """A share of the picture's width or height, in thousandths and inside of it."""
    return min(max(round(value * SCALE), 0), SCALE)
