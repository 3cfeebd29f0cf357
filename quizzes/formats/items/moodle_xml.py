"""Moodle XML, as Moodle 3 to 5 writes a question bank.

Shape: docs.moodle.org/en/Moodle_XML_format, and what question/format/xml writes.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.formats.item_content import Note
from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.items.building import FULL, Building, Choice
from quizzes.formats.items.cloze import GAPS, take_gap
from quizzes.formats.items.decimals import read_decimal
from quizzes.formats.items.dressing import GAP, Said, dressed, looks_like_html, plain
from quizzes.formats.items.gift import accept_literally, topic_of
from quizzes.formats.items.pictures import PictureRefused, from_base64, from_data_address
from quizzes.formats.items.xml_tree import Unreadable, read_tree, said, words

NAME = "moodle_xml"
ATTACHED = "@@PLUGINFILE@@/"
NONE = Decimal(0)
UNKNOWN: Mapping[str, str] = {
    "gapselect": "chọn từ điền vào chỗ trống",
    "ddwtos": "kéo thả chữ vào đoạn văn",
    "ddimageortext": "kéo thả lên hình",
    "ddmarker": "kéo thả nhãn lên hình",
    "calculated": "tính theo công thức",
    "calculatedsimple": "tính theo công thức",
    "calculatedmulti": "tính theo công thức",
    "formulas": "tính theo công thức",
    "stack": "toán STACK",
    "coderunner": "lập trình CodeRunner",
    "random": "lấy ngẫu nhiên từ ngân hàng",
    "randomsamatch": "ghép đôi ngẫu nhiên",
    "recordrtc": "ghi âm, ghi hình",
}
_USUAL = (
    *("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."),
    *(
        "Câu trả lời của bạn đúng.",
        "Câu trả lời của bạn đúng một phần.",
        "Câu trả lời của bạn sai.",
    ),
)


def read(body: bytes, _name: str = "") -> Reading:
    """Every question of the bank; other kinds than ours are named."""
    try:
        root, notes = read_tree(body)
    except Unreadable as refused:
        return Reading(NAME, problem=str(refused))
    items: list[ReadItem] = []
    topic = ""
    for question in root.iter("question"):
        kind = question.get("type", "")
        if kind == "category":
            topic = topic_of(said(question, "category"))
        elif kind == "description":
            text = f"Đoạn văn “{said(question, 'name')[:80]}” không có câu hỏi, không nhập."
            notes.append(Note("warning", "", text))
        else:
            items.append(_Question(question, len(items) + 1, topic).read())
    if any(read_decimal(words(one)) not in {None, 1} for one in root.iter("defaultgrade")):
        notes.append(Note("warning", "", "Điểm của từng câu không giữ được: thể lệ quy định điểm."))
    return Reading(NAME, tuple(items), "" if items else "Không thấy câu hỏi nào.", tuple(notes))


class _Question:
    """One question element and the item that becomes of it."""

    def __init__(self, element: Element, number: int, topic: str) -> None:
        self.element = element
        name = said(element, "name")
        title = f" ({name[:60]})" if name else ""
        self.building = Building(f"Câu {number}{title}", topic=topic)
        self.building.name(said(element, "idnumber"), name)

    def read(self) -> ReadItem:
        building, element = self.building, self.element
        building.tag(*(words(tag) for tag in element.iterfind("tags/tag")))
        building.ask(self.text(element.find("questiontext")))
        self._old_picture()
        building.explain(self.text(element.find("generalfeedback")))
        kind = element.get("type", "")
        if take := KINDS.get(kind):
            take(self)
        else:
            name = UNKNOWN.get(kind, kind[:60] or "không rõ")
            building.refuse(f"Dạng câu {name} chưa nhập được.", "kind")
        self._remarks()
        return building.read()

    def _remarks(self) -> None:
        building, element = self.building, self.element
        if said(element, "hidden") == "1":
            building.warn("Câu này đang được ẩn trong Moodle.")
        if any(words(hint.find("text")) for hint in element.iterfind("hint")):
            building.warn("Gợi ý cho lần làm lại không giữ được.")
        for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            told = element.find(name)
            text = "" if told is None else self.text(told).text
            if text and text not in _USUAL:
                building.warn(f"Lời nhắn chung khi trả lời không giữ được: {text[:80]}")

    def text(self, element: Element | None) -> Said:
        """A text by the format that it says it has; Moodle's own is HTML with line ends."""
        if element is None:
            return Said()
        return self._dressed(element, _written(element))

    def _dressed(self, element: Element, text: str) -> Said:
        style = element.get("format", "moodle_auto_format")
        if style == "plain_text":
            return plain(text)
        if style == "markdown":
            self.building.warn("Định dạng Markdown được giữ nguyên như chữ.")
            return plain(text)
        if style == "moodle_auto_format" and not looks_like_html(text):
            return plain(text)
        return dressed(text, lambda address: self._picture(address, element))

    def _picture(self, address: str, element: Element) -> str | None:
        """The name under which a picture of the text is kept."""
        try:
            inside = from_data_address(address)
        except PictureRefused as refused:
            self.building.refuse(f"Hình {refused}.", "stem")
            return None
        if inside is not None:
            return self.building.picture("", inside)
        if not address.startswith(ATTACHED):
            self.building.warn(f"Hình ở địa chỉ ngoài tệp không giữ được: {address[:120]}", "stem")
            return None
        name = address.removeprefix(ATTACHED).partition("?")[0]
        for file in element.iterfind("file"):
            whole = file.get("path", "/").lstrip("/") + file.get("name", "")
            if whole == name or file.get("name") == name.rpartition("/")[2]:
                return self._attached(name, file)
        self.building.refuse(f"Trong tệp không có hình {name[:80]}.", "stem")
        return None

    def _attached(self, name: str, file: Element) -> str | None:
        try:
            return self.building.picture(name, from_base64(file.text or ""))
        except PictureRefused as refused:
            self.building.refuse(f"Hình {name[:80]} {refused}.", "stem")
            return None

    def _old_picture(self) -> None:
        """Moodle 1.9 put one picture beside the question."""
        if said(self.element, "image_base64") or said(self.element, "image"):
            self.building.warn("Hình đặt ngoài đề bài (Moodle 1.9) không giữ được.", "stem")

    def answers(self) -> list[tuple[Element, Said, Decimal]]:
        """Each answer with its words and its share in per cent."""
        found = []
        for answer in self.element.iterfind("answer"):
            share = read_decimal(answer.get("fraction", "0")) or NONE
            found.append((answer, self.text(answer), share))
        return found

    def feedback(self, answer: Element) -> str:
        return self.text(answer.find("feedback")).text

    def choose(self) -> None:
        single = said(self.element, "single").lower() not in {"false", "0"}
        choices = [Choice(one, share, self.feedback(at)) for at, one, share in self.answers()]
        self.building.choose(choices, single=single)

    def decide(self) -> None:
        true = [words(at.find("text")).lower() for at, _, share in self.answers() if share >= FULL]
        if len(true) != 1 or true[0] not in {"true", "false"}:
            self.building.refuse("Không rõ Đúng hay Sai là đáp án.", "key")
            return
        self.building.decide(true[0] == "true")
        for answer, _, _ in self.answers():
            self.building.explain(self.text(answer.find("feedback")))

    def accept(self) -> None:
        answers: list[tuple[str, Decimal]] = []
        for answer, one, share in self.answers():
            accept_literally(self.building, answers, one.text, share)
            self.building.explain(Said(self.feedback(answer)), one.text[:120])
        case = said(self.element, "usecase") == "1"
        self.building.accept(answers, case=case, marks=True)

    def count(self) -> None:
        values = []
        for answer, one, share in self.answers():
            self.building.explain(Said(self.feedback(answer)), one.text[:120])
            if one.text.strip() == "*":
                continue
            value = read_decimal(one.text)
            if value is None:
                self.building.refuse(f"Đáp số không đọc được: {one.text[:60]}", "key")
                continue
            values.append((value, read_decimal(said(answer, "tolerance") or "0") or NONE, share))
        self.building.count(values, self._unit())

    def _unit(self) -> str:
        """The unit that the value is in; others would need reckoning."""
        units = [
            (said(one, "unit_name"), said(one, "multiplier")) for one in self.element.iter("unit")
        ]
        if len(units) > 1:
            self.building.warn("Chỉ giữ đơn vị đo chính, không đổi được giữa các đơn vị.", "unit")
        main = [name for name, multiplier in units if read_decimal(multiplier) == 1]
        return (main or [""])[0]

    def fill(self) -> None:
        """Cloze with a single gap; others are several questions in one."""
        element = self.element.find("questiontext")
        text = "" if element is None else _written(element)
        gaps = list(GAPS.finditer(text))
        if element is None or len(gaps) != 1:
            told = f"Câu điền vào {len(gaps)} chỗ trống (Cloze) chưa nhập được."
            self.building.refuse(told, "kind")
            return
        [gap] = gaps
        self.building.ask(self._dressed(element, GAPS.sub(GAP, text)))
        take_gap(self.building, gap, lambda part: self._dressed(element, part))

    def match(self) -> None:
        pairs: list[tuple[Said, Said]] = []
        others: list[Said] = []
        for part in self.element.iterfind("subquestion"):
            left, answer = self.text(part), part.find("answer")
            right = self.text(answer)
            if left.text:
                pairs.append((left, right))
            elif right.text:
                others.append(right)
        self.building.match(pairs, others)

    def order(self) -> None:
        """Moodle numbers the steps by their fraction, 1, 2, 3; some writers only by their place."""
        steps = self.answers()
        if len({share for _, _, share in steps}) == len(steps):
            steps.sort(key=lambda one: one[2])
        self.building.order([one for _, one, _ in steps])
        if said(self.element, "selecttype") not in {"", "0", "ALL"}:
            self.building.warn(
                "Moodle chỉ lấy một phần các ý; ở đây mọi ý đều được xếp.", "options"
            )

    def mark(self) -> None:
        guide = self.text(self.element.find("graderinfo")).text
        points = read_decimal(said(self.element, "defaultgrade")) or Decimal(10)
        self.building.mark(guide, int(points))
        if said(self.element, "responseformat") == "noinline":
            self.building.refuse("Bài nộp bằng tệp chưa nhập được.", "kind")
        if self.text(self.element.find("responsetemplate")).text:
            self.building.warn("Mẫu trả lời cho sẵn không giữ được.")


def _written(element: Element) -> str:
    inner = element.find("text")
    return (inner.text or "") if inner is not None else (element.text or "")


KINDS: Mapping[str, Callable[[_Question], None]] = {
    "multichoice": _Question.choose,
    "multichoiceset": _Question.choose,
    "truefalse": _Question.decide,
    "shortanswer": _Question.accept,
    "numerical": _Question.count,
    "cloze": _Question.fill,
    "multianswer": _Question.fill,
    "matching": _Question.match,
    "ddmatch": _Question.match,
    "ordering": _Question.order,
    "essay": _Question.mark,
}
