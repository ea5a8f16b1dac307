"""Ranges and ticks."""

import math
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from .palette import text_width
from .picture import Axis

# Not from strftime, which depends on the locale.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Room that the text of a tick wants, in pixels.
DAY_TICK = 62
NUMBER_TICK = 45


def day_number(day: date) -> float:
    """The place of a day on an axis."""
    return float(day.toordinal())


def percent(share: float, step: float = 0.01) -> str:
    """A share in percent, with as many digits as steps of that size need."""
    digits = max(0, -math.floor(math.log10(step * 100) + 1e-9)) if step > 0 else 0
    return f"{share * 100:.{digits}f}%"


def number(value: float, step: float = 1.0) -> str:
    """A number with as many digits as steps of that size need."""
    digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    return f"{value:,.{digits}f}"


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 5, 10, ... that cuts the span into at most that many parts."""
    rough = span / max(most, 1)
    # What is too small for a float to be divided is nothing to draw.
    if not rough > sys.float_info.min:
        return 1.0
    size = 10.0 ** math.floor(math.log10(rough))
    return next(
        (step * size for step in (1.0, 2.0, 5.0, 10.0) if step * size >= rough * (1 - 1e-9)), 10 * size
    )


def share_axis(values: Iterable[float | None], title: str, *, pixels: float = 300, grid: bool = True) -> Axis:
    """From 0 to a round share that all values are below; to 100% where they come near it."""
    top = min(max((v for v in values if v is not None), default=1.0), 1.0)
    step = nice_step(max(top, 0.01), max(2, min(6, int(pixels / NUMBER_TICK))))
    high = min(1.0, math.ceil(top / step - 1e-9) * step) if top > 0 else step
    count = round(high / step)
    return Axis(0.0, high, [(i * step, percent(i * step, step)) for i in range(count + 1)], title, grid)


def count_axis(
    values: Iterable[float | None], title: str, *, pixels: float = 300, whole: bool = True, grid: bool = True
) -> Axis:
    """From 0 to a round number that no value is above."""
    top = max((v for v in values if v is not None), default=1.0)
    step = nice_step(top, max(2, min(6, int(pixels / NUMBER_TICK))))
    if whole:
        step = max(step, 1.0)
    high = max(math.ceil(top / step - 1e-9), 1) * step
    return Axis(
        0.0, high, [(i * step, number(i * step, step)) for i in range(round(high / step) + 1)], title, grid
    )


def value_axis(
    values: Iterable[float | None], title: str, *, pixels: float = 300, low: float = 0.0, high: float = 0.0
) -> Axis:
    """Round numbers around all values, and around ``low`` to ``high``; for what may be below zero."""
    known = [v for v in values if v is not None]
    bottom, top = min([low, *known]), max([high, *known])
    if top <= bottom:
        top = bottom + 1.0
    step = nice_step(top - bottom, max(2, min(6, int(pixels / NUMBER_TICK))))
    first, last = math.floor(bottom / step + 1e-9), math.ceil(top / step - 1e-9)
    ticks = [(i * step, number(i * step, step)) for i in range(first, last + 1)]
    return Axis(first * step, last * step, ticks, title)


def row_axis(names: Sequence[str], title: str = "") -> Axis:
    """The rows of a list, from the top."""
    return Axis(-0.5, max(len(names), 1) - 0.5, list(enumerate(names)), title, reverse=True)


def day_axis(days: Sequence[date], title: str, *, pixels: float = 560) -> Axis:
    """Days, with ticks at the starts of months, quarters or years where they are many.

    The year stands below the first tick and wherever it changes.
    """
    if not days:
        return Axis(0.0, 1.0, [], title)
    first, last = min(days), max(days)
    most = max(2, int(pixels / DAY_TICK))
    ticks = _tick_days(first, last, most)
    texts = []
    year = None
    daily = any(tick.day != 1 for tick in ticks)
    yearly = all((tick.month, tick.day) == (1, 1) for tick in ticks) and len(ticks) > 1
    for tick in ticks:
        text = f"{tick.day} {MONTHS[tick.month - 1]}" if daily else MONTHS[tick.month - 1]
        if yearly:
            text = str(tick.year)
        elif tick.year != year:
            text += f"\n{tick.year}"
        year = tick.year
        texts.append((day_number(tick), text))
    low, high = day_number(first), day_number(last)
    return Axis(low, high if high > low else low + 1.0, texts, title)


def _tick_days(first: date, last: date, most: int) -> list[date]:
    span = (last - first).days
    for step in (1, 2):
        if span // step + 1 <= most:
            return [first + timedelta(days) for days in range(0, span + 1, step)]
    monday = first + timedelta(-first.weekday() % 7)
    for weeks in (1, 2):
        if span // (7 * weeks) + 1 <= most:
            found = [monday + timedelta(days) for days in range(0, span + 1, 7 * weeks)]
            return [day for day in found if day <= last]
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240):
        starts = _month_starts(first, last, months)
        if len(starts) <= most and starts:
            return starts
    return [first]


def _month_starts(first: date, last: date, step: int) -> list[date]:
    """Starts of every ``step``-th month, counted so that Januaries are among them."""
    from_month = first.year * 12 + first.month - 1 + (first.day > 1)
    to_month = last.year * 12 + last.month - 1
    every = (month for month in range(from_month, to_month + 1) if month % step == 0)
    return [date(month // 12, month % 12 + 1, 1) for month in every]


def longest(names: Iterable[str]) -> float:
    """Width in pixels of the longest of some names."""
    return max((text_width(name) for name in names), default=0.0)
