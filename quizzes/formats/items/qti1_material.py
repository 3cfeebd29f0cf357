"""Material of QTI 1.2: texts in several dresses, and pictures beside them."""

from html import escape
from xml.etree.ElementTree import Element

from quizzes.formats.items.building import Building
from quizzes.formats.items.dressing import GAP, Said, dressed, plain
from quizzes.formats.items.pictures import PictureRefused, from_base64, from_data_address
from quizzes.formats.items.qti_package import Package
from quizzes.formats.items.xml_tree import every, words


class Material:
    """What the materials of one item say; its pictures are kept on the way."""

    def __init__(self, building: Building, package: Package, folder: str) -> None:
        self.building, self._package, self._folder = building, package, folder

    def joined(self, materials: list[Element]) -> Said:
        """Several pieces of material as one text."""
        html = "".join(self._html(one) for one in materials)
        return dressed(html, lambda address: self._picture(address, materials))

    def around(self, shown: Element, found: list[Element], gaps: set[Element]) -> Said:
        """Pieces of a text with a gap for each answer between them."""
        wanted = set(found)
        parts = [
            GAP if one in gaps else self._html(one)
            for one in shown.iter()
            if one in gaps or one in wanted
        ]
        return dressed(" ".join(parts), lambda address: self._picture(address, found))

    def said(self, element: Element) -> Said:
        """All material inside of an element."""
        return self.joined(list(every(element, "material")))

    def _html(self, material: Element) -> str:
        """A material's texts as one piece of HTML, its own pictures at the end."""
        parts = []
        texts = [words(one) for one in every(material, "mattext")]
        for one in every(material, "mattext", "matimage", "mat_formattedtext"):
            if one.tag == "matimage":
                label = one.get("label", "")
                if not label or not any(label in text for text in texts):
                    parts.append(f'<img src="{escape(label or one.get("uri", ""))}" alt="">')
                continue
            text = words(one)
            is_html = one.get("texttype", "text/plain").lower() != "text/plain"
            parts.append(text if is_html or one.tag == "mat_formattedtext" else plain_html(text))
        return "<br>".join(parts)

    def _picture(self, address: str, materials: list[Element]) -> str | None:
        images = [one for part in materials for one in every(part, "matimage")]
        image = next((one for one in images if address in {one.get("label"), one.get("uri")}), None)
        try:
            inside = from_data_address(address)
            if inside is None and image is not None and image.get("embedded") == "base64":
                inside = from_base64(words(image))
        except PictureRefused as refused:
            self.building.refuse(f"Hình {refused}.", "stem")
            return None
        uri = address if image is None else image.get("uri") or address
        if inside is not None:
            return self.building.picture(uri if len(uri) < 200 else "", inside)
        if "://" in uri:
            self.building.warn(f"Hình ở địa chỉ ngoài tệp không giữ được: {uri[:120]}", "stem")
            return None
        found = self._package.fetch(uri, self._folder)
        if found is None:
            self.building.refuse(f"Trong tệp không có hình {uri[:80]}.", "stem")
            return None
        return self.building.picture(*found)


def plain_html(text: str) -> str:
    """Plain words inside of HTML."""
    return "<br>".join(escape(line, quote=False) for line in plain(text).text.split("\n"))
