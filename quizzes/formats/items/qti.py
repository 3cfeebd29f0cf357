"""QTI 2.1, 2.2 and 3.0: packages, archives of items, and single items."""

import posixpath
from xml.etree.ElementTree import Element

from quizzes.formats.item_content import ItemSource, Note
from quizzes.formats.item_reading import Reading, ReadItem
from quizzes.formats.items import qti1
from quizzes.formats.items.building import Building
from quizzes.formats.items.dressing import Said
from quizzes.formats.items.qti1_kinds import missing_items
from quizzes.formats.items.qti_interactions import take
from quizzes.formats.items.qti_item import QtiItem
from quizzes.formats.items.qti_package import Described, Package
from quizzes.formats.items.xml_tree import Unreadable, every

NAME = "qti"
ITEM = "assessmentItem"
ELSEWHERE = (
    "{} chỗ trong đề lấy câu từ ngân hàng câu hỏi không có trong tệp: hãy xuất cả ngân hàng ấy."
)


def read(body: bytes, name: str = "") -> Reading:
    """Every item of a package, of any version; raises nothing."""
    items: list[ReadItem] = []
    documents: list[Element] = []
    try:
        package = Package(body, name)
        for path, root in package.documents():
            if root.tag == ITEM:
                items.append(_item(package, path, root))
            elif root.tag == "questestinterop":
                items += qti1.read_items(package, path, root)
                documents.append(root)
    except Unreadable as refused:
        return Reading(NAME, problem=str(refused))
    problem = "" if items else "Không thấy câu hỏi nào."
    if count := missing_items(documents):
        told = ELSEWHERE.format(count)
        package.notes.append(Note("warning", "", told))
        problem = problem and f"{problem} {told}"
    return Reading(NAME, tuple(items), problem, tuple(package.notes))


def _item(package: Package, path: str, root: Element) -> ReadItem:
    folder = posixpath.dirname(path)
    title = root.get("title", "")
    building = Building(f"{path[:120]} ({title[:60]})" if title else path[:120])
    building.name(title, root.get("label", ""), root.get("identifier", ""))
    described = package.described.get(path, Described())
    building.tag(*described.tags)
    building.grade(described.difficulty)
    building.topic = described.topic
    known = described.source.keys() & ItemSource.model_fields.keys()
    if known:
        building.content["source"] = {name: described.source[name] for name in sorted(known)}
    if root.get("lang", "").lower().startswith("en"):
        building.content["language"] = "en"
    item = QtiItem(root, building, lambda address: package.fetch(address, folder))
    stem = item.stem()
    if not stem.text and title:
        building.warn("Câu không có đề bài; tên của câu được lấy làm đề bài.", "stem")
        stem = Said(title)
    building.ask(stem)
    _share(package, folder, item)
    take(item)
    item.explain()
    item.doubt()
    return building.read()


def _share(package: Package, folder: str, item: QtiItem) -> None:
    """The text that the item shares with others: QTI 3's own way, or TAO's inclusion."""
    found = [
        *((one, "stimulusBody") for one in item.root.iterfind("assessmentStimulusRef")),
        *((one, "") for one in every(item.body, "include")),
    ]
    if len(found) > 1:
        item.building.warn("Câu có nhiều đoạn dẫn chung, chỉ giữ đoạn đầu.", "stimulus")
    if found:
        _share_first(package, folder, item, *found[0])


def _share_first(
    package: Package, folder: str, item: QtiItem, reference: Element, inside: str
) -> None:
    href = reference.get("href", "")
    root = package.tree(href, folder)
    body = root.find(inside) if root is not None and inside else root
    if root is None or body is None:
        item.building.refuse(f"Trong tệp không có đoạn dẫn chung {href[:80]}.", "stimulus")
        return
    place = posixpath.normpath(posixpath.join(folder, posixpath.dirname(href)))
    there = QtiItem(root, item.building, lambda one: package.fetch(one, place))
    title = reference.get("title") or root.get("title") or ""
    item.building.share_stimulus(title, there.said(body))
