"""Where adoption is heading, and how little of that is known."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..axes import count_axis, day_axis, day_number, number, percent
from ..captions import TableLike
from ..palette import GREY, text_width
from ..picture import Dots, Mark, Panel, Picture, Texts
from ..shapes import Column, Curve, curve_marks, level_line
from .adoption import DEFINITIONS
from .frame import HEIGHT, WIDTH, between, colour, day_text, floats, groups, layered, nothing, picture, words

DEFINITION, DAY, FITTED, OBSERVED = "definition", "period_start", "fitted", "observed"
P05, P50, P95 = "p05", "p50", "p95"
# The table beside it, one row a definition.
FIT, CEILING, CEILING_LOW, CEILING_HIGH = "adoption_fit", "ceiling_share", "ceiling_low", "ceiling_high"
IDENTIFIED = "identified"
NOT_IDENTIFIED = "ceiling not yet identified"


def adoption_forecast(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """For each definition what was observed, the fitted curve, the forecast with its band, and the ceiling."""
    columns = table.to_dict()
    if not columns[DAY]:
        return nothing(table)
    fits = _fits(tables.get(FIT))
    head = (table.provenance.get("denominator") or {}).get("n")
    panels, notes = [], []
    for i, (name, rows) in enumerate(groups(columns, DEFINITION).items()):
        label = DEFINITIONS.get(name, words(name))
        ceiling = fits.get(name)
        if ceiling is not None:
            notes.append(_ceiling_note(label, ceiling))
        panels.append(_panel(label, rows, ceiling, head, colour(i)))
    notes.append("dots: observed; line: fitted; dashed with band: forecast, 90% of the simulated paths")
    return picture(table, panels, [], *notes)


def _fits(table: TableLike | None) -> dict[str, dict[str, Any]]:
    if table is None:
        return {}
    columns = table.to_dict()
    rows = zip(*columns.values(), strict=True)
    return {str(row[DEFINITION]): row for row in (dict(zip(columns, values, strict=True)) for values in rows)}


def _ceiling_note(label: str, fit: Mapping[str, Any]) -> str:
    interval = between(fit[CEILING_LOW], fit[CEILING_HIGH])
    if not fit[IDENTIFIED] or fit[CEILING] is None:
        return f"{label}: {NOT_IDENTIFIED}{interval}"
    return f"{label}: ceiling {percent(fit[CEILING])}{interval}"


def _panel(
    label: str, rows: Mapping[str, list[Any]], fit: Mapping[str, Any] | None, head: int | None, tone: str
) -> Panel:
    days = rows[DAY]
    places = [day_number(day) for day in days]
    observed, fitted, low, middle, high = (floats(rows[name]) for name in (OBSERVED, FITTED, P05, P50, P95))
    tips = [
        _tip(day, *values) for day, *values in zip(days, observed, fitted, low, middle, high, strict=True)
    ]
    level: list[float | None] = [None, None, None]
    if fit is not None and head:
        shares = [fit[CEILING] if fit[IDENTIFIED] else None, fit[CEILING_LOW], fit[CEILING_HIGH]]
        level = [None if share is None else share * head for share in shares]
    x = day_axis(days, "", pixels=WIDTH)
    y = count_axis([*observed, *fitted, *high, *level], f"people: {label}", pixels=HEIGHT)
    marks: list[Mark] = []
    room = 0.0
    at, bottom, top = level
    if at is not None and head:
        marks += level_line(x, at, bottom, top)
        words_ = f"ceiling {number(at)}"
        marks.append(Texts([x.high], [at], [words_], [GREY], dx=8))
        room = 8 + text_width(words_)
    elif fit is not None:
        # An interval may still be known; a line would claim a number that is not.
        middle_of = y.high * 0.97
        marks.append(Texts([x.low], [middle_of], [NOT_IDENTIFIED], [GREY], dx=8, bold=True))
    marks += curve_marks(Curve(places, fitted, tone))
    marks += curve_marks(Curve(places, middle, tone, low, high, dashed=True))
    seen = [row for row, value in enumerate(observed) if value is not None]
    if seen:
        values: Sequence[float] = [observed[row] or 0.0 for row in seen]
        marks.append(Dots([places[row] for row in seen], values, tone, size=18, hollow=True))
    told = [row for row in range(len(days)) if tips[row]]
    heights: Column = [_first(observed[row], middle[row], fitted[row]) for row in told]
    marks.append(
        Dots(
            [places[row] for row in told],
            [height or 0.0 for height in heights],
            tone,
            size=0,
            tips=[tips[row] for row in told],
        )
    )
    return Panel(layered(marks), x, y, WIDTH, HEIGHT * 0.8, right=room)


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)


def _tip(
    day: Any,
    observed: float | None,
    fitted: float | None,
    low: float | None,
    middle: float | None,
    high: float | None,
) -> str:
    said = [
        "" if observed is None else f"observed {number(observed)}",
        "" if fitted is None else f"fitted {number(fitted)}",
        "" if None in (low, middle, high) else f"forecast {middle:,.0f} ({low:,.0f} to {high:,.0f})",
    ]
    said = [part for part in said if part]
    return f"{day_text(day)}: {', '.join(said)}" if said else ""
