"""Marks made from columns: curves with bands, rows with intervals. Where a value is missing there is nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from .labels import LINE_HEIGHT, apart
from .palette import BLUE, GREY, PALE, text_width
from .picture import Area, Axis, Boxes, Dots, Mark, Path, Segments, Texts

Column = Sequence[float | None]

NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Curve:
    """A line with or without a band, and its label."""

    x: Sequence[float]
    y: Column
    colour: str = BLUE
    low: Column | None = None
    high: Column | None = None
    label: str = ""
    step: bool = False
    dashed: bool = False
    width: float = 2.0
    tips: Sequence[str] = field(default=())


def pieces(*columns: Column) -> list[range]:
    """Stretches of rows without a missing value in any of the columns."""
    rows = min((len(column) for column in columns), default=0)
    fine = [all(_there(column[row]) for column in columns) for row in range(rows)]
    found: list[range] = []
    start = 0
    for row in range(rows + 1):
        if row == rows or not fine[row]:
            if row > start:
                found.append(range(start, row))
            start = row + 1
    return found


def _there(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _stairs(x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
    """Keeps each value until the next one."""
    across, up = [x[0]], [y[0]]
    for i in range(1, len(x)):
        across += [x[i], x[i]]
        up += [y[i - 1], y[i]]
    return across, up


def curve_marks(curve: Curve) -> list[Mark]:
    """Bands first, then lines; a value between two gaps is a dot, for it has no line."""
    marks: list[Mark] = []
    if curve.low is not None and curve.high is not None:
        for piece in pieces(curve.low, curve.high):
            x = [curve.x[i] for i in piece]
            low, high = ([_number(column[i]) for i in piece] for column in (curve.low, curve.high))
            if len(piece) == 1:
                marks.append(Segments(x, low, x, high, curve.colour))
                continue
            if curve.step:
                across, low = _stairs(x, low)
                _, high = _stairs(x, high)
                x = across
            marks.append(Area(x, low, high, curve.colour))
    tips_x: list[float] = []
    tips_y: list[float] = []
    tips: list[str] = []
    for piece in pieces(curve.y):
        x, y = [curve.x[i] for i in piece], [_number(curve.y[i]) for i in piece]
        if curve.tips:
            tips_x, tips_y = tips_x + x, tips_y + y
            tips += [curve.tips[i] for i in piece]
        if len(piece) == 1:
            marks.append(Dots(x, y, curve.colour, size=20))
        else:
            marks.append(
                Path(*(_stairs(x, y) if curve.step else (x, y)), curve.colour, curve.width, curve.dashed)
            )
    if tips:
        marks.append(Dots(tips_x, tips_y, curve.colour, size=0, tips=tips))
    return marks


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def end_labels(curves: Sequence[Curve], x: Axis, y: Axis, height: float) -> tuple[list[Mark], float]:
    """The names of curves where they end, moved apart, and the room they need to the right in pixels."""
    ends = []
    for curve in curves:
        last = next((value for value in reversed(curve.y) if _there(value)), None)
        if curve.label and last is not None:
            ends.append((curve, float(last)))
    if not ends:
        return [], 0.0
    span = y.high - y.low
    pixels = [(y.high - last) / span * height for _, last in ends]
    lines = max(curve.label.count("\n") + 1 for curve, _ in ends)
    places = apart(pixels, 0.0, height, LINE_HEIGHT * lines)
    room = 8 + max(text_width(curve.label) for curve, _ in ends)
    return [
        Texts(
            [x.high] * len(ends),
            [y.high - place / height * span for place in places],
            [curve.label for curve, _ in ends],
            [curve.colour for curve, _ in ends],
            dx=8,
            bold=True,
        )
    ], room


def no_numbers(x: Axis, y: Axis) -> list[Mark]:
    """Says in an empty panel that its numbers are not shown."""
    return [Texts([x.low], [(y.low + y.high) / 2], [NOT_SHOWN], [GREY], dx=6)]


def interval_rows(
    values: Column,
    low: Column,
    high: Column,
    *,
    colour: str = BLUE,
    tips: Sequence[str] = (),
    absent_word: str | Sequence[str] = NOT_SHOWN,
    absent_at: float = 0.0,
) -> list[Mark]:
    """A dot and its interval in each row; where there is no number it says so."""
    marks: list[Mark] = []
    spans = [i for piece in pieces(low, high) for i in piece]
    if spans:
        rows = [float(i) for i in spans]
        marks.append(
            Segments(
                [_number(low[i]) for i in spans], rows, [_number(high[i]) for i in spans], rows, colour, 2.0
            )
        )
    dots = [i for piece in pieces(values) for i in piece]
    if dots:
        shown = [tips[i] for i in dots] if tips else ()
        marks.append(Dots([_number(values[i]) for i in dots], [float(i) for i in dots], colour, tips=shown))
    return marks + absent(values, absent_word, absent_at)


def absent(values: Column, word: str | Sequence[str] = NOT_SHOWN, at: float = 0.0) -> list[Mark]:
    """Says in each row without a number that there is none; a word for all, or one for each row."""
    rows = [i for i, value in enumerate(values) if not _there(value)]
    if not rows:
        return []
    said = [word if isinstance(word, str) else word[i] for i in rows]
    return [Texts([at] * len(rows), [float(i) for i in rows], said, [GREY] * len(rows), dx=4)]


def notches(values: Column, colour: str = GREY) -> list[Mark]:
    """A short upright line in each row with a value, such as what chance would give."""
    rows = [i for piece in pieces(values) for i in piece]
    if not rows:
        return []
    at = [_number(values[i]) for i in rows]
    return [Segments(at, [i - 0.32 for i in rows], at, [i + 0.32 for i in rows], colour, 2.0)]


def bar_rows(
    values: Column,
    low: Column | None,
    high: Column | None,
    texts: Sequence[str],
    *,
    colour: str = BLUE,
    tips: Sequence[str] = (),
    absent_word: str | Sequence[str] = NOT_SHOWN,
) -> list[Mark]:
    """A bar, its interval and a text behind both in each row."""
    rows = [i for piece in pieces(values) for i in piece]
    marks: list[Mark] = []
    if rows:
        marks.append(
            Boxes(
                [0.0] * len(rows),
                [i - 0.34 for i in rows],
                [_number(values[i]) for i in rows],
                [i + 0.34 for i in rows],
                [colour] * len(rows),
                opacity=0.35 if low is not None else 0.55,
                tips=[tips[i] for i in rows] if tips else (),
            )
        )
    # Behind a bar to the left there is the axis: the text stands on its other side.
    ends = [max(_number(value), 0.0) for value in values]
    if low is not None and high is not None:
        spans = [i for piece in pieces(low, high) for i in piece]
        if spans:
            middle = [float(i) for i in spans]
            left, right = ([_number(column[i]) for i in spans] for column in (low, high))
            marks.append(Segments(left, middle, right, middle, colour, 2.0))
            for edge in (left, right):
                marks.append(
                    Segments(edge, [i - 0.12 for i in middle], edge, [i + 0.12 for i in middle], colour, 2.0)
                )
            for i, end in zip(spans, right, strict=True):
                ends[i] = max(ends[i], end)
    if rows:
        marks.append(
            Texts(
                [ends[i] for i in rows],
                [float(i) for i in rows],
                [texts[i] for i in rows],
                [colour] * len(rows),
                dx=7,
            )
        )
    return marks + absent(values, absent_word)


def level_line(x: Axis, at: float, low: float | None, high: float | None, colour: str = GREY) -> list[Mark]:
    """A level across the panel, with its interval."""
    marks: list[Mark] = []
    if low is not None and high is not None:
        marks.append(Area([x.low, x.high], [low, low], [high, high], colour))
    marks.append(Path([x.low, x.high], [at, at], colour, width=1.5, dashed=True))
    return marks


def upright(places: Sequence[float], y: Axis, colour: str = PALE) -> list[Mark]:
    """Lines from bottom to top."""
    if not places:
        return []
    count = len(places)
    return [Segments(places, [y.low] * count, places, [y.high] * count, colour, 1.2, dashed=True)]
