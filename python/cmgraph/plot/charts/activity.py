"""How many people are active."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..axes import count_axis, day_axis, day_number, number
from ..captions import TableLike
from ..palette import GREY
from ..picture import Axis, Panel, Picture
from ..shapes import Curve, curve_marks, end_labels, upright
from .frame import HEIGHT, WIDTH, colour, day_text, floats, groups, nothing, picture

DAY, COMPLETE = "day", "complete"
WINDOWS = {"active_28": "in 28 days", "active_7": "in 7 days", "active_1": "on the day"}
WEEK, SCOPE, WHOLE, COMMUNITY = "week", "scope", "whole", "community"
# Column, its name in the table of changes, and what it counts.
SERIES_DRAWN = (("active", "active_people", "people active"), ("messages", "messages", "messages of members"))
CHANGES, SERIES = "changes", "series"


def active_people(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Distinct people in the trailing 1, 7 and 28 days."""
    columns = table.to_dict()
    kept = [row for row, whole in enumerate(columns[COMPLETE]) if whole]
    left_out = len(columns[DAY]) - len(kept)
    note = f"{left_out:,} days at the edges are left out: their windows are not wholly in the export"
    if not kept and columns[DAY]:
        # All that there is, and it is said that it is not whole.
        kept, note = list(range(len(columns[DAY]))), "no day's windows are wholly in the export: all too low"
    if not kept:
        return nothing(table)
    days = [columns[DAY][row] for row in kept]
    curves, shown = [], []
    for i, (name, label) in enumerate(WINDOWS.items()):
        values = floats([columns[name][row] for row in kept])
        tips = [
            f"{label} up to {day_text(day)}: {number(value)} people" if value is not None else ""
            for day, value in zip(days, values, strict=True)
        ]
        # Single days go up and down with the week; the line is thin, or it would be a block.
        width = 1.0 if name == "active_1" else 2.0
        places = [day_number(day) for day in days]
        curves.append(Curve(places, values, colour(i), label=label, width=width, tips=tips))
        shown.append(values)
    x = day_axis(days, "", pixels=WIDTH)
    y = count_axis([v for values in shown for v in values], "people active", pixels=HEIGHT)
    labels, room = end_labels(curves, x, y, HEIGHT)
    lines = [mark for curve in curves for mark in curve_marks(curve)]
    panel = Panel([*lines, *labels], x, y, WIDTH, HEIGHT, right=room)
    return picture(table, [panel], shown, note if left_out else "")


def activity_weeks(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """Active people and messages a week, their level, and the weeks in which it changed, of everything together."""
    columns = table.to_dict()
    if not columns[WEEK]:
        return nothing(table)
    found = groups(columns, SCOPE)
    rows = found.get(WHOLE) or next(iter(groups(columns, COMMUNITY).values()))
    x = day_axis(rows[WEEK], "first day of the week", pixels=WIDTH)
    panels, notes = [], []
    for i, (name, series, title) in enumerate(SERIES_DRAWN):
        changes = _changes(tables.get(CHANGES), series, rows)
        panels.append(_weeks(rows, name, title, changes, x, colour(i)))
        days = ", ".join(day_text(day) for day in changes)
        said = f"level changes in the weeks of {days}" if days else "no change of level found"
        notes.append(f"{title}: {said}")
    return picture(table, panels, [rows[name] for name, _, _ in SERIES_DRAWN], *notes)


def _changes(table: TableLike | None, series: str, rows: Mapping[str, list[Any]]) -> list[date]:
    """Weeks of the whole's changes, which stand in a table of their own."""
    if table is None:
        return []
    columns = table.to_dict()
    community = rows[COMMUNITY][0]
    return [
        week
        for week, name, of in zip(columns[WEEK], columns[COMMUNITY], columns[SERIES], strict=True)
        if name == community and of == series
    ]


def _weeks(
    rows: Mapping[str, list[Any]], name: str, title: str, changes: Sequence[date], x: Axis, tone: str
) -> Panel:
    places = [day_number(day) for day in rows[WEEK]]
    values, levels = floats(rows[name]), floats(rows[f"{name}_level"])
    tips = [
        f"week of {day_text(day)}: {number(value)}" if value is not None else ""
        for day, value in zip(rows[WEEK], values, strict=True)
    ]
    height = HEIGHT * 0.7
    y = count_axis([*values, *levels], title, pixels=height)
    weeks = Curve(places, values, GREY, label="each week", width=1.2, tips=tips)
    level = Curve(places, levels, tone, label="level", step=True)
    labels, room = end_labels([weeks, level], x, y, height)
    inside = [place for place in map(day_number, changes) if x.low <= place <= x.high]
    marks = [*upright(inside, y), *curve_marks(weeks), *curve_marks(level), *labels]
    return Panel(marks, x, y, WIDTH, height, right=room)
