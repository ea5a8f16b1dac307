"""Goals: where each stands, how sure that is, and where it should be."""

from collections.abc import Mapping
from typing import Any, Final

from ..axes import count_axis, number, percent, row_axis, share_axis, value_axis
from ..captions import TableLike
from ..labels import cut
from ..palette import GREEN, GREY, INK, VERMILION, text_width
from ..picture import Axis, Mark, Panel, Picture, Texts
from ..shapes import interval_rows, notches
from .frame import ROW_HEIGHT, WIDTH, floats, nothing, picture

SCALES: Final = {"share": "share", "hours": "hours", "number": "number"}
# Said in words as well: no colour is needed to read the chart.
LIGHTS: Final = {"green": GREEN, "red": VERMILION}


def goals(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A panel for each kind of number: the value with its interval, the target as a notch, and the probability."""
    columns = table.to_dict()
    if not columns["goal"]:
        return nothing(table)
    panels = []
    for scale, title in SCALES.items():
        rows = [row for row, kind in enumerate(columns["scale"]) if kind == scale]
        if rows:
            panels.append(_panel(columns, rows, scale, title))
    return picture(
        table, panels, [columns["p_met"]], "upright: target; beside it the probability that it is met"
    )


def _panel(columns: Mapping[str, list[Any]], rows: list[int], scale: str, title: str) -> Panel:
    def of(name: str) -> list[Any]:
        return [columns[name][row] for row in rows]

    values, low, high, target = (floats(of(name)) for name in ("value", "low", "high", "target"))
    every = [*values, *low, *high, *target]
    x: Axis
    if scale == "share":
        x = share_axis(every, "", pixels=WIDTH)
    elif scale == "number":
        x = count_axis(every, "", pixels=WIDTH)
    else:
        x = value_axis(every, "", pixels=WIDTH)
    hidden = of("suppressed") if "suppressed" in columns else [False] * len(rows)
    said = [_said(p, light, gone) for p, light, gone in zip(of("p_met"), of("light"), hidden, strict=True)]
    tips = [
        f"{name}: {_amount(value, scale)}{_ends(a, b, scale)}, {way} {_amount(goal, scale)}; {words}"
        for name, value, a, b, way, goal, words in zip(
            of("goal"), values, low, high, of("direction"), target, said, strict=True
        )
    ]
    marks: list[Mark] = [*notches(target, INK)]
    marks += interval_rows(values, low, high, tips=tips, absent_word="no value", absent_at=x.low)
    tones = [LIGHTS.get(light, GREY) for light in of("light")]
    places = [float(at) for at in range(len(rows))]
    marks.append(Texts([x.high] * len(rows), places, said, tones, dx=10, bold=True))
    names = [_name(name, by) for name, by in zip(of("goal"), of("deadline"), strict=True)]
    room = 14 + max(map(text_width, said), default=0.0) * 1.1
    return Panel(marks, x, row_axis(names), WIDTH, ROW_HEIGHT * len(rows), title=title, right=room)


def _name(name: str, by: Any) -> str:
    return cut(name) if by is None else f"{cut(name)} (by {by})"


def _said(p: float | None, light: str | None, hidden: bool | None) -> str:
    if hidden:
        return "not shown"
    if p is None:
        return light or "not enough data"
    return f"{'>99%' if p > 0.99 else '<1%' if p < 0.01 else percent(p)} {light}"


def _amount(value: float | None, scale: str) -> str:
    if value is None:
        return "no value"
    if scale == "share":
        return percent(value)
    if scale == "hours":
        return f"{value:.1f} hours"
    return number(value, 1.0 if value == round(value) else 0.1)


def _ends(low: float | None, high: float | None, scale: str) -> str:
    if low is None or high is None:
        return ""
    return f" ({_amount(low, scale)} to {_amount(high, scale)})"
