"""How many people are active."""

from collections.abc import Mapping

from ..axes import count_axis, day_axis, day_number, number
from ..captions import TableLike, meaning
from ..palette import GREY
from ..picture import Panel, Picture
from ..shapes import Curve, curve_marks, end_labels, upright
from .frame import HEIGHT, WIDTH, colour, day_text, floats, nothing, picture

DAY, COMPLETE = "day", "complete"
WINDOWS = {"active_28": "in 28 days", "active_7": "in 7 days", "active_1": "on the day"}
WEEK, ACTIVE, LEVEL = "week", "active_people", "segment_level"


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


def activity_weeks(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Active people a week, the level of each stretch, and where the level changes."""
    columns = table.to_dict()
    if not columns[WEEK]:
        return nothing(table)
    places = [day_number(day) for day in columns[WEEK]]
    active, levels = floats(columns[ACTIVE]), floats(columns[LEVEL])
    changes = [
        row
        for row in range(1, len(levels))
        if levels[row] is not None and levels[row - 1] is not None and levels[row] != levels[row - 1]
    ]
    tips = [
        f"week of {day_text(day)}: {number(value)} people" if value is not None else ""
        for day, value in zip(columns[WEEK], active, strict=True)
    ]
    x = day_axis(columns[WEEK], "first day of the week", pixels=WIDTH)
    title = meaning(table, ACTIVE, "people active in the week")
    y = count_axis([*active, *levels], title, pixels=HEIGHT)
    weeks = Curve(places, active, GREY, label="each week", tips=tips)
    level = Curve(places, levels, colour(1), label="level", step=True)
    labels, room = end_labels([weeks, level], x, y, HEIGHT)
    marks = [
        *upright([places[row] for row in changes], y),
        *curve_marks(weeks),
        *curve_marks(level),
        *labels,
    ]
    found = ", ".join(day_text(columns[WEEK][row]) for row in changes)
    note = f"level changes in the weeks of {found}" if changes else "no change of level found"
    return picture(table, [Panel(marks, x, y, WIDTH, HEIGHT, right=room)], [active], note)
