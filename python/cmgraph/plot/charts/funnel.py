"""From invited to regular: how many get how far, and how soon."""

from collections.abc import Mapping

from ..axes import percent, row_axis, share_axis
from ..captions import TableLike, meaning
from ..labels import cut
from ..palette import GREY, text_width
from ..picture import Mark, Panel, Picture, Texts
from ..shapes import bar_rows, interval_rows
from .frame import ROW_HEIGHT, WIDTH, between, colour, floats, groups, nothing, picture, words

STATE, PEOPLE, SHARE, LOW, HIGH = "state", "people", "share", "share_low", "share_high"
CONVERSION, CONVERSION_LOW, CONVERSION_HIGH = "conversion", "conversion_low", "conversion_high"
DAYS, PROBABILITY, P_LOW, P_HIGH = "days", "probability", "low", "high"


def funnel(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for each state in the order of the funnel, with its interval, and the share of the state before."""
    columns = table.to_dict()
    if not columns[STATE]:
        return nothing(table)
    share, low, high = (floats(columns[name]) for name in (SHARE, LOW, HIGH))
    people = columns[PEOPLE]
    conversion = floats(columns.get(CONVERSION) or [None] * len(share))
    texts, tips = [], []
    for row, value in enumerate(share):
        count = "" if people[row] is None else f", {people[row]:,} people"
        step = conversion[row]
        onward = "" if step is None else f", {percent(step)} of the state before"
        texts.append("" if value is None else f"{percent(value)}{count}{onward}")
        interval = between(low[row], high[row])
        tips.append(
            "" if value is None else f"{columns[STATE][row]}: {percent(value)}{interval}{count}{onward}"
        )
    return picture(table, [_bars(columns[STATE], share, low, high, texts, tips)], [columns[SHARE]])


def _bars(
    names: list[str],
    share: list[float | None],
    low: list[float | None],
    high: list[float | None],
    texts: list[str],
    tips: list[str],
) -> Panel:
    x = share_axis([1.0], "share of all who could have", pixels=WIDTH * 0.6)
    rows = row_axis([cut(words(name)) for name in names])
    marks = bar_rows(share, low, high, texts, tips=tips)
    ends = [max(s or 0.0, h or 0.0) for s, h in zip(share, high, strict=True)]
    width = WIDTH * 0.7
    # The words behind a bar may reach beyond the axis.
    room = max(
        (text_width(text) - (1 - end) * width for text, end in zip(texts, ends, strict=True)), default=0
    )
    return Panel(marks, x, rows, width, ROW_HEIGHT * 1.25 * len(names), right=max(room + 12, 0.0))


def funnel_states(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The probability of each state so many days after the start: a panel for each number of days."""
    columns = table.to_dict()
    if not columns[STATE]:
        return nothing(table)
    order = list(dict.fromkeys(columns[STATE]))
    names = [cut(words(state)) for state in order]
    panels = []
    for i, (days, rows) in enumerate(groups(columns, DAYS).items()):
        at = {state: row for row, state in enumerate(rows[STATE])}
        values, low, high = (
            [floats(rows[name])[at[state]] if state in at else None for state in order]
            for name in (PROBABILITY, P_LOW, P_HIGH)
        )
        tips = [
            f"{state} after {days} days: {percent(value)}{between(a, b)}" if value is not None else ""
            for state, value, a, b in zip(order, values, low, high, strict=True)
        ]
        marks: list[Mark] = interval_rows(values, low, high, colour=colour(0), tips=tips)
        marks += _numbers(values, high)
        x = share_axis([1.0], "", pixels=140)
        panels.append(
            Panel(
                marks,
                x,
                row_axis(names if i == 0 else [""] * len(names)),
                180.0,
                ROW_HEIGHT * 1.2 * len(names),
                title=f"after {days} days",
                right=34.0,
            )
        )
    note = meaning(table, PROBABILITY, "probability of being in the state")
    return picture(table, panels, [columns[PROBABILITY]], note, columns=len(panels))


def _numbers(values: list[float | None], high: list[float | None]) -> list[Mark]:
    rows = [row for row, value in enumerate(values) if value is not None]
    if not rows:
        return []
    return [
        Texts(
            [max(values[row] or 0.0, high[row] or 0.0) for row in rows],
            [float(row) for row in rows],
            [percent(values[row] or 0.0) for row in rows],
            [GREY] * len(rows),
            dx=7,
        )
    ]
