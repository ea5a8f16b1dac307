"""From unit to unit: more or less than chance would give."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..axes import number
from ..captions import TableLike
from ..labels import cut
from ..palette import GRID, PALE, diverging, readable, text_width
from ..picture import Axis, Boxes, Mark, Panel, Picture, Segments, Texts
from .frame import ROW_HEIGHT, floats, nothing, picture

FROM, TO = "from_unit", "to_unit"
MOST_UNITS = 25
# Cells with a number in them are wider.
MOST_NUMBERED = 12
CELL, SMALL_CELL = 42.0, 24.0
# Beyond eight times as much, or as little, as chance the colour says no more.
MOST = 8.0
KEY = (1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 4.0, 8.0)
KEY_WIDTH, KEY_HEIGHT = 300.0, 14.0


def mixing(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A cell for each ordered pair of units: weight of the arcs by the weight that chance would give."""
    columns = table.to_dict()
    if not columns.get(FROM):
        return nothing(table)
    ratios = [None if value is None else math.exp(value) for value in floats(columns["log_ratio"])]
    sizes = _busy(columns, "weight")
    return _square(table, columns, ratios, sizes, "weight", "those who act", "those they act on", "weight")


def bridging_matrix(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """A cell for each ordered pair of units: replies by those to expect if units did not matter."""
    columns = table.to_dict()
    if not columns.get(FROM):
        return nothing(table)
    sizes, by = _unit_sizes(columns, tables.get("bridging_by_unit"))
    return _square(
        table,
        columns,
        floats(columns["ratio"]),
        sizes,
        "replies",
        "those who reply",
        "those they reply to",
        by,
    )


def _unit_sizes(columns: Mapping[str, list[Any]], by_unit: TableLike | None) -> tuple[dict[str, float], str]:
    sizes: dict[str, float] = {unit: 0.0 for unit in columns[FROM]}
    if by_unit is not None and len(by_unit.to_dict().get("unit", [])):
        rows = by_unit.to_dict()
        sizes.update({u: n or 0.0 for u, n in zip(rows["unit"], floats(rows["people"]), strict=True)})
        return sizes, "people"
    return _busy(columns, "replies"), "replies"


def _busy(columns: Mapping[str, list[Any]], what: str) -> dict[str, float]:
    """What each unit gives and gets, as far as it is shown."""
    sizes: dict[str, float] = {}
    for end in (FROM, TO):
        for unit, amount in zip(columns[end], floats(columns[what]), strict=True):
            sizes[unit] = sizes.get(unit, 0.0) + (amount or 0.0)
    return sizes


def _square(
    table: TableLike,
    columns: Mapping[str, list[Any]],
    ratios: Sequence[float | None],
    sizes: Mapping[str, float],
    what: str,
    acting: str,
    acted_on: str,
    by: str,
) -> Picture:
    every = sorted(
        set(columns[FROM]) | set(columns[TO]), key=lambda unit: (-sizes.get(unit, 0.0), unit or "")
    )
    units = sorted(every[:MOST_UNITS], key=lambda unit: unit or "")
    place = {unit: at for at, unit in enumerate(units)}
    rows = [
        row
        for row, ends in enumerate(zip(columns[FROM], columns[TO], strict=True))
        if ends[0] in place and ends[1] in place
    ]
    sure = _sure(columns)
    cells = [(place[columns[TO][row]], place[columns[FROM][row]], ratios[row]) for row in rows]
    tips = [_tip(columns, row, ratios[row], what) for row in rows]
    numbered = len(units) <= MOST_NUMBERED
    size = CELL if numbered else SMALL_CELL
    height = ROW_HEIGHT if numbered else SMALL_CELL
    marks = _cells(cells, tips, size, height)
    if numbered:
        marks += _numbers(cells, [sure[row] for row in rows])
    names = [(float(at), f"{at + 1} · {cut(unit or '(no unit)')}") for unit, at in place.items()]
    numbers = [(float(at), str(at + 1)) for at in range(len(units))]
    x = Axis(-0.5, len(units) - 0.5, numbers, f"unit of {acted_on}, by its number")
    y = Axis(-0.5, len(units) - 0.5, names, f"unit of {acting}", reverse=True)
    hidden = any(ratio is None for _, _, ratio in cells)
    panels = [Panel(marks, x, y, size * len(units), height * len(units)), _key(hidden)]
    notes = [f"colour: {what} beside what chance would give, units by name"]
    if numbered and any(sure):
        notes.append("number: how many times as much as by chance; bold where the interval leaves that out")
    elif numbered:
        notes.append("number: how many times as much as by chance")
    if len(every) > len(units):
        more = len(every) - len(units)
        notes.append(f"the {len(units)} units with most {by}; {more:,} more stand in the table")
        return picture(table, panels, [], *notes, _hidden_note(cells))
    return picture(table, panels, [ratios], *notes)


def _hidden_note(cells: Sequence[tuple[int, int, float | None]]) -> str:
    gone = sum(ratio is None for _, _, ratio in cells)
    return f"gaps: {gone:,} of the {len(cells):,} cells drawn are hidden or without a number" if gone else ""


def _sure(columns: Mapping[str, list[Any]]) -> list[bool]:
    """Whether the interval of a cell leaves out what chance would give."""
    if "ratio_low" not in columns:
        return [False] * len(columns[FROM])
    ends = zip(floats(columns["ratio_low"]), floats(columns["ratio_high"]), strict=True)
    return [low is not None and high is not None and (low > 1 or high < 1) for low, high in ends]


def _tip(columns: Mapping[str, list[Any]], row: int, ratio: float | None, what: str) -> str:
    pair = f"{columns[FROM][row] or '(no unit)'} to {columns[TO][row] or '(no unit)'}"
    if ratio is None:
        return f"{pair}: not shown"
    observed, expected = columns[what][row], columns["expected"][row]
    seen = "" if observed is None or expected is None else f": {observed:,.4g}, {expected:,.4g} by chance"
    low, high = (columns[end][row] if end in columns else None for end in ("ratio_low", "ratio_high"))
    interval = "" if low is None or high is None else f" ({_times(low)} to {_times(high)})"
    return f"{pair}{seen}, {_times(ratio)}{interval}"


def _times(ratio: float) -> str:
    if ratio < 0.05:
        return "<0.1×"
    return f"{number(ratio, 0.1 if ratio < 9.95 else 1.0)}×"


def _cells(
    cells: Sequence[tuple[int, int, float | None]], tips: Sequence[str], width: float, height: float
) -> list[Mark]:
    """Boxes, and a stroke through those without a number."""
    across, up = 0.5 - 0.5 / width, 0.5 - 0.5 / height
    boxes = Boxes(
        [x - across for x, _, _ in cells],
        [y - up for _, y, _ in cells],
        [x + across for x, _, _ in cells],
        [y + up for _, y, _ in cells],
        [GRID if ratio is None else _tone(ratio) for _, _, ratio in cells],
        tips=tips,
    )
    gone = [(x, y) for x, y, ratio in cells if ratio is None]
    if not gone:
        return [boxes]
    return [
        boxes,
        Segments(
            [x - across for x, _ in gone],
            [y + up for _, y in gone],
            [x + across for x, _ in gone],
            [y - up for _, y in gone],
            PALE,
            1.0,
        ),
    ]


def _tone(ratio: float) -> str:
    if ratio <= 0:
        return diverging(-1.0)
    return diverging(math.log(ratio) / math.log(MOST))


def _numbers(cells: Sequence[tuple[int, int, float | None]], sure: Sequence[bool]) -> list[Mark]:
    marks: list[Mark] = []
    for bold in (False, True):
        shown = [(x, y, ratio) for (x, y, ratio), is_sure in zip(cells, sure, strict=True) if is_sure == bold]
        known = [(x, y, ratio) for x, y, ratio in shown if ratio is not None]
        if known:
            marks.append(
                Texts(
                    [float(x) for x, _, _ in known],
                    [float(y) for _, y, _ in known],
                    [_times(ratio) for _, _, ratio in known],
                    [readable(_tone(ratio)) for _, _, ratio in known],
                    align="center",
                    bold=bold,
                )
            )
    return marks


def _key(hidden: bool) -> Panel:
    """What the colours mean."""
    names = ["1/8 or less", "1/4", "1/2", "as by chance", "2×", "4×", "8× or more"]
    places = [float(at) for at in range(len(KEY))]
    cells: list[tuple[int, int, float | None]] = [(at, 0, ratio) for at, ratio in enumerate(KEY)]
    ticks = list(zip(places, names, strict=True))
    width = max(KEY_WIDTH, len(KEY) * (max(map(text_width, names)) + 8))
    if hidden:
        cells.append((len(KEY), 0, None))
        ticks.append((float(len(KEY)), "hidden"))
        width *= (len(KEY) + 1) / len(KEY)
    x = Axis(-0.5, len(cells) - 0.5, ticks)
    y = Axis(-0.5, 0.5, [], reverse=True)
    marks = _cells(cells, [text for _, text in ticks], width / len(cells), KEY_HEIGHT)
    return Panel(marks, x, y, width, KEY_HEIGHT)
