"""How long until something happens: step curves with bands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..axes import nice_step, number, percent, share_axis
from ..captions import TableLike, meaning
from ..labels import cut
from ..picture import Axis, Panel, Picture
from ..shapes import Curve, curve_marks, end_labels, no_numbers
from .frame import (
    HEIGHT,
    SMALL_COLUMNS,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    WIDTH,
    between,
    colour,
    floats,
    groups,
    layered,
    nothing,
    picture,
)

GROUP, TIME, SURVIVAL, LOW, HIGH = "group", "time", "survival", "low", "high"
# So many bands can be told apart in one panel.
MOST_TOGETHER = 4


def first_post(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """The share who have not posted yet, by days since joining."""
    return _survival(table, "share without a first post", "days since joining")


def time_to_silence(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """The share who are still active, by days since the first post."""
    return _survival(table, "share still active", "days since the first activity")


def _survival(table: TableLike, share: str, time: str) -> Picture:
    columns = table.to_dict()
    if not columns[TIME]:
        return nothing(table)
    share, time = meaning(table, SURVIVAL, share), meaning(table, TIME, time)
    found = groups(columns, GROUP)
    together = len(found) <= MOST_TOGETHER
    pixels, height = (WIDTH, HEIGHT) if together else (SMALL_WIDTH, SMALL_HEIGHT)
    x = _time_axis([t for t in columns[TIME] if t is not None], time if together else "", pixels)
    y = share_axis([1.0], share if together else "", pixels=height)
    curves = [
        _curve(name, rows, colour(i if together else 0)) for i, (name, rows) in enumerate(found.items())
    ]
    if together:
        labels, room = end_labels(curves, x, y, height)
        marks = [mark for curve in curves for mark in curve_marks(curve)]
        panels = [Panel(layered([*marks, *labels]), x, y, pixels, height, right=room)]
        return picture(table, panels, [columns[SURVIVAL]])
    panels = []
    for name, curve in zip(found, curves, strict=True):
        only = replace(curve, label=curve.label.rpartition(" ")[2] if curve.y[-1] is not None else "")
        labels, room = end_labels([only], x, y, height)
        seen = any(value is not None for value in curve.y[1:])
        marks = [*curve_marks(curve), *labels] if seen else no_numbers(x, y)
        panels.append(Panel(marks, x, y, pixels, height, title=cut(name or "(none)", 30), right=room))
    note = f"{share}, by {time}; all groups on the same axes"
    return picture(table, panels, [columns[SURVIVAL]], note, columns=SMALL_COLUMNS)


def _curve(name: str, rows: Mapping[str, list[Any]], tone: str) -> Curve:
    times = [float(t) for t in rows[TIME]]
    value, low, high = (floats(rows[column]) for column in (SURVIVAL, LOW, HIGH))
    head = f"{name}, " if name else ""
    tips = [
        f"{head}day {number(t, 0.1 if t % 1 else 1.0)}: {percent(v)}{between(a, b)}" if v is not None else ""
        for t, v, a, b in zip(times, value, low, high, strict=True)
    ]
    if times and times[0] > 0:
        # Tables start at the first event; curves start with everybody.
        times, value, tips = [0.0, *times], [1.0, *value], ["", *tips]
        low, high = [1.0, *low], [1.0, *high]
    last = next((v for v in reversed(value) if v is not None), None)
    label = cut(name, 24) if last is None else f"{cut(name, 24)} {percent(last)}".strip()
    return Curve(times, value, tone, low, high, label, step=True, tips=tips)


def _time_axis(times: list[float], title: str, pixels: float) -> Axis:
    top = max(times, default=1.0) or 1.0
    # Days are read in weeks and months.
    most = max(2, int(pixels / 60))
    step = next(
        (s for s in (1.0, 2.0, 7.0, 14.0, 30.0, 90.0, 180.0, 365.0) if top / s <= most), nice_step(top, most)
    )
    if top < 2:
        step = nice_step(top, most)
    ticks = [(i * step, number(i * step, step)) for i in range(int(top / step + 1e-9) + 1)]
    return Axis(0.0, top, ticks, title)
