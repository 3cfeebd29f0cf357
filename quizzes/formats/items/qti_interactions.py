"""How each interaction of QTI 2 and 3 becomes an item of ours, or why it does not."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.formats.item_content import TRUE_FALSE
from quizzes.formats.items.building import FULL, Choice
from quizzes.formats.items.decimals import read_decimal
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.qti_item import Declared, QtiItem
from quizzes.formats.items.qti_places import read_area, take_picture
from quizzes.formats.items.xml_tree import every
from quizzes.rules.tokens import TEXT_LIMITS

NONE = Decimal(0)
UNKNOWN: Mapping[str, str] = {
    "gapMatchInteraction": "kéo chữ vào chỗ trống",
    "graphicGapMatchInteraction": "kéo hình vào chỗ trống",
    "graphicOrderInteraction": "sắp thứ tự trên hình",
    "graphicAssociateInteraction": "nối điểm trên hình",
    "positionObjectInteraction": "đặt vật lên hình",
    "drawingInteraction": "vẽ",
    "uploadInteraction": "nộp tệp",
    "customInteraction": "tương tác riêng (PCI)",
    "portableCustomInteraction": "tương tác riêng (PCI)",
}
_TRUE = frozenset({"đúng", "true", "t"})
_FALSE = frozenset({"sai", "false", "f"})


def take(item: QtiItem) -> None:
    """Give the item its kind, options and key."""
    if len(item.interactions) != 1:
        count = len(item.interactions)
        told = f"có {count} chỗ trả lời" if count else "không có chỗ trả lời"
        item.building.refuse(f"Câu {told}, chưa nhập được.", "kind")
        return
    [interaction] = item.interactions
    become = KINDS.get(interaction.tag)
    if become is None:
        name = UNKNOWN.get(interaction.tag, interaction.tag[:60])
        item.building.refuse(f"Dạng câu {name} chưa nhập được.", "kind")
        return
    become(item, interaction, item.declared(interaction))


def _choose(item: QtiItem, interaction: Element, declared: Declared) -> None:
    choices = [
        Choice(item.said(one), declared.share(one.get("identifier", "")), item.feedback(one))
        for one in every(interaction, "simpleChoice", "inlineChoice", "hottext")
    ]
    single = declared.single or interaction.get("maxChoices") == "1"
    texts = [one.said.text.lower().rstrip(".") for one in choices]
    if single and len(texts) == 2 and _are_true_and_false(*texts):
        _decide(item, choices, texts)
        return
    item.building.choose(choices, single=single)
    if declared.correct and declared.unequal:
        item.building.warn("Trọng số riêng của từng phương án không giữ được.", "key")


def _are_true_and_false(one: str, other: str) -> bool:
    return (one in _TRUE and other in _FALSE) or (one in _FALSE and other in _TRUE)


def _decide(item: QtiItem, choices: list[Choice], texts: list[str]) -> None:
    right = [text in _TRUE for text, one in zip(texts, choices, strict=True) if one.share > 0]
    if len(right) != 1:
        item.building.content |= {"kind": "true_false", "options": list(TRUE_FALSE), "key": []}
        item.building.refuse("Không rõ Đúng hay Sai là đáp án.", "key")
        return
    item.building.decide(right[0])
    for one in choices:
        item.building.explain(Said(one.feedback), one.said.text)


def _order(item: QtiItem, interaction: Element, declared: Declared) -> None:
    steps = {
        one.get("identifier", ""): item.said(one) for one in every(interaction, "simpleChoice")
    }
    if sorted(declared.correct) != sorted(steps):
        item.building.refuse("Thứ tự đúng trong tệp không nêu đủ mọi ý.", "key")
    known = [steps.pop(one) for one in declared.correct if one in steps]
    item.building.order([*known, *steps.values()])


def _match(item: QtiItem, interaction: Element, declared: Declared) -> None:
    columns = [
        {
            one.get("identifier", ""): item.said(one)
            for one in every(column, "simpleAssociableChoice")
        }
        for column in every(interaction, "simpleMatchSet")
    ]
    if len(columns) != 2:
        item.building.refuse("Câu ghép đôi không có đủ hai cột.", "options")
        return
    left, right = columns
    _pair(item, left, right, _pairs(declared))


def _associate(item: QtiItem, interaction: Element, declared: Declared) -> None:
    """Pairs within one list: the first of each goes to the left."""
    found = every(interaction, "simpleAssociableChoice")
    texts = {one.get("identifier", ""): item.said(one) for one in found}
    pairs = _pairs(declared)
    left = {one: texts[one] for one, _ in pairs if one in texts}
    right = {name: said for name, said in texts.items() if name not in left}
    item.building.warn("Câu nối cặp trong một danh sách được chuyển thành hai cột.", "options")
    _pair(item, left, right, pairs)


def _pairs(declared: Declared) -> list[tuple[str, str]]:
    """The pairs that are right, or that earn something."""
    written = declared.correct or [key for key, value, _ in declared.mapped if value > 0]
    parts = [one.split() for one in written]
    return [(one[0], one[1]) for one in parts if len(one) == 2]


def _pair(
    item: QtiItem, left: dict[str, Said], right: dict[str, Said], pairs: list[tuple[str, str]]
) -> None:
    meant = {one: other for one, other in pairs if one in left and other in right}
    if len(meant) < len(pairs):
        item.building.refuse("Có ý được ghép với nhiều ý, hoặc với ý không có.", "key")
    if missing := [said.text for name, said in left.items() if name not in meant]:
        item.building.refuse(f"Không rõ “{missing[0][:60]}” ghép với ý nào.", "key")
    made = [(said, right[meant[name]]) for name, said in left.items() if name in meant]
    others = [said for name, said in right.items() if name not in meant.values()]
    item.building.match(made, others)


def _write(item: QtiItem, interaction: Element, declared: Declared) -> None:
    """A number or a few words."""
    answers = [(key, value, case) for key, value, case in declared.mapped]
    most = max((value for _, value, _ in answers), default=NONE)
    shares = [(key, FULL * value / most) for key, value, _ in answers] if most > 0 else []
    if declared.base_type in {"float", "integer"}:
        _count(item, interaction, shares or [(one, FULL) for one in declared.correct])
        return
    known = {key for key, _ in shares}
    shares += [(one, FULL) for one in declared.correct if one not in known]
    case = any(case for _, value, case in answers if value > 0) or not answers
    marks = interaction.get("data-marks") != "ignored"
    item.building.accept(shares, case=case, marks=marks)


def _count(item: QtiItem, interaction: Element, shares: list[tuple[str, Decimal]]) -> None:
    values = []
    for text, share in shares:
        value = read_decimal(text)
        if value is None:
            item.building.refuse(f"Đáp số không đọc được: {text[:60]}", "key")
            continue
        values.append((value, _tolerance(item, value), share))
    item.building.count(values, item.unit(interaction))


def _tolerance(item: QtiItem, value: Decimal) -> Decimal:
    """What the scoring allows the number to be off by."""
    for one in every(item.root, "equal"):
        parts = [read_decimal(part) for part in one.get("tolerance", "").split()]
        known = [part for part in parts if part is not None]
        if known and one.get("toleranceMode") == "absolute":
            return max(known)
        if known and one.get("toleranceMode") == "relative":
            return abs(value) * max(known) / 100
    return NONE


def _slide(item: QtiItem, interaction: Element, declared: Declared) -> None:
    item.building.warn("Thanh trượt được chuyển thành câu điền số.", "kind")
    _count(item, interaction, [(one, FULL) for one in declared.correct])


def _mark(item: QtiItem, interaction: Element, _declared: Declared) -> None:
    item.building.mark(item.rubric())
    length = read_decimal(interaction.get("expectedLength", ""))
    if length is not None and int(length) in TEXT_LIMITS:
        item.building.content["limit"] = int(length)
    elif length is not None:
        item.building.warn(f"Giới hạn {length} ký tự không có ở đây, đã bỏ.", "limit")


def _point(item: QtiItem, interaction: Element, declared: Declared) -> None:
    """Right places by their own shapes, or by what the answers are mapped to."""
    taken = take_picture(item, interaction)
    if taken is None:
        return
    right = [
        one
        for one in every(interaction, "hotspotChoice")
        if declared.share(one.get("identifier", "")) > 0
    ]
    right += [one for one in declared.areas if (read_decimal(one.get("mappedValue", "1")) or 0) > 0]
    areas = [read_area(item, one, taken) for one in right]
    if not right:
        item.building.refuse("Không có vùng nào trên hình được cho là đúng.", "key")
    if len(right) > 1 and not declared.single:
        item.building.warn("Tệp đòi chỉ đủ các vùng; ở đây chỉ vào một vùng là đúng.", "key")
    item.building.point(taken.name, taken.alt, [one for one in areas if one])


KINDS: Mapping[str, Callable[[QtiItem, Element, Declared], None]] = {
    "choiceInteraction": _choose,
    "inlineChoiceInteraction": _choose,
    "hottextInteraction": _choose,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
    "textEntryInteraction": _write,
    "extendedTextInteraction": _mark,
    "sliderInteraction": _slide,
    "hotspotInteraction": _point,
    "selectPointInteraction": _point,
}
