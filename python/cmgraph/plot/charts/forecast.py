"""Where adoption is heading, and how little of that is known."""

from collections.abc import Mapping
from typing import Any

from ..axes import count_axis, day_axis, day_number, number
from ..captions import TableLike
from ..palette import GREY, text_width
from ..picture import Area, Axis, Dots, Mark, Panel, Path, Picture, Texts
from ..shapes import Curve, curve_marks, level_line, upright
from .adoption import DEFINITIONS, DRAWN, tones
from .frame import HEIGHT, WIDTH, day_text, floats, groups, layered, nothing, picture, words

DEFINITION, DAY, OBSERVED = "definition", "period_start", "observed"
P05, P50, P95 = "p05", "p50", "p95"
# The table beside it, one row a definition.
FIT, CEILING, IDENTIFIED = "adoption_fit", "ceiling_people", "identified"
CEILING_LOW, CEILING_HIGH, NOTE = "ceiling_people_low", "ceiling_people_high", "note"
NOT_KNOWN = "not known yet"
MOST_ABOVE = 1.4
PANEL_WIDTH, PANEL_HEIGHT = WIDTH * 0.6, HEIGHT * 0.6


def adoption_forecast(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """For each definition the people who had adopted, those to be expected with a band, and where it will end."""
    columns = table.to_dict()
    if not columns[DAY]:
        return nothing(table)
    fits = _fits(tables.get(FIT))
    found = groups(columns, DEFINITION)
    left: list[str] = []
    if len(found) > len(DRAWN):
        left = [name for name in found if name not in DRAWN]
        found = {name: rows for name, rows in found.items() if name in DRAWN}
    x = day_axis([day for rows in found.values() for day in rows[DAY]], "", pixels=PANEL_WIDTH)
    tops = [value for rows in found.values() for name in (OBSERVED, P95) for value in floats(rows[name])]
    drawn = {name: fit for name, fit in fits.items() if name in found}
    tops += [fit[CEILING_HIGH] for fit in drawn.values() if fit[IDENTIFIED]]
    # What is not known may reach very high; it is written, and the band cut, or nothing else could be seen.
    most = MOST_ABOVE * max((top for top in tops if top is not None), default=1.0)
    tops += [min(fit[CEILING_HIGH], most) for fit in drawn.values() if fit[CEILING_HIGH] is not None]
    y = count_axis(tops, "people", pixels=PANEL_HEIGHT)
    tone = tones(found)
    panels = [
        _panel(DEFINITIONS.get(name, words(name)), rows, fits.get(name), x, y, tone[name])
        for name, rows in found.items()
    ]
    notes = ["line: people who had by then; dashed: to be expected, with the band of 90% of simulated paths"]
    if fits:
        level = tables[FIT].provenance.get("interval_level")
        sure = f", {level * 100:.4g}% interval" if level else ""
        notes.append(f"grey: how many of these very people will have in the end{sure}")
    reasons: dict[str, list[str]] = {}
    for name in found:
        fit = fits.get(name)
        if fit is not None and not fit[IDENTIFIED]:
            reasons.setdefault(str(fit.get(NOTE) or ""), []).append(DEFINITIONS.get(name, words(name)))
    notes += [f"{', '.join(names)}: {NOT_KNOWN}. {why}".strip() for why, names in reasons.items()]
    if left:
        notes.append(f"not drawn, but in the table: {', '.join(DEFINITIONS.get(n, words(n)) for n in left)}")
    return picture(table, panels, [], *notes, columns=2)


def _fits(table: TableLike | None) -> dict[str, dict[str, Any]]:
    if table is None:
        return {}
    columns = table.to_dict()
    rows = zip(*columns.values(), strict=True)
    return {str(row[DEFINITION]): row for row in (dict(zip(columns, values, strict=True)) for values in rows)}


def _panel(
    label: str, rows: Mapping[str, list[Any]], fit: Mapping[str, Any] | None, x: Axis, y: Axis, tone: str
) -> Panel:
    places = [day_number(day) for day in rows[DAY]]
    observed, low, middle, high = (floats(rows[name]) for name in (OBSERVED, P05, P50, P95))
    seen = [row for row, value in enumerate(observed) if value is not None]
    marks: list[Mark] = []
    room = 0.0
    if fit is not None:
        marks, text = _ceiling(fit, x, y)
        room = 8 + text_width(text)
    past = [value if row in set(seen) else None for row, value in enumerate(observed)]
    marks += curve_marks(Curve(places, past, tone))
    if seen:
        now = seen[-1]
        # What is to come starts from what is there.
        low, middle, high = (
            [
                observed[now] if row == now else value if row > now else None
                for row, value in enumerate(column)
            ]
            for column in (low, middle, high)
        )
        if any(v is not None for v in high[now + 1 :]):
            marks += upright([places[now]], y)
            marks += curve_marks(Curve(places, middle, tone, low, high, dashed=True))
    tips, at, heights = [], [], []
    for row, day in enumerate(rows[DAY]):
        if observed[row] is not None:
            tips.append(f"{day_text(day)}: {number(observed[row] or 0.0)} people {label}")
            heights.append(observed[row] or 0.0)
        elif None not in (low[row], high[row]):
            # Where the ceiling is not known there is a band and no line.
            known = middle[row] is not None
            expected = f"{middle[row]:,.0f} expected" if known else "not known"
            tips.append(f"{day_text(day)}: {expected} ({low[row]:,.0f} to {high[row]:,.0f})")
            heights.append((middle[row] if known else high[row]) or 0.0)
        else:
            continue
        at.append(places[row])
    if at:
        marks.append(Dots(at, heights, tone, size=0, tips=tips))
    return Panel(layered(marks), x, y, PANEL_WIDTH, PANEL_HEIGHT, title=label, right=room)


def _ceiling(fit: Mapping[str, Any], x: Axis, y: Axis) -> tuple[list[Mark], str]:
    """The level with its interval; where it is not identified the interval alone, for a line would claim a number."""
    low, high = fit[CEILING_LOW], fit[CEILING_HIGH]
    bottom = y.low if low is None else min(max(low, y.low), y.high)
    top = y.high if high is None else min(max(high, y.low), y.high)
    span = _span(low, high)
    if fit[IDENTIFIED] and fit[CEILING] is not None:
        marks = level_line(x, fit[CEILING], bottom, top)
        text, at = f"{number(fit[CEILING])}{span and chr(10)}{span}", fit[CEILING]
    elif low is None and high is None:
        return [Texts([x.high], [y.high * 0.9], [NOT_KNOWN], [GREY], dx=8)], NOT_KNOWN
    else:
        marks = [Area([x.low, x.high], [bottom, bottom], [top, top], GREY)]
        for edge, end in ((low, bottom), (high, top)):
            if edge is not None and edge == end:
                marks.append(Path([x.low, x.high], [end, end], GREY, width=0.8))
        text, at = f"{NOT_KNOWN}:\n{span}", (bottom + top) / 2
    return [*marks, Texts([x.high], [at], [text], [GREY], dx=8)], text


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "" if low is None else f"{number(low)} or more"
    return f"{number(low)} to {number(high)}"
