"""Colours, sizes and type of all charts."""

from collections.abc import Sequence
from typing import Final

# Chosen so that they differ for every kind of colour vision (and in grey: by lightness), and can be read as text
# on white (contrast of 4.5 to 1 and more): labels stand beside the lines in the colour of the line.
BLUE: Final = "#2075D6"
VERMILION: Final = "#D63900"
GREEN: Final = "#00472A"
PURPLE: Final = "#852875"
SERIES: Final = (BLUE, VERMILION, GREEN, PURPLE)

INK: Final = "#222222"
GREY: Final = "#5A5A5A"
PALE: Final = "#BDBDBD"
GRID: Final = "#E6E6E6"
BAND_OPACITY: Final = 0.16

# From nothing to all, one hue, so that it survives print and colour blindness.
SHADES: Final = ("#F4F8FB", "#D5E5F1", "#A9CBE2", "#73A9CD", "#3C82B3", "#005F9E")

# From less than chance (brown) over chance to more than chance (blue).
DIVERGING: Final = ("#8F3A00", "#C96A24", "#EDB98F", "#F5F3F1", "#A9CBE2", "#3C82B3", "#00518A")

FONT: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
TITLE_SIZE: Final = 16
TEXT_SIZE: Final = 11
# Mean width of a letter as a share of the size of the type.
LETTER: Final = 0.54


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """Width in pixels, about; lines count by the longest."""
    return max((len(line) for line in text.split("\n")), default=0) * size * LETTER


def shade(share: float) -> str:
    """The shade of a share from 0 to 1, between the steps of :data:`SHADES`."""
    return _mixed(SHADES, share)


def diverging(value: float) -> str:
    """The colour of a value from -1 to 1, between the steps of :data:`DIVERGING`; 0 is nearly white."""
    return _mixed(DIVERGING, (value + 1) / 2)


def _mixed(steps: Sequence[str], share: float) -> str:
    at = min(max(share, 0.0), 1.0) * (len(steps) - 1)
    step = min(int(at), len(steps) - 2)
    low, high = (_channels(steps[i]) for i in (step, step + 1))
    mixed = (round(a + (b - a) * (at - step)) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def readable(on: str) -> str:
    """Ink or white, whichever can be read better on a colour."""
    return max((INK, "#FFFFFF"), key=lambda ink: contrast(ink, on))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = []
    for channel in _channels(colour):
        part = channel / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
