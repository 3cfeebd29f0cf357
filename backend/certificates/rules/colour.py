"""Colours on paper: how well one is read upon another (WCAG 2.2), and lighter shades of one."""

from typing import Final

# A printed word in a colour is read as text is on a screen.
LEAST_CONTRAST: Final = 4.5


def channels(colour: str) -> tuple[int, int, int]:
    """Of "#RRGGBB"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    parts = [value / 255 for value in channels(colour)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, paper: str, part: float) -> str:
    """`part` of the colour upon the rest of the paper."""
    pairs = zip(channels(colour), channels(paper), strict=True)
    return "#" + "".join(f"{round(ink * part + ground * (1 - part)):02X}" for ink, ground in pairs)
