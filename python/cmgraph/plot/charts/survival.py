"""How long until something happens: step curves with bands, and medians by unit."""

from collections.abc import Mapping, Sequence

from ..axes import nice_step, number, percent, row_axis, share_axis
from ..captions import TableLike, meaning
from ..labels import cut
from ..palette import GREY
from ..picture import Axis, Dots, Mark, Panel, Picture, Segments, Texts
from ..shapes import Curve, absent, curve_marks, end_labels
from .frame import (
    HEIGHT,
    ROW_HEIGHT,
    WIDTH,
    between,
    colour,
    floats,
    layered,
    nothing,
    picture,
)

DAYS, SHARE, LOW, HIGH = "days", "share", "share_low", "share_high"
UNIT, PEOPLE = "unit", "people"
UNTIL = {"p30": "until 30% have written", "median": "until half have written"}
NOT_BY_THEN = "not by then"


def first_post(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share who have written, by days since they could."""
    return _steps(table, 0.0, "days since they could")


def time_to_silence(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share who have not fallen silent, by days since the first activity."""
    return _steps(table, 1.0, "days since the first activity")


def _steps(table: TableLike, start: float, since: str) -> Picture:
    columns = table.to_dict()
    if not columns[DAYS]:
        return nothing(table)
    times = [float(day) for day in columns[DAYS]]
    share, low, high = (floats(columns[name]) for name in (SHARE, LOW, HIGH))
    what = meaning(table, SHARE, "share")
    tips = [
        f"day {number(day)}: {percent(value)}{between(a, b)}" if value is not None else ""
        for day, value, a, b in zip(times, share, low, high, strict=True)
    ]
    if times[0] > 0:
        # Tables start at the first event; curves start with everybody.
        times, share, tips = [0.0, *times], [start, *share], ["", *tips]
        low, high = [start, *low], [start, *high]
    x = _time_axis(times, since, WIDTH)
    y = share_axis([1.0], what, pixels=HEIGHT)
    last = next((value for value in reversed(share[1:]) if value is not None), None)
    label = "" if last is None else percent(last)
    curve = Curve(times, share, colour(0), low, high, label, step=True, tips=tips)
    labels, room = end_labels([curve], x, y, HEIGHT)
    marks = layered([*curve_marks(curve), *labels])
    panel = Panel(marks, x, y, WIDTH, HEIGHT, right=room)
    return picture(table, [panel], [columns[SHARE]])


def first_post_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Days until so many of a unit have written, with intervals; an interval may be open to the right."""
    columns = table.to_dict()
    if not columns[UNIT]:
        return nothing(table)
    order = sorted(range(len(columns[UNIT])), key=lambda row: (columns[UNIT][row] or "", row))
    people = [columns[PEOPLE][row] for row in order]
    names = [
        cut(columns[UNIT][row] or "(no unit)") + ("" if heads is None else f" ({heads:,})")
        for row, heads in zip(order, people, strict=True)
    ]
    ends = [v for name in UNTIL for end in ("", "_low", "_high") for v in floats(columns[name + end])]
    x = _time_axis([v for v in ends if v is not None], "days since they could", WIDTH * 0.45)
    panels = []
    for i, (name, title) in enumerate(UNTIL.items()):
        value, low, high = (
            [floats(columns[name + end])[row] for row in order] for end in ("", "_low", "_high")
        )
        marks = _open_rows(value, low, high, x, [heads is not None for heads in people], colour(i))
        rows = row_axis(names if i == 0 else [""] * len(names))
        panels.append(Panel(marks, x, rows, WIDTH * 0.45, ROW_HEIGHT * len(names), title=title, right=24.0))
    note = "units by name, people in brackets; a dashed end is open: the time observed sets no limit"
    return picture(table, panels, [columns[PEOPLE]], note, columns=2)


def _open_rows(
    value: Sequence[float | None],
    low: Sequence[float | None],
    high: Sequence[float | None],
    x: Axis,
    shown: Sequence[bool],
    tone: str,
) -> list[Mark]:
    marks: list[Mark] = []
    closed = [(i, low[i], high[i] if high[i] is not None else value[i]) for i in range(len(value))]
    solid = [(i, a, b) for i, a, b in closed if a is not None and b is not None]
    if solid:
        y = [float(i) for i, _, _ in solid]
        marks.append(Segments([a for _, a, _ in solid], y, [b for _, _, b in solid], y, tone, 2.0))
    starts = [(i, low[i] if value[i] is None else value[i]) for i in range(len(value)) if high[i] is None]
    dashed = [(i, start) for i, start in starts if start is not None]
    if dashed:
        y = [float(i) for i, _ in dashed]
        marks.append(Segments([a for _, a in dashed], y, [x.high] * len(dashed), y, tone, 2.0, dashed=True))
    dots = [(i, v) for i, v in enumerate(value) if v is not None]
    if dots:
        tips = [f"{number(v)} days" for _, v in dots]
        marks.append(Dots([v for _, v in dots], [float(i) for i, _ in dots], tone, tips=tips))
    never = [float(i) for i, v in enumerate(value) if v is None and low[i] is None and shown[i]]
    if never:
        count = len(never)
        marks.append(Texts([0.0] * count, never, [NOT_BY_THEN] * count, [GREY] * count, dx=4))
    return marks + absent([0.0 if seen else None for seen in shown])


def _time_axis(times: list[float], title: str, pixels: float) -> Axis:
    top = max(times, default=1.0) or 1.0
    # Days are read in weeks and months.
    most = max(2, int(pixels / 60))
    step = next(
        (s for s in (1.0, 2.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0) if top / s <= most),
        nice_step(top, most),
    )
    ticks = [(i * step, number(i * step, step)) for i in range(int(top / step + 1e-9) + 1)]
    return Axis(0.0, top, ticks, title)
