"""The motif: star, rings and Lạc birds of a Đông Sơn drum, as thin lines around a corner.

Everything is drawn in millimetres around the drum's middle at (0, 0), and only where it shows:
the quarter with x ≥ 0 and y ≥ 0.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from math import cos, pi, radians, sin

Point = tuple[float, float]

RAYS = 14
QUARTER = (-4.0, 94.0)
LINE = "#8FBDB1"
BIRDS_RADIUS = 47.4
BIRD_LENGTH = 10.4
BIRDS = 15

# One bird in flight, seen from above: x forward, y outward.
BIRD: tuple[tuple[Point, ...], ...] = (
    ((8.6, 0.1), (4.1, 0.75), (3.4, 0.9), (2.7, 0.6), (2.4, 0.0), (2.9, -0.6), (8.6, 0.1)),
    ((3.2, 0.95), (1.9, 1.7), (0.3, 1.9), (-1.2, 1.5), (0.6, 1.3), (2.5, 0.5)),
    ((2.4, -0.1), (0.8, -0.75), (-1.4, -0.8), (-3.4, -0.3)),
    ((-3.4, 0.3), (-1.2, 0.75), (1.0, 0.6), (2.4, 0.2)),
    ((1.6, 0.65), (1.1, 2.9), (0.2, 4.2), (-1.6, 4.5), (-2.9, 3.8), (-2.2, 2.2), (-1.9, 0.75)),
    ((0.7, 0.8), (0.2, 4.2)),
    ((-0.2, 0.8), (-0.8, 4.4)),
    ((-1.0, 0.8), (-1.9, 4.3)),
    ((1.6, -0.7), (1.1, -2.9), (0.2, -4.2), (-1.6, -4.5), (-2.9, -3.8), (-2.2, -2.2), (-1.9, -0.8)),
    ((0.7, -0.9), (0.2, -4.2)),
    ((-0.2, -0.9), (-0.8, -4.4)),
    ((-1.0, -0.9), (-1.9, -4.3)),
    ((-3.4, 0.3), (-7.9, 1.9), (-7.2, 0.0), (-7.9, -1.9), (-3.4, -0.3)),
    ((-3.4, 0.0), (-7.2, 0.0)),
    ((-3.4, 0.15), (-7.5, 0.95)),
    ((-3.4, -0.15), (-7.5, -0.95)),
)  # fmt: skip


def at(radius: float, degrees: float) -> Point:
    return radius * cos(radians(degrees)), radius * sin(radians(degrees))


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def line(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def angles(step: float, offset: float = 0.0) -> list[float]:
    """Multiples of `step` that show in the quarter."""
    first, last = QUARTER
    index = int((first - offset) // step)
    found = []
    while offset + index * step <= last + step:
        found.append(offset + index * step)
        index += 1
    return found


def star() -> list[str]:
    """The sun in the middle: rays, and feathers in nested chevrons between them."""
    step = 360 / RAYS
    rays = [
        at(18.2 if turn % 2 == 0 else 6.0, turn * step / 2) for turn in range(-1, RAYS // 2 + 2)
    ]
    feathers = [
        line([at(outer, middle - spread), at(inner, middle), at(outer, middle + spread)])
        for middle in angles(step, step / 2)
        for inner, outer, spread in ((10.2, 13.4, 6.2), (12.4, 15.6, 6.0), (14.6, 17.8, 5.8))
    ]
    return [line(rays), *feathers]


def combs(radius: float, length: float, step: float) -> list[str]:
    return [line([at(radius, angle), at(radius + length, angle)]) for angle in angles(step)]


def zigzag(inner: float, outer: float, step: float) -> list[str]:
    tops = angles(step)
    points = [point for angle in tops for point in (at(inner, angle), at(outer, angle + step / 2))]
    return [line(points)]


def eyes(radius: float, size: float, step: float) -> list[str]:
    """Dotted circles joined by tangents, the drum's running spiral made simple."""
    found = []
    for angle in angles(step):
        x, y = at(radius, angle)
        for around in (size, size / 4):
            r = number(around)
            found.append(
                f"M{number(x - around)} {number(y)}"
                f"a{r} {r} 0 1 0 {number(2 * around)} 0a{r} {r} 0 1 0 {number(-2 * around)} 0"
            )
        found.append(line([at(radius + size, angle), at(radius - size, angle + step)]))
    return found


def bird(middle: float) -> list[str]:
    """A bird bent along its ring."""
    scale = BIRD_LENGTH / 9

    def bent(points: Sequence[Point]) -> Iterable[Point]:
        for x, y in points:
            turn = x * scale / BIRDS_RADIUS * 180 / pi
            yield at(BIRDS_RADIUS + y * scale, middle - turn)

    return [line(bent(stroke)) for stroke in BIRD]


@cache
def quarter() -> str:
    """The quarter drum as SVG shapes: rings, and one path for all the strokes."""
    rings = (
        4.4,
        19.6,
        20.7,
        24.9,
        26.0,
        32.4,
        33.5,
        38.0,
        39.1,
        40.2,
        54.6,
        55.7,
        60.3,
        61.4,
        66.8,
        68.2,
    )
    circles = "".join(f'<circle r="{radius}"/>' for radius in rings)
    strokes = [
        *star(),
        *combs(21.4, 2.8, 3.6),
        *eyes(29.2, 1.5, 11.25),
        *zigzag(34.1, 37.4, 4.5),
        *(stroke for angle in angles(360 / BIRDS, 9) for stroke in bird(angle)),
        *combs(56.4, 3.2, 1.5),
        *zigzag(62.0, 66.2, 3.6),
    ]
    return f'{circles}<path d="{"".join(strokes)}"/>'
