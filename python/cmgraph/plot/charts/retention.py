"""Who comes back: cohorts by age."""

from collections.abc import Mapping

from ..axes import percent
from ..captions import TableLike, meaning
from ..palette import GRID, INK, contrast, shade
from ..picture import Axis, Boxes, Mark, Panel, Picture, Texts
from .frame import between, day_text, floats, nothing, picture

COHORT, AGE, ACTIVE, PEOPLE = "cohort", "age", "active", "people"
SHARE, LOW, HIGH = "share", "share_low", "share_high"
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
            sizes.setdefault(cohort, people)
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
    x = Axis(-0.5, len(ages) - 0.5, x_ticks, meaning(table, AGE, "periods since the first activity"))
    every = 1 if numbered or len(cohorts) <= 30 else 4
    names = [
        (float(row), _cohort(day_text(cohort), sizes.get(cohort)))
        for row, cohort in enumerate(cohorts)
        if row % every == 0
    ]
    y = Axis(-0.5, len(cohorts) - 0.5, names, reverse=True)
    panel = Panel(marks, x, y, wide * len(ages), high * len(cohorts))
    note = f"{meaning(table, SHARE, 'share of the cohort that was active')}; people of the cohort in brackets"
    scale = "" if numbered else "white: nobody; dark blue: everybody"
    return picture(table, [panel], [columns[SHARE]], note, scale)


def _cohort(day: str, people: int | None) -> str:
    return day if people is None else f"{day} ({people:,})"
