"""How far use has spread: over time, and by unit."""

from collections.abc import Mapping
from typing import Any

from ..axes import day_axis, day_number, percent, row_axis, share_axis
from ..captions import TableLike, meaning
from ..labels import cut
from ..picture import Axis, Panel, Picture
from ..shapes import Curve, curve_marks, end_labels, interval_rows, no_numbers
from .frame import (
    HEIGHT,
    ROW_HEIGHT,
    SMALL_COLUMNS,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    WIDTH,
    between,
    colour,
    day_text,
    floats,
    groups,
    layered,
    nothing,
    picture,
    words,
)

DAY, UNIT, PEOPLE, SHARE, LOW, HIGH = "period_start", "unit", "people", "share", "share_low", "share_high"
# Each definition of adopted has a column of its own, `joined_share` and so on.
DEFINITIONS = {
    "joined": "joined",
    "reaction": "reacted",
    "contribution": "posted or replied",
    "asked": "asked",
    "answered": "answered",
    "habit": "habit",
}


def adoption_curve(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share who have adopted, a line with its interval for each definition."""
    columns = table.to_dict()
    days = columns[DAY]
    shown = definitions(columns)
    if not days or not shown:
        return nothing(table)
    curves = []
    for i, (name, label) in enumerate(shown.items()):
        share, low, high = (floats(columns[f"{name}_{what}"]) for what in (SHARE, LOW, HIGH))
        last = next((value for value in reversed(share) if value is not None), None)
        tips = [
            f"{label}, {day_text(day)}: {percent(value)}{between(a, b)}" if value is not None else ""
            for day, value, a, b in zip(days, share, low, high, strict=True)
        ]
        text = label if last is None else f"{label} {percent(last)}"
        curves.append(Curve([day_number(day) for day in days], share, colour(i), low, high, text, tips=tips))
    x = day_axis(days, f"first day of the {bin_name(table)}", pixels=WIDTH)
    y = share_axis(
        [v for curve in curves for v in curve.high or ()], "share of those who could have", pixels=HEIGHT
    )
    labels, room = end_labels(curves, x, y, HEIGHT)
    bands = [mark for curve in curves for mark in curve_marks(curve)]
    panel = Panel(layered([*bands, *labels]), x, y, WIDTH, HEIGHT, right=room)
    return picture(table, [panel], [columns[f"{name}_{SHARE}"] for name in shown])


def definitions(columns: Mapping[str, Any]) -> dict[str, str]:
    """The definitions of adopted that the table has columns for, with what they are called."""
    found = [name[: -len(SHARE) - 1] for name in columns if name.endswith(f"_{SHARE}")]
    return {name: DEFINITIONS.get(name, words(name)) for name in found if f"{name}_{LOW}" in columns}


def bin_name(table: TableLike) -> str:
    """``day``, ``week`` or ``month``."""
    return str(table.provenance.get("parameters", {}).get("period", "period"))


def adoption_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Dots with intervals, units by name: a chart to look a unit up in, not a list of the best and the worst."""
    columns = table.to_dict()
    shown = definitions(columns)
    if not columns[UNIT] or not shown:
        return nothing(table)
    order = sorted(range(len(columns[UNIT])), key=lambda row: (columns[UNIT][row] or "", row))
    units = [columns[UNIT][row] or "(no unit)" for row in order]
    heads = [columns[PEOPLE][row] for row in order]
    names = [
        cut(unit) if people is None else f"{cut(unit)} ({people:,})"
        for unit, people in zip(units, heads, strict=True)
    ]
    width = max(WIDTH / len(shown), 150.0)
    panels = []
    for i, (name, label) in enumerate(shown.items()):
        share, low, high = (
            [floats(columns[f"{name}_{what}"])[row] for row in order] for what in (SHARE, LOW, HIGH)
        )
        tips = [
            f"{unit}: {label} {percent(value)}{between(a, b)}" if value is not None else ""
            for unit, value, a, b in zip(units, share, low, high, strict=True)
        ]
        x = share_axis([1.0], "", pixels=width * 0.8)
        rows = row_axis(names if i == 0 else [""] * len(names))
        marks = interval_rows(share, low, high, colour=colour(i), tips=tips)
        panels.append(Panel(marks, x, rows, width, ROW_HEIGHT * len(names), title=label, right=20.0))
    note = "units by name, people of the unit in brackets"
    # In the order of the table, in which its gaps are counted.
    drawn = [columns[f"{name}_{SHARE}"] for name in shown]
    return picture(table, panels, drawn, note, columns=len(panels))


def adoption_unit_curves(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A small curve for each unit, all on the same axes, by name."""
    columns = table.to_dict()
    if not columns[DAY]:
        return nothing(table)
    y = share_axis(columns[HIGH], "", pixels=SMALL_HEIGHT)
    x = day_axis(columns[DAY], "", pixels=SMALL_WIDTH)
    panels = []
    for unit, rows in sorted(groups(columns, UNIT).items()):
        panels.append(_unit_panel(unit or "(no unit)", rows, x, y))
    note = f"{meaning(table, SHARE, 'share who have adopted')}; all units on the same axes, by name"
    return picture(table, panels, [columns[SHARE]], note, columns=SMALL_COLUMNS)


def _unit_panel(unit: str, rows: Mapping[str, list[Any]], x: Axis, y: Axis) -> Panel:
    share, low, high = (floats(rows[name]) for name in (SHARE, LOW, HIGH))
    tips = [
        f"{unit}, {day_text(day)}: {percent(value)}{between(a, b)}" if value is not None else ""
        for day, value, a, b in zip(rows[DAY], share, low, high, strict=True)
    ]
    title = cut(unit, 30)
    if not any(value is not None for value in share):
        return Panel(no_numbers(x, y), x, y, SMALL_WIDTH, SMALL_HEIGHT, title=title)
    label = next(percent(value) for value in reversed(share) if value is not None)
    curve = Curve([day_number(day) for day in rows[DAY]], share, low=low, high=high, label=label, tips=tips)
    labels, room = end_labels([curve], x, y, SMALL_HEIGHT)
    return Panel([*curve_marks(curve), *labels], x, y, SMALL_WIDTH, SMALL_HEIGHT, title=title, right=room)
