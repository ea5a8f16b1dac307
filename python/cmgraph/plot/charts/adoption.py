"""How far use has spread: over time, by unit and by group."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..axes import day_axis, day_number, percent, row_axis, share_axis
from ..captions import TableLike
from ..labels import cut
from ..palette import GREY, PALE
from ..picture import Axis, Dots, Mark, Panel, Picture, Segments, Texts
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

DAY, UNIT, GROUP, PEOPLE = "period_start", "unit", "group", "people"
SHARE, LOW, HIGH = "share", "share_low", "share_high"
DEFINITION, HEADCOUNT = "definition", "headcount"
SHRUNK, SHRUNK_LOW, SHRUNK_HIGH = "shrunk", "shrunk_low", "shrunk_high"
CEILING, CEILING_LOW, CEILING_HIGH = "ceiling_share", "ceiling_share_low", "ceiling_share_high"
# Each definition of adopted has columns of its own, `joined_share` and so on.
DEFINITIONS = {
    "joined": "joined",
    "reacted": "reacted",
    "contributed": "posted or replied",
    "asked": "asked",
    "answered": "answered",
    "habit": "habit",
}
# As many as there are colours; the others stand in the table.
DRAWN = ("joined", "contributed", "answered", "habit")
# Where there is room for one.
ONE = "contributed"
MOST_PANELS = 24


def adoption_curve(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share who have adopted, a line with its interval for each definition."""
    columns = table.to_dict()
    days = columns[DAY]
    shown = definitions(columns)
    if not days or not shown:
        return nothing(table)
    curves = []
    tone = tones(shown)
    for name, label in shown.items():
        share, low, high = (floats(columns[f"{name}_{what}"]) for what in (SHARE, LOW, HIGH))
        last = next((value for value in reversed(share) if value is not None), None)
        tips = [
            f"{label}, {day_text(day)}: {percent(value)}{between(a, b)}" if value is not None else ""
            for day, value, a, b in zip(days, share, low, high, strict=True)
        ]
        text = label if last is None else f"{label} {percent(last)}"
        curves.append(Curve([day_number(day) for day in days], share, tone[name], low, high, text, tips=tips))
    x = day_axis(days, f"first day of the {bin_name(table)}", pixels=WIDTH)
    y = share_axis(
        [v for curve in curves for v in curve.high or ()], "share of those who could have", pixels=HEIGHT
    )
    labels, room = end_labels(curves, x, y, HEIGHT)
    bands = [mark for curve in curves for mark in curve_marks(curve)]
    panel = Panel(layered([*bands, *labels]), x, y, WIDTH, HEIGHT, right=room)
    return picture(table, [panel], [columns[f"{name}_{SHARE}"] for name in shown], _others(columns, shown))


def definitions(columns: Mapping[str, Any]) -> dict[str, str]:
    """The definitions of adopted that are drawn, with what they are called: those that the table has numbers of."""
    found = _all_definitions(columns)
    if len(found) > len(DRAWN):
        found = [name for name in DRAWN if name in found]
    return {name: DEFINITIONS.get(name, words(name)) for name in found}


def _all_definitions(columns: Mapping[str, Any]) -> list[str]:
    found = [name[: -len(SHARE) - 1] for name in columns if name.endswith(f"_{SHARE}")]
    return [name for name in found if f"{name}_{LOW}" in columns]


def tones(names: Iterable[str]) -> dict[str, str]:
    """The same colour for a definition in all charts; those that are not usually drawn get what is left."""
    names = list(names)
    places = {name: DRAWN.index(name) for name in names if name in DRAWN}
    free = [place for place in range(len(names)) if place not in places.values()]
    for name in names:
        if name not in places:
            places[name] = free.pop(0)
    return {name: colour(place) for name, place in places.items()}


def _others(columns: Mapping[str, Any], shown: Mapping[str, str]) -> str:
    left = [DEFINITIONS.get(name, words(name)) for name in _all_definitions(columns) if name not in shown]
    return f"not drawn, but in the table: {', '.join(left)}" if left else ""


def bin_name(table: TableLike) -> str:
    """``day``, ``week`` or ``month``."""
    return str(table.provenance.get("parameters", {}).get("period", "period"))


def adoption_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Dots with intervals, units by name: a chart to look a unit up in, not a list of the best and the worst."""
    return dots_by(table, UNIT, "units by name, people of the unit in brackets")


def adoption_by_group(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Dots with intervals, groups by name: the share of everybody who has done so in the group."""
    return dots_by(table, GROUP, "groups by name", people=False)


def dots_by(table: TableLike, key: str, note: str, *, people: bool = True) -> Picture:
    """A panel for each share of the table, a row for each unit or group."""
    columns = table.to_dict()
    shown = definitions(columns)
    if not columns[key] or not shown:
        return nothing(table)
    order = sorted(range(len(columns[key])), key=lambda row: (columns[key][row] or "", row))
    units = [columns[key][row] or f"(no {key})" for row in order]
    heads = [columns[PEOPLE][row] if people else None for row in order]
    names = [
        cut(unit) if people is None else f"{cut(unit)} ({people:,})"
        for unit, people in zip(units, heads, strict=True)
    ]
    width = max(WIDTH / len(shown), 150.0)
    highest = [v for name in shown for v in floats(columns[f"{name}_{HIGH}"])]
    panels = []
    tone = tones(shown)
    for i, (name, label) in enumerate(shown.items()):
        share, low, high = (
            [floats(columns[f"{name}_{what}"])[row] for row in order] for what in (SHARE, LOW, HIGH)
        )
        tips = [
            f"{unit}: {label} {percent(value)}{between(a, b)}" if value is not None else ""
            for unit, value, a, b in zip(units, share, low, high, strict=True)
        ]
        x = share_axis(highest, "", pixels=width)
        rows = row_axis(names if i == 0 else [""] * len(names))
        marks = interval_rows(share, low, high, colour=tone[name], tips=tips)
        panels.append(Panel(marks, x, rows, width, ROW_HEIGHT * len(names), title=label, right=20.0))
    # In the order of the table, in which its gaps are counted.
    drawn = [columns[f"{name}_{SHARE}"] for name in shown]
    return picture(table, panels, drawn, note, _others(columns, shown), columns=len(panels))


def adoption_unit_curves(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A small curve for each unit, all on the same axes, by name."""
    return _curves_by(table, UNIT)


def adoption_group_curves(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A small curve for each group, all on the same axes, by name."""
    return _curves_by(table, GROUP)


def _curves_by(table: TableLike, key: str) -> Picture:
    columns = table.to_dict()
    found = _all_definitions(columns)
    if not columns[DAY] or not found:
        return nothing(table)
    name = ONE if ONE in found else found[0]
    y = share_axis(columns[f"{name}_{HIGH}"], "", pixels=SMALL_HEIGHT * 1.3)
    x = day_axis(columns[DAY], "", pixels=SMALL_WIDTH)
    panels = []
    found_units = groups(columns, key)
    for unit, rows in sorted(_most(found_units, f"{name}_present").items()):
        shares = [floats(rows[f"{name}_{what}"]) for what in (SHARE, LOW, HIGH)]
        panels.append(_small_panel(unit or f"(no {key})", rows[DAY], shares, x, y))
    what = DEFINITIONS.get(name, words(name))
    what = "have the habit" if name == "habit" else f"have {what}"
    note = f"share who {what}; all {key}s on the same axes, by name"
    left = len(found_units) - len(panels)
    others = f"those with most people who have; {left:,} more stand in the table" if left else ""
    gaps = [columns[f"{name}_{SHARE}"]] if not left else []
    return picture(table, panels, gaps, note, others, columns=SMALL_COLUMNS)


def _most(units: dict[str, dict[str, list[Any]]], present: str) -> dict[str, dict[str, list[Any]]]:
    """As many as one can look at."""
    order = sorted(units, key=lambda unit: (-(units[unit][present][-1] or 0), unit))
    return {unit: units[unit] for unit in order[:MOST_PANELS]}


def _small_panel(
    unit: str, days: Sequence[Any], shares: Sequence[list[float | None]], x: Axis, y: Axis
) -> Panel:
    share, low, high = shares
    tips = [
        f"{unit}, {day_text(day)}: {percent(value)}{between(a, b)}" if value is not None else ""
        for day, value, a, b in zip(days, share, low, high, strict=True)
    ]
    title = cut(unit, 30)
    if not any(value is not None for value in share):
        return Panel(no_numbers(x, y), x, y, SMALL_WIDTH, SMALL_HEIGHT, title=title)
    last = next(value for value in reversed(share) if value is not None)
    label = percent(last, 0.001 if 0 < last < 0.1 else 0.01)
    curve = Curve([day_number(day) for day in days], share, low=low, high=high, label=label, tips=tips)
    labels, room = end_labels([curve], x, y, SMALL_HEIGHT)
    return Panel([*curve_marks(curve), *labels], x, y, SMALL_WIDTH, SMALL_HEIGHT, title=title, right=room)


def unit_adoption(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Units by name: the share so far, plain and shrunken towards all, and where the unit will level off."""
    columns = table.to_dict()
    found = groups(columns, DEFINITION)
    if not columns[UNIT] or not found:
        return nothing(table)
    name = ONE if ONE in found else next(iter(found))
    rows = found[name]
    order = sorted(range(len(rows[UNIT])), key=lambda row: (rows[UNIT][row] or "", row))
    rows = {column: [values[row] for row in order] for column, values in rows.items()}
    units = [unit or "(no unit)" for unit in rows[UNIT]]
    names = [
        cut(unit) if people is None else f"{cut(unit)} ({people:,})"
        for unit, people in zip(units, rows[HEADCOUNT], strict=True)
    ]
    plain, shrunk, ceiling = (
        [floats(rows[column]) for column in three]
        for three in (
            (SHARE, LOW, HIGH),
            (SHRUNK, SHRUNK_LOW, SHRUNK_HIGH),
            (CEILING, CEILING_LOW, CEILING_HIGH),
        )
    )
    width = WIDTH / 2
    x = share_axis([1.0], "", pixels=width * 0.8)
    height = ROW_HEIGHT * 1.2 * len(names)
    tips = [
        f"{unit}: {percent(value)} so far{between(a, b)}" if value is not None else ""
        for unit, value, a, b in zip(units, *plain, strict=True)
    ]
    so_far = [*_below(plain), *interval_rows(*shrunk, colour=colour(0), tips=tips)]
    label = DEFINITIONS.get(name, words(name))
    panels = [
        Panel(so_far, x, row_axis(names), width, height, title=f"{label}: so far", right=20.0),
        Panel(
            _ceilings(ceiling, plain[0]),
            x,
            row_axis([""] * len(names)),
            width,
            height,
            title="will level off at",
            right=20.0,
        ),
    ]
    note = "grey: the unit alone; blue: drawn towards all units, the more so the fewer people it has"
    other = "a line without a dot: where it will level off is not known yet; no line: too few for a curve"
    # The columns of the one definition, so gaps are counted in it alone.
    return picture(table, panels, [], note, other, columns=2)


def _below(plain: Sequence[list[float | None]]) -> list[Mark]:
    """Intervals below the row, thin and grey."""
    share, low, high = plain
    rows = [i for i, value in enumerate(share) if None not in (value, low[i], high[i])]
    if not rows:
        return []
    y = [i + 0.28 for i in rows]
    return [
        Segments([low[i] or 0.0 for i in rows], y, [high[i] or 0.0 for i in rows], y, PALE, 1.5),
        Dots([share[i] or 0.0 for i in rows], y, GREY, size=14),
    ]


def _ceilings(ceiling: Sequence[list[float | None]], shown: list[float | None]) -> list[Mark]:
    value, low, high = ceiling
    marks: list[Mark] = []
    rows = [i for i in range(len(value)) if low[i] is not None or high[i] is not None]
    if rows:
        y = [float(i) for i in rows]
        # An end that the data do not set is that of the axis.
        ends = [
            [0.0 if low[i] is None else float(low[i] or 0.0) for i in rows],
            [1.0 if high[i] is None else float(high[i] or 0.0) for i in rows],
        ]
        marks.append(Segments(ends[0], y, ends[1], y, colour(1), 2.0))
    known = [i for i in rows if value[i] is not None]
    if known:
        tips = [f"{percent(value[i] or 0.0)}{between(low[i], high[i])}" for i in known]
        marks.append(Dots([value[i] or 0.0 for i in known], [float(i) for i in known], colour(1), tips=tips))
    hidden = [float(i) for i, share in enumerate(shown) if share is None]
    if hidden:
        n = len(hidden)
        marks.append(Texts([0.0] * n, hidden, ["not shown"] * n, [GREY] * n, dx=4))
    return marks
