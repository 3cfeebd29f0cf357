"""QTI 1.2, as Canvas, ILIAS and Blackboard's descendants still write it."""

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.formats.item_content import TRUE_FALSE
from quizzes.formats.item_reading import ReadItem
from quizzes.formats.items.building import FULL, Building, Choice
from quizzes.formats.items.decimals import read_decimal
from quizzes.formats.items.dressing import GAP, Said
from quizzes.formats.items.qti1_kinds import (
    BLANKS,
    CLOZES,
    ESSAYS,
    NO_QUESTION,
    UNKNOWN,
    blank_of,
    is_dropdown,
    is_number,
    offers,
)
from quizzes.formats.items.qti1_material import Material
from quizzes.formats.items.qti_package import Package
from quizzes.formats.items.xml_tree import every, words

NONE = Decimal(0)
RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")


def read_items(package: Package, path: str, root: Element) -> Iterator[ReadItem]:
    """Every item of one document; banks and sections give their titles as topics."""
    for number, (topic, element) in enumerate(_found(root, ""), 1):
        yield Qti1Item(package, path, element, number, topic).read()


def _found(element: Element, topic: str) -> Iterator[tuple[str, Element]]:
    for child in element:
        if child.tag == "item":
            yield topic, child
        elif child.tag in {"assessment", "section", "objectbank"}:
            title = child.get("title") or _field(child, "bank_title", within="qtimetadata")
            yield from _found(child, title or topic)


def _field(element: Element, *labels: str, within: str = "itemmetadata") -> str:
    holder = element.find(within)
    for one in () if holder is None else every(holder, "qtimetadatafield", "qti_metadatafield"):
        if words(one.find("fieldlabel")).lower() in labels:
            return words(one.find("fieldentry"))
    return ""


class Qti1Item:
    """One item element and the item that becomes of it."""

    def __init__(
        self, package: Package, path: str, element: Element, number: int, topic: str
    ) -> None:
        self.element = element
        title = element.get("title", "")
        name = f" ({title[:60]})" if title else ""
        where = f"{posixpath.basename(path)[:80]}, câu {number}{name}"
        self.building = Building(where, topic=topic)
        self._told: set[str] = set()
        self._material = Material(self.building, package, posixpath.dirname(path))
        self.building.name(_field(element, "externalid"), title, element.get("ident", ""))
        labels = ("question_type", "questiontype", "qmd_questiontype")
        self.kind = _field(element, *labels).lower()
        shown = element.find("presentation")
        self.shown = shown if shown is not None else Element("presentation")
        self.responses = list(every(self.shown, *RESPONSES))

    def read(self) -> ReadItem:
        self.building.ask(self._stem())
        if self.kind in UNKNOWN:
            self.building.refuse(f"Dạng câu {UNKNOWN[self.kind]} chưa nhập được.", "kind")
        elif self.kind in NO_QUESTION or not self.responses:
            self.building.refuse("Câu không có chỗ trả lời.", "kind")
        elif self.kind in BLANKS:
            self._fill()
        else:
            self._take()
        self._explain()
        return self.building.read()

    def _take(self) -> None:
        first = self.responses[0]
        if self.kind == "matching_question" or (
            len(self.responses) > 1 and all(one.tag == "response_lid" for one in self.responses)
        ):
            self._match_rows()
        elif len(self.responses) > 1:
            count = len(self.responses)
            self.building.refuse(f"Câu có {count} chỗ trả lời, chưa nhập được.", "kind")
        elif first.tag == "response_grp":
            self._match_group(first)
        elif first.tag == "response_xy" or (self.kind in CLOZES and offers(first)):
            name = "chỉ vào hình" if first.tag == "response_xy" else "chọn từ trong đoạn văn"
            self.building.refuse(f"Dạng câu {name} của QTI 1.2 chưa nhập được.", "kind")
        elif first.tag == "response_lid" and first.get("rcardinality", "").lower() == "ordered":
            self._order(first)
        elif first.tag == "response_lid":
            self._choose(first)
        elif self.kind in ESSAYS or (first.tag == "response_str" and not self._conditions()):
            self.building.mark("")
        elif is_number(first, self.kind):
            self._count()
        else:
            self._write()

    def _stem(self) -> Said:
        """All material that belongs to no answer."""
        inside = {part for one in self.responses for part in one.iter()}
        if self.kind != "matching_question" and self.kind not in BLANKS:
            inside -= {part for one in self.responses for part in one.iterfind("material")}
        found = [one for one in every(self.shown, "material") if one not in inside]
        if self.kind in CLOZES:
            return self._material.around(self.shown, found, set(self.responses))
        stem = self._material.joined(found)
        if self.kind in BLANKS:
            for one in self.responses:
                stem = stem.replaced(f"[{blank_of(one)}]", GAP)
        return stem

    def _fill(self) -> None:
        """Canvas: a response for each blank; its labels are what it accepts, or offers."""
        if len(self.responses) > 1:
            count = len(self.responses)
            said = f"Dạng câu {BLANKS[self.kind]} chưa nhập được (câu có {count} chỗ)."
            self.building.refuse(said, "kind")
        elif is_dropdown(self.responses[0], self.kind):
            self._choose(self.responses[0])
        else:
            labels = every(self.responses[0], "response_label")
            answers = [(self._material.said(one).text, FULL) for one in labels]
            self.building.accept(answers, case=False, marks=True)

    def _conditions(self) -> list[tuple[Element, Decimal]]:
        """What earns points, and how many; some writers leave the points out altogether."""
        found: list[tuple[Element, Decimal]] = []
        bare: list[tuple[Element, Decimal]] = []
        for one in every(self.element, "respcondition"):
            worth = [read_decimal(words(setvar)) or NONE for setvar in one.iterfind("setvar")]
            variable = one.find("conditionvar")
            if variable is not None and any(part > 0 for part in worth):
                found.append((variable, max(worth)))
            elif variable is not None and not worth and one.find("displayfeedback") is None:
                bare.append((variable, Decimal(1)))
        return found or [one for one in bare if one[0].find("other") is None]

    def _choose(self, response: Element) -> None:
        labels = list(every(response, "response_label"))
        worth = dict.fromkeys((one.get("ident", "") for one in labels), NONE)
        single = response.get("rcardinality", "Single").lower() == "single"
        for variable, points in self._conditions():
            denied = {one for no in every(variable, "not") for one in no.iter()}
            for equal in every(variable, "varequal"):
                if equal not in denied and words(equal) in worth:
                    worth[words(equal)] += points
        most = max(worth.values(), default=NONE)
        told = self._feedback_of(labels)
        choices = [
            Choice(
                self._material.said(one),
                FULL * worth[one.get("ident", "")] / most if most > 0 else NONE,
                told.get(one.get("ident", ""), ""),
            )
            for one in labels
        ]
        texts = [one.said.text.lower() for one in choices]
        if self.kind == "true_false_question" or texts in (["true", "false"], ["đúng", "sai"]):
            self._decide(choices, texts)
        else:
            self.building.choose(choices, single=single)

    def _decide(self, choices: list[Choice], texts: list[str]) -> None:
        right = [text for text, one in zip(texts, choices, strict=True) if one.share > 0]
        if len(right) == 1 and right[0] in {"true", "false", "đúng", "sai"}:
            self.building.decide(right[0] in {"true", "đúng"})
            for one in choices:
                self.building.explain(Said(one.feedback), one.said.text)
            return
        self.building.content |= {"kind": "true_false", "options": list(TRUE_FALSE), "key": []}
        self.building.refuse("Không rõ Đúng hay Sai là đáp án.", "key")

    def _feedback_of(self, labels: list[Element]) -> dict[str, str]:
        """What is said to whoever chooses each option; empty where a condition names several."""
        known = {one.get("ident", "") for one in labels}
        said: dict[str, str] = {}
        for one in every(self.element, "respcondition"):
            named = [words(equal) for equal in every(one, "varequal")]
            if len(named) != 1 or named[0] not in known:
                continue
            for link in one.iterfind("displayfeedback"):
                said[named[0]] = self._feedback(link.get("linkrefid", "")).text
        return said

    def _feedback(self, ident: str) -> Said:
        self._told.add(ident)
        for one in every(self.element, "itemfeedback"):
            if one.get("ident") == ident:
                return self._material.said(one)
        return Said()

    def _explain(self) -> None:
        """Canvas names the feedback about the whole item, ILIAS that for all right."""
        for ident in ("general_fb", "correct_fb", "response_allcorrect"):
            self.building.explain(self._feedback(ident))
        if any(
            self._feedback(ident).text
            for ident in ("general_incorrect_fb", "response_onenotcorrect")
        ):
            self.building.warn("Lời nhắn khi trả lời sai không giữ được.")
        others = [one.get("ident", "") for one in every(self.element, "itemfeedback")]
        for ident in (one for one in dict.fromkeys(others) if one not in self._told):
            self.building.explain(self._feedback(ident))

    def _order(self, response: Element) -> None:
        labels = {
            one.get("ident", ""): self._material.said(one)
            for one in every(response, "response_label")
        }
        places: dict[str, int] = {}
        for variable, _ in self._conditions():
            for equal in every(variable, "varequal"):
                index = equal.get("index", str(len(places)))
                places[words(equal)] = int(index) if re.fullmatch("[0-9]{1,4}", index) else 0
        if sorted(places) != sorted(labels):
            self.building.refuse("Thứ tự đúng trong tệp không nêu đủ mọi ý.", "key")
        steps = sorted(labels, key=lambda ident: places.get(ident, len(labels)))
        self.building.order([labels[ident] for ident in steps])

    def _match_rows(self) -> None:
        """Canvas: a response for each left-hand side, all offering the same right-hand ones."""
        right: dict[str, Said] = {}
        rows = {}
        for one in self.responses:
            for label in every(one, "response_label"):
                right.setdefault(label.get("ident", ""), self._material.said(label))
            rows[one.get("ident", "")] = self._material.joined(list(one.iterfind("material")))
        meant = {
            equal.get("respident", ""): words(equal)
            for variable, _ in self._conditions()
            for equal in every(variable, "varequal")
        }
        self._pair(rows, right, meant)

    def _match_group(self, response: Element) -> None:
        """ILIAS: pairs of labels in one group; those that name their match group stand left."""
        labels = {one.get("ident", ""): one for one in every(response, "response_label")}
        texts = {ident: self._material.said(one) for ident, one in labels.items()}
        named = {ident for ident, one in labels.items() if one.get("match_group")}
        meant: dict[str, str] = {}
        for variable, _ in self._conditions():
            for subset in every(variable, "varsubset"):
                one, _, other = words(subset).partition(",")
                if other in named and one not in named:
                    one, other = other, one
                if meant.setdefault(one, other) != other:
                    self.building.refuse("Có ý được ghép với nhiều ý.", "key")
        left = {one: said for one, said in texts.items() if one in (named or meant)}
        right = {one: said for one, said in texts.items() if one not in left}
        self._pair(left, right, meant)

    def _pair(self, left: dict[str, Said], right: dict[str, Said], meant: dict[str, str]) -> None:
        pairs = [(said, right[meant[one]]) for one, said in left.items() if meant.get(one) in right]
        if len(pairs) < len(left):
            self.building.refuse("Không rõ có ý được ghép với ý nào.", "key")
        used = set(meant.values())
        self.building.match(pairs, [said for one, said in right.items() if one not in used])

    def _count(self) -> None:
        """A value, a value between bounds, or bounds alone."""
        values = []
        for variable, worth in self._conditions():
            exact = [read_decimal(words(one)) for one in every(variable, "varequal")]
            low = [read_decimal(words(one)) for one in every(variable, "vargte", "vargt")]
            high = [read_decimal(words(one)) for one in every(variable, "varlte", "varlt")]
            known = [one for one in exact if one is not None]
            if low and high and low[0] is not None and high[0] is not None:
                middle, off = (low[0] + high[0]) / 2, abs(high[0] - low[0]) / 2
                values.append((known[0] if known else middle, off, worth))
            else:
                values += [(one, NONE, worth) for one in known]
        self.building.count(values)

    def _write(self) -> None:
        conditions = self._conditions()
        most = max((worth for _, worth in conditions), default=NONE)
        equals = [(one, worth) for found, worth in conditions for one in every(found, "varequal")]
        answers = [(words(one), FULL * worth / most) for one, worth in equals]
        case = any(one.get("case", "No").lower() == "yes" for one, _ in equals)
        self.building.accept(answers, case=case, marks=True)
