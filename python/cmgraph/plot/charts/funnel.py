"""From invited to regular: how many get how far, and how soon."""

from collections.abc import Mapping

from ..axes import percent, row_axis, share_axis
from ..captions import TableLike, meaning
from ..labels import cut
from ..palette import GREY
from ..picture import Mark, Panel, Picture, Texts
from ..shapes import NOT_SHOWN, interval_rows
from .adoption import dots_by
from .frame import ROW_HEIGHT, between, colour, floats, groups, nothing, percent_bars, picture, words

STATE, PEOPLE, SHARE, LOW, HIGH = "state", "people", "share", "share_low", "share_high"
CONVERSION, OBSERVABLE, UNIT = "conversion", "observable", "unit"
REPLY = "reply"
REPLIES = {
    "colleague": "a colleague replied",
    "official": "only an official replied",
    "none": "nobody replied",
}
UNKNOWN, TOO_FEW, NOT_ENOUGH = "cannot be told", "too few to compare", "not enough data"
DAYS, PROBABILITY, P_LOW, P_HIGH = "days", "probability", "low", "high"


def funnel(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for each state in the order of the funnel, with its interval, and the share of the state before."""
    columns = table.to_dict()
    if not columns[STATE]:
        return nothing(table)
    onward = [
        "" if step is None else f", {percent(step)} of the state before"
        for step in floats(columns[CONVERSION])
    ]
    share, low, high = (floats(columns[name]) for name in (SHARE, LOW, HIGH))
    told = [bool(seen) for seen in columns[OBSERVABLE]]
    panel = percent_bars(
        columns[STATE],
        share,
        low,
        high,
        people=columns[PEOPLE],
        after=onward,
        title="share of all who could have",
        # What is hidden is said to be hidden; here it cannot be known.
        absent=NOT_SHOWN
        if all(told) or any(s is None for s, t in zip(share, told, strict=True) if t)
        else UNKNOWN,
    )
    unknown = [words(state) for state, seen in zip(columns[STATE], told, strict=True) if not seen]
    note = f"the export cannot tell about: {', '.join(unknown)}" if unknown else ""
    gaps = [[value for value, seen in zip(share, told, strict=True) if seen]]
    return picture(table, [panel], gaps if not any(columns.get("suppressed") or []) else [share], note)


def funnel_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Dots with intervals, units by name: who registered, wrote, answered and came back."""
    return dots_by(table, UNIT, "units by name, people of the unit in brackets")


def newcomer_reply(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Whose first post got a reply, and who wrote again after that: side by side, not cause and effect."""
    columns = table.to_dict()
    if not columns[REPLY]:
        return nothing(table)
    names = [REPLIES.get(name, words(name)) for name in columns[REPLY]]
    first, again = (
        percent_bars(
            names,
            *(floats(columns[f"{name}{end}"]) for end in ("_share", "_share_low", "_share_high")),
            people=columns[people],
            title=title,
            absent=absent,
        )
        for name, people, title, absent in (
            ("first_posts", "first_posts", "first posts of newcomers that got it", NOT_SHOWN),
            ("returned", "returned", "of those who had not written again by then, wrote again", TOO_FEW),
        )
    )
    return picture(table, [first, again], [], "went together with; who gets a reply is not left to chance")


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
        word = NOT_SHOWN if any(rows.get("suppressed") or []) else NOT_ENOUGH
        marks: list[Mark] = interval_rows(values, low, high, colour=colour(0), tips=tips, absent_word=word)
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
