"""Who comes back: cohorts by age, all cohorts together, and who is still there."""

from collections.abc import Mapping

from ..axes import nice_step, number, percent, share_axis
from ..captions import TableLike, meaning
from ..palette import GRID, INK, contrast, shade
from ..picture import Axis, Boxes, Mark, Panel, Picture, Texts
from ..shapes import Curve, curve_marks, end_labels
from .frame import (
    HEIGHT,
    WIDTH,
    between,
    colour,
    day_text,
    floats,
    layered,
    nothing,
    percent_bars,
    picture,
)

COHORT, AGE, ACTIVE, PEOPLE = "cohort", "age", "active", "people"
SHARE, LOW, HIGH = "share", "share_low", "share_high"
CURVES = {
    "share": "in that {period}",
    "rolling_share": "then or later",
    "projected": "not silent, model",
}
P_ALIVE = "p_alive"
# Cells with numbers need room; beyond so many columns there are shades alone.
MOST_NUMBERED = 26
CELL, SMALL_CELL, CELL_HEIGHT, SMALL_HEIGHT = 36.0, 9.0, 22.0, 12.0


def retention_triangle(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A row for each cohort, oldest first, a column for each age; a cell says what share was active."""
    columns = table.to_dict()
    if not columns[COHORT]:
        return nothing(table)
    cohorts = sorted(set(columns[COHORT]))
    ages = sorted(set(columns[AGE]))
    numbered = len(ages) <= MOST_NUMBERED
    wide, high = (CELL, CELL_HEIGHT) if numbered else (SMALL_CELL, SMALL_HEIGHT)
    place = {cohort: row for row, cohort in enumerate(cohorts)}
    step = {age: column for column, age in enumerate(ages)}
    sizes: dict[object, int | None] = {}
    x0, y0, shades, tips, words, inks = [], [], [], [], [], []
    share, low, top = (floats(columns[name]) for name in (SHARE, LOW, HIGH))
    for row, (cohort, age) in enumerate(zip(columns[COHORT], columns[AGE], strict=True)):
        value, people, active = share[row], columns[PEOPLE][row], columns[ACTIVE][row]
        if people is not None:
            sizes[cohort] = max(people, sizes.get(cohort) or 0)
        x0.append(float(step[age]))
        y0.append(float(place[cohort]))
        shades.append(GRID if value is None else shade(value))
        words.append("·" if value is None else percent(value))
        inks.append(INK if contrast(shades[-1], INK) >= 4.5 else "#FFFFFF")
        told = "no number" if value is None else f"{percent(value)}{between(low[row], top[row])}"
        of = "" if people is None or active is None else f", {active:,} of {people:,} people"
        tips.append(f"cohort of {day_text(cohort)}, age {age}: {told}{of}")
    gap = 0.5 / wide
    marks: list[Mark] = [
        Boxes(
            [at - 0.5 + gap for at in x0],
            [at - 0.5 + 0.5 / high for at in y0],
            [at + 0.5 - gap for at in x0],
            [at + 0.5 - 0.5 / high for at in y0],
            shades,
            tips=tips,
        )
    ]
    if numbered:
        marks.append(Texts(x0, y0, words, inks, align="center"))
    x_ticks = [(float(step[age]), str(age)) for age in ages if numbered or age % 4 == 0]
    period = period_name(table)
    x = Axis(-0.5, len(ages) - 0.5, x_ticks, f"{period}s after that of the first activity")
    every = 1 if numbered or len(cohorts) <= 30 else 4
    names = [
        (float(row), _cohort(day_text(cohort), sizes.get(cohort), period))
        for row, cohort in enumerate(cohorts)
        if row % every == 0
    ]
    y = Axis(-0.5, len(cohorts) - 0.5, names, reverse=True)
    panel = Panel(marks, x, y, wide * len(ages), high * len(cohorts))
    note = f"share of the cohort that was active in the {period}; people of the cohort in brackets"
    scale = "" if numbered else "white: nobody; dark blue: everybody"
    return picture(table, [panel], [columns[SHARE]], note, scale)


def _cohort(day: str, people: int | None, period: str) -> str:
    # A month needs no day.
    name = day[:7] if period == "month" else day
    return name if people is None else f"{name} ({people:,})"


def period_name(table: TableLike) -> str:
    """``week`` or ``month``."""
    return str(table.provenance.get("parameters", {}).get("period", "period"))


def retention_curve(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """By age the share who were active then, who were active then or later, and the model's line with its band."""
    columns = table.to_dict()
    if not columns[AGE]:
        return nothing(table)
    period = period_name(table)
    ages = [float(age) for age in columns[AGE]]
    curves = []
    for i, (name, words) in enumerate(CURVES.items()):
        value, low, high = (floats(columns[name + end]) for end in ("", "_low", "_high"))
        label = words.format(period=period)
        tips = [
            f"{period} {number(age)}, {label}: {percent(v)}{between(a, b)}" if v is not None else ""
            for age, v, a, b in zip(ages, value, low, high, strict=True)
        ]
        if any(v is not None for v in value):
            model = name == "projected"
            curves.append(Curve(ages, value, colour(i), low, high, label, dashed=model, tips=tips))
    step = max(1.0, nice_step(max(ages), int(WIDTH / 45)))
    ticks = [(i * step, number(i * step)) for i in range(int(max(ages) / step + 1e-9) + 1)]
    x = Axis(0.0, max(ages) or 1.0, ticks, f"{period}s after that of the first activity")
    y = share_axis([1.0], "share of people", pixels=HEIGHT)
    labels, room = end_labels(curves, x, y, HEIGHT)
    marks = [mark for curve in curves for mark in curve_marks(curve)]
    panel = Panel(layered([*marks, *labels]), x, y, WIDTH, HEIGHT, right=room)
    # Only what is hidden is a gap: the line of the model begins with the first age, the others end with the export.
    hidden = columns.get("suppressed") or [False] * len(ages)
    gaps = [None if gone else 0.0 for gone in hidden]
    return picture(table, [panel], [gaps], f"dashed: {meaning(table, 'projected')}")


def alive(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for each probability of being still there, and for those of whom there is no evidence."""
    columns = table.to_dict()
    if not columns[P_ALIVE]:
        return nothing(table)
    panel = percent_bars(
        columns[P_ALIVE],
        floats(columns[SHARE]),
        people=columns[PEOPLE],
        title="share of people",
    )
    return picture(table, [panel], [columns[SHARE]], meaning(table, P_ALIVE))
