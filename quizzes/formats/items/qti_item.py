"""One assessment item of QTI 2.1, 2.2 or 3.0: its texts, its answers and what they are worth.

How each interaction becomes one of our kinds: qti_interactions.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.formats.items.building import FULL, Building
from quizzes.formats.items.decimals import read_decimal
from quizzes.formats.items.dressing import GAP, ON_ONE_LINE, Said, dressed
from quizzes.formats.items.pictures import PictureRefused, from_data_address
from quizzes.formats.items.qti_tree import as_html
from quizzes.formats.items.xml_tree import every, words

Fetch = Callable[[str], tuple[str, bytes] | None]
"""From an address in the item to the file's name and content."""

NOT_ASKED = frozenset({"endAttemptInteraction", "mediaInteraction"})
_FEEDBACK = frozenset({"feedbackInline", "feedbackBlock"})
_INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
_USUAL_SCORING = frozenset(
    {
        *("responseProcessing", "responseCondition", "responseIf", "responseElse", "match"),
        *("responseElseIf", "variable", "correct", "setOutcomeValue", "baseValue", "equal"),
        *("mapResponse", "mapResponsePoint", "sum", "isNull", "not", "and", "or", "stringMatch"),
        *("member", "contains", "exitResponse", "multiple", "equalRounded", "gte", "gt", "lt"),
        *("lte", "product", "divide", "default", "null", "delete", "index", "patternMatch"),
    }
)


@dataclass(slots=True)
class Declared:
    """What the item says about the answer to one interaction."""

    single: bool = True
    base_type: str = "identifier"
    correct: list[str] = field(default_factory=list)
    mapped: list[tuple[str, Decimal, bool]] = field(default_factory=list)
    areas: list[Element] = field(default_factory=list)

    def share(self, identifier: str) -> Decimal:
        """The per cent of the whole that an option is worth."""
        if self.correct:
            return FULL if identifier in self.correct else Decimal(0)
        worth = {key: value for key, value, _ in self.mapped}
        most = max(worth.values(), default=Decimal(0))
        return FULL * worth.get(identifier, Decimal(0)) / most if most > 0 else Decimal(0)

    @property
    def unequal(self) -> bool:
        """Whether right answers earn different points."""
        return len({value for _, value, _ in self.mapped if value > 0}) > 1


class QtiItem:
    """The element of an item and the item that becomes of it."""

    def __init__(self, root: Element, building: Building, fetch: Fetch) -> None:
        self.root, self.building, self._fetch = root, building, fetch
        found = root.find("itemBody")
        self.body = found if found is not None else Element("itemBody")
        self.interactions = [
            one
            for one in self.body.iter()
            if one.tag.endswith("Interaction") and one.tag not in NOT_ASKED
        ]

    def declared(self, interaction: Element) -> Declared:
        """What is said about the answer to this interaction."""
        name = interaction.get("responseIdentifier", "")
        for one in self.root.iterfind("responseDeclaration"):
            if one.get("identifier") == name:
                return _declared(one)
        return Declared()

    def said(self, element: Element | None, *, without: frozenset[str] = frozenset()) -> Said:
        """The words of an element; feedback inside of it is not among them."""
        if element is None:
            return Said()
        hidden = _FEEDBACK | without

        def replace(child: Element) -> str | None:
            return "" if child.tag in hidden else None

        return dressed(as_html(element, replace), self.picture)

    def feedback(self, element: Element) -> str:
        """What is said to whoever chooses this."""
        return " ".join(self.said(one).text for one in every(element, *_FEEDBACK)).strip()

    def stem(self) -> Said:
        """All that stands before and around the place for the answer, and its prompt."""
        asked = set(self.interactions)
        alone = {one for one in asked if one.tag in _INLINE and self._stands_alone(one)}

        def replace(child: Element) -> str | None:
            if child in asked:
                if child.tag in _INLINE:
                    return "" if child in alone else GAP
                if child.tag == "hottextInteraction":
                    return f"<p>{as_html(child, replace)}</p>"
                prompt = child.find("prompt")
                return "" if prompt is None else f"<p>{as_html(prompt, replace)}</p>"
            if child.tag == "rubricBlock" and "candidate" in child.get("view", "candidate"):
                return None
            hidden = _FEEDBACK | {"rubricBlock", "stylesheet", "include", *NOT_ASKED}
            return "" if child.tag in hidden or child.get("class") == "unit" else None

        return dressed(as_html(self.body, replace), self.picture)

    def _stands_alone(self, interaction: Element) -> bool:
        """Whether the block around the answer says nothing but a unit, perhaps."""
        around = next((one for one in self.body.iter() if interaction in list(one)), self.body)
        texts = [around.text or "", *((one.tail or "") for one in around)]
        others = [words(one) for one in around if one is not interaction]
        units = [words(one) for one in around if one.get("class") == "unit"]
        return not "".join(texts).strip() and "".join(others) == "".join(units)

    def unit(self, interaction: Element) -> str:
        """What is marked as the unit beside the answer."""
        around = next((one for one in self.body.iter() if interaction in list(one)), self.body)
        return next((words(one) for one in around if one.get("class") == "unit"), "")

    def rubric(self) -> str:
        """What is meant for those who mark."""
        blocks = [one for one in every(self.body, "rubricBlock") if "scorer" in one.get("view", "")]
        return "\n".join(filter(None, (self.said(one).text for one in blocks)))

    def explain(self) -> None:
        """Feedback about the whole item, wherever it stands; that of options is theirs."""
        for one in self.root.iterfind("modalFeedback"):
            self.building.explain(self.said(one), one.get("title", ""))
        within = {inner for choice in self.interactions for inner in choice.iter()}
        for one in every(self.body, *_FEEDBACK):
            if one not in within:
                self.building.explain(self.said(one))

    def doubt(self) -> None:
        """Name what the item does besides asking."""
        if self.root.find("templateDeclaration") is not None:
            self.building.refuse("Câu sinh số liệu ngẫu nhiên (template) chưa nhập được.", "kind")
        if self.root.get("adaptive") == "true":
            self.building.warn("Câu thích ứng nhiều lượt; ở đây chỉ trả lời một lần.")
        if self.root.find("companionMaterialsInfo") is not None:
            self.building.warn("Tài liệu, dụng cụ kèm theo câu không giữ được.")
        self._doubt_formulas()
        processing = self.root.find("responseProcessing")
        if processing is not None and {one.tag for one in processing.iter()} - _USUAL_SCORING:
            self.building.warn("Cách chấm riêng của câu không giữ được.", "key")
        if any(True for _ in every(self.body, *NOT_ASKED)):
            self.building.warn("Nút gợi ý hoặc phần nghe, xem trong câu không giữ được.", "stem")

    def _doubt_formulas(self) -> None:
        if any(True for _ in every(self.root, "math")):
            self.building.warn(ON_ONE_LINE)

    def picture(self, address: str) -> str | None:
        """Keep the picture at an address of the item; the name it then goes by."""
        try:
            inside = from_data_address(address)
        except PictureRefused as refused:
            self.building.refuse(f"Hình {refused}.", "stem")
            return None
        if inside is not None:
            return self.building.picture("", inside)
        if "://" in address:
            self.building.warn(f"Hình ở địa chỉ ngoài tệp không giữ được: {address[:120]}", "stem")
            return None
        found = self._fetch(address)
        if found is None:
            self.building.refuse(f"Trong tệp không có hình {address[:80]}.", "stem")
            return None
        return self.building.picture(*found)


def _declared(element: Element) -> Declared:
    declared = Declared(
        single=element.get("cardinality", "single") == "single",
        base_type=element.get("baseType", "identifier"),
        correct=[words(one) for one in element.iterfind("correctResponse/value")],
        areas=list(element.iterfind("areaMapping/areaMapEntry")),
    )
    for entry in element.iterfind("mapping/mapEntry"):
        value = read_decimal(entry.get("mappedValue", "0")) or Decimal(0)
        case = entry.get("caseSensitive", "true") != "false"
        declared.mapped.append((entry.get("mapKey", ""), value, case))
    return declared
