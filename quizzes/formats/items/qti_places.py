"""Shapes on a picture, between QTI's pixels and our thousandths of its width and height."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from quizzes.formats.items.building import on_scale
from quizzes.formats.items.pictures import PictureRefused, picture_size
from quizzes.formats.items.qti_item import QtiItem
from quizzes.formats.items.xml_tree import words
from quizzes.rules.area import SCALE

CORNERS = 24
_NUMBER = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture of a hotspot: its name, what it shows, and the size that shapes count on."""

    name: str
    alt: str
    width: float
    height: float


def take_picture(item: QtiItem, interaction: Element) -> Shown | None:
    """The picture that is pointed into; a remark where there is none."""
    found = next((one for one in interaction.iter() if one.tag in {"object", "img"}), None)
    address = "" if found is None else found.get("data") or found.get("src") or ""
    name = item.picture(address) if address else None
    if found is None or name is None:
        item.building.refuse("Câu chỉ vào hình không có hình dùng được.", "picture")
        return None
    alt = found.get("alt") or words(found)
    sizes = [_pixels(found.get(side, "")) for side in ("width", "height")]
    if not all(sizes):
        try:
            sizes = [float(one) for one in picture_size(item.building.pictures[name])]
        except PictureRefused:
            return None
    return Shown(name, alt, *sizes)


def _pixels(text: str) -> float:
    found = _NUMBER.match(text)
    return float(found[0]) if found and not text.endswith("%") else 0.0


def read_area(item: QtiItem, element: Element, shown: Shown) -> dict[str, Any] | None:
    """An area of ours; None with a remark where the shape cannot be read."""
    numbers = [float(one) for one in _NUMBER.findall(element.get("coords", ""))[:200]]
    area = _area(element.get("shape", "default"), numbers, shown)
    if area is None:
        item.building.refuse("Không đọc được hình dạng của một vùng trên hình.", "key")
    return area


def _area(shape: str, numbers: Sequence[float], shown: Shown) -> dict[str, Any] | None:
    width, height = shown.width, shown.height
    if shape == "default":
        return {"shape": "rectangle", "x": 0, "y": 0, "width": SCALE, "height": SCALE}
    if shape == "rect" and len(numbers) == 4:
        left, top, right, bottom = numbers
        x, y = on_scale(left / width), on_scale(top / height)
        return {
            "shape": "rectangle",
            "x": x,
            "y": y,
            "width": max(on_scale(right / width) - x, 1),
            "height": max(on_scale(bottom / height) - y, 1),
        }
    if shape == "circle" and len(numbers) == 3:
        return _round([*numbers, numbers[2]], shown)
    if shape == "ellipse" and len(numbers) == 4:
        return _round(numbers, shown)
    if shape == "poly" and len(numbers) >= 6:
        corners = list(zip(numbers[::2], numbers[1::2], strict=False))
        closed = len(corners) > 3 and corners[0] == corners[-1]
        return _polygon(corners[:-1] if closed else corners, shown)
    return None


def _round(numbers: Sequence[float], shown: Shown) -> dict[str, Any]:
    """A circle in thousandths where it is one, else a polygon of many corners."""
    x, y, across, down = numbers
    wide, high = on_scale(across / shown.width), on_scale(down / shown.height)
    if wide == high:
        at = {"x": on_scale(x / shown.width), "y": on_scale(y / shown.height)}
        return {"shape": "circle", **at, "radius": max(wide, 1)}
    turns = [2 * math.pi * one / CORNERS for one in range(CORNERS)]
    corners = [(x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns]
    return _polygon(corners, shown)


def _polygon(corners: Sequence[tuple[float, float]], shown: Shown) -> dict[str, Any]:
    points = [[on_scale(x / shown.width), on_scale(y / shown.height)] for x, y in corners]
    return {"shape": "polygon", "points": points}


def written_area(area: Mapping[str, Any], width: int, height: int) -> tuple[str, str]:
    """The shape's name and its pixels on a picture of at least SCALE by SCALE of them."""
    if area["shape"] == "rectangle":
        right, bottom = area["x"] + area["width"], area["y"] + area["height"]
        return "rect", _coords([area["x"], area["y"], right, bottom], width, height)
    if area["shape"] == "circle":
        radius = area["radius"]
        return "ellipse", _coords([area["x"], area["y"], radius, radius], width, height)
    return "poly", _coords([one for point in area["points"] for one in point], width, height)


def _coords(numbers: Sequence[int], width: int, height: int) -> str:
    sides = (width, height)
    return ",".join(str(round(one * sides[at % 2] / SCALE)) for at, one in enumerate(numbers))
