"""Places in a picture, in whole thousandths of its width and of its height. Pure.

Both axes have their own scale, so what is a circle in thousandths is seen as an ellipse on a
picture that is not square; it is drawn and judged alike.
"""

from collections.abc import Mapping, Sequence
from typing import Any

SCALE = 1_000
MOST_CORNERS = 50
_SIZES = {"rectangle": ("width", "height"), "circle": ("radius",)}


def is_area(area: Any) -> bool:
    """Whether `area` is a rectangle, a circle or a polygon that begins within the picture."""
    if not isinstance(area, Mapping):
        return False
    if area.get("shape") == "polygon":
        points = area.get("points")
        return (
            isinstance(points, list | tuple)
            and 3 <= len(points) <= MOST_CORNERS
            and all(map(is_point, points))
        )
    sizes = _SIZES.get(str(area.get("shape")))
    if sizes is None or not all(_on_scale(area.get(name)) for name in ("x", "y", *sizes)):
        return False
    return all(area[name] > 0 for name in sizes)


def is_point(point: Any) -> bool:
    """Whether `point` is [x, y] within a picture."""
    return isinstance(point, list | tuple) and len(point) == 2 and all(map(_on_scale, point))


def holds(area: Mapping[str, Any], point: Sequence[int]) -> bool:
    """Whether the point lies in the area; its border counts as inside."""
    x, y = point
    if area["shape"] == "rectangle":
        across, down = x - area["x"], y - area["y"]
        return bool(0 <= across <= area["width"] and 0 <= down <= area["height"])
    if area["shape"] == "circle":
        away = (x - area["x"]) ** 2 + (y - area["y"]) ** 2
        return bool(away <= area["radius"] ** 2)
    return _in_polygon(area["points"], x, y)


def _in_polygon(corners: Sequence[Sequence[int]], x: int, y: int) -> bool:
    """By the even-odd rule, in whole numbers alone: it comes out alike everywhere."""
    inside = False
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        within = min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by)
        if side == 0 and within:
            return True
        if (ay > y) != (by > y) and (side > 0) == (by > ay):
            inside = not inside
    return inside


def _on_scale(one: Any) -> bool:
    return type(one) is int and 0 <= one <= SCALE
