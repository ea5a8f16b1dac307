"""What hangs on the community manager, and what would go without some people."""

from collections.abc import Mapping

from ..axes import count_axis, day_axis, day_number, percent, row_axis, share_axis
from ..captions import TableLike
from ..palette import GREY, INK, text_width
from ..picture import Dots, Mark, Panel, Picture, Segments, Texts
from ..shapes import Curve, curve_marks, end_labels
from .frame import (
    HEIGHT,
    ROW_HEIGHT,
    WIDTH,
    between,
    colour,
    day_text,
    floats,
    layered,
    nothing,
    percent_bars,
    picture,
    words,
)

WEEK, SHARE, ALARMS = "week", "share", "dependence_alarms"
SCENARIO = "scenario"
NOT_ENOUGH = "not enough data"
MEASURES = {
    "first answers": "of the first answers",
    "questions addressed": "of questions, addressed",
    "threads started": "of threads, started",
    "in conversation": "of conversations, in them",
}
SCENARIOS = {
    "factual": "as it was",
    "pessimistic": "without, at worst",
    "optimistic": "without, at best",
}
# How far the rows of a measure lie apart.
APART = 0.28
ORDERS = {"random": "by chance", "targeted": "most contacts first", "adaptive": "counted anew"}


def dependence(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The shares of the community manager in the last weeks, beside those of the whole window."""
    columns = table.to_dict()
    panels = []
    for scope, head in (("window", "whole window"), ("trailing", "last weeks")):
        rows = [row for row, value in enumerate(columns["scope"]) if value == scope]
        if not rows:
            continue
        share, low, high = (
            [floats(columns[name])[row] for row in rows] for name in (SHARE, "share_low", "share_high")
        )
        counts = [columns["of"][row] for row in rows]
        panels.append(
            percent_bars(
                [MEASURES.get(columns["measure"][row], columns["measure"][row]) for row in rows],
                share,
                low,
                high,
                after=["" if count is None else f" of {count:,}" for count in counts],
                head=head,
                absent=NOT_ENOUGH,
            )
        )
    return picture(table, panels, [columns[SHARE]])


def dependence_weeks(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """The share of first answers over the trailing weeks with its band, each week behind it, and the alarms."""
    columns = table.to_dict()
    if not columns[WEEK]:
        return nothing(table)
    places = [day_number(day) for day in columns[WEEK]]
    weekly, trailing = floats(columns[SHARE]), floats(columns["trailing_share"])
    low, high = floats(columns["trailing_share_low"]), floats(columns["trailing_share_high"])
    tips = [
        "" if value is None else f"weeks up to {day_text(day)}: {percent(value)}{between(a, b)} of {count:,}"
        for day, value, a, b, count in zip(
            columns[WEEK], trailing, low, high, columns["trailing_answered"], strict=True
        )
    ]
    x = day_axis(columns[WEEK], "week", pixels=WIDTH)
    y = share_axis([1.0], "share of first answers", pixels=HEIGHT)
    limit = float(table.provenance.get("parameters", {}).get("alarm_share", 0.5))
    about = table.provenance.get("parameters", {})
    trail = Curve(
        places, trailing, colour(0), low, high, label=f"{about.get('trailing_weeks', 12)} weeks", tips=tips
    )
    marks: list[Mark] = [
        Dots(
            [place for place, value in zip(places, weekly, strict=True) if value is not None],
            [value for value in weekly if value is not None],
            GREY,
            size=14,
        ),
        *curve_marks(trail),
        Segments([x.low], [limit], [x.high], [limit], GREY, 1.0, dashed=True),
    ]
    labels, room = end_labels([trail], x, y, HEIGHT)
    bars, said = _alarms(tables.get(ALARMS), y.high)
    panel = Panel(layered([*marks, *bars, *labels]), x, y, WIDTH, HEIGHT, right=room)
    factor = floats(columns["absence_factor"])
    below = count_axis(factor, "people who give half of the answers", pixels=HEIGHT * 0.4)
    spread = Curve(places, factor, colour(1), step=True)
    second = Panel(curve_marks(spread), x, below, WIDTH, HEIGHT * 0.4, right=room)
    note = f"dots: single weeks; dashed: {percent(limit)}"
    return picture(table, [panel, second], [trailing], note, said)


def _alarms(table: TableLike | None, top: float) -> tuple[list[Mark], str]:
    """A bar over the weeks of each alarm of the share, and all of them in words."""
    if table is None or not (columns := table.to_dict())["from"]:
        return [], "no alarm"
    marks: list[Mark] = []
    said = []
    for i, (first, last, kind) in enumerate(
        zip(columns["from"], columns["to"], columns["kind"], strict=True)
    ):
        height = top * (0.985 - 0.035 * i)
        marks.append(Segments([day_number(first)], [height], [day_number(last)], [height], colour(3), 4.0))
        state = "open" if columns["open"][i] else "over"
        said.append(f"{kind} since {day_text(first)} ({state}, severity {columns['severity'][i]})")
    return marks, "alarms, bars at the top: " + "; ".join(said)


def what_if(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Answered within 24 hours and 7 days: as it was, at worst and at best without those removed, with intervals."""
    columns = table.to_dict()
    if not columns[SCENARIO]:
        return nothing(table)
    names = [SCENARIOS.get(name, words(name)) for name in columns[SCENARIO]]
    panels = [
        percent_bars(
            names,
            *(floats(columns[f"{column}{end}"]) for end in ("", "_low", "_high")),
            title="share of the questions",
            head=head,
            absent=NOT_ENOUGH,
        )
        for column, head in (
            ("answered_day", "answered within 24 hours"),
            ("answered_week", "answered within 7 days"),
        )
    ]
    return picture(table, panels, [columns["answered_day"]], "bounds, not a forecast")


def what_if_loss(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Between which bounds the loss lies; the thin line adds the sampling error."""
    columns = table.to_dict()
    if not columns["horizon"]:
        return nothing(table)
    least, most, low, high = (
        floats(columns[name]) for name in ("at_least", "at_most", "bounds_low", "bounds_high")
    )
    rows = [i for i, value in enumerate(most) if value is not None and least[i] is not None]
    x = share_axis(high, "what the share answered would lose", pixels=WIDTH * 0.7)
    marks: list[Mark] = []
    texts = []
    for i in rows:
        at = float(i)
        marks.append(Segments([low[i] or 0.0], [at], [high[i] or 0.0], [at], colour(0), 1.5))
        marks.append(Segments([least[i] or 0.0], [at], [most[i] or 0.0], [at], colour(0), 8.0, opacity=0.6))
        texts.append(f"{percent(least[i] or 0.0, 0.001)} to {percent(most[i] or 0.0, 0.001)}")
    ends = [high[i] or 0.0 for i in rows]
    marks.append(Texts(ends, [float(i) for i in rows], texts, [INK] * len(rows), dx=8))
    room = max(map(text_width, texts), default=0.0) + 16
    y = row_axis([f"within {name}" for name in columns["horizon"]])
    panel = Panel(marks, x, y, WIDTH * 0.7, ROW_HEIGHT * 1.5 * len(columns["horizon"]), right=room)
    return picture(
        table, [panel], [most], "thick: between the bounds; thin: with sampling error; bounds, not a forecast"
    )


def what_if_structure(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Each measure with everybody, without those removed, and without as many people at random."""
    columns = table.to_dict()
    if not columns["measure"]:
        return nothing(table)
    names = [words(name) for name in columns["measure"]]
    before, after, chance = (floats(columns[name]) for name in ("before", "after", "random"))
    low, high = floats(columns["random_low"]), floats(columns["random_high"])
    width = WIDTH * 0.7
    marks: list[Mark] = []
    room = 24.0
    sure = [i for i in range(len(names)) if low[i] is not None and high[i] is not None]
    rows = [i + APART for i in sure]
    marks.append(
        Segments(
            [low[i] or 0.0 for i in sure], rows, [high[i] or 0.0 for i in sure], rows, GREY, 4.0, opacity=0.6
        )
    )
    for values, tone, hollow, shift, told in (
        (before, INK, True, -APART, "with everybody"),
        (after, colour(3), False, 0.0, "without them"),
        (chance, GREY, False, APART, "without as many at random"),
    ):
        known = [i for i, value in enumerate(values) if value is not None]
        rows = [i + shift for i in known]
        at = [values[i] or 0.0 for i in known]
        texts = [f"{percent(value, 0.001)} {told}" for value in at]
        tips = [f"{names[i]}: {text}" for i, text in zip(known, texts, strict=True)]
        marks.append(Dots(at, rows, tone, hollow=hollow, tips=tips))
        # Behind the interval as well.
        ends = [max(values[i] or 0.0, (high[i] or 0.0) if values is chance else 0.0) for i in known]
        marks.append(Texts(ends, rows, texts, [tone] * len(known), dx=9, halo=True))
        over = (end * width + text_width(text) for end, text in zip(ends, texts, strict=True))
        room = max(room, max(over, default=0.0) - width + 24)
    x = share_axis([1.0], "", pixels=width)
    panel = Panel(marks, x, row_axis(names), width, ROW_HEIGHT * 2.8 * len(names), right=room)
    return picture(
        table, [panel], [after], "at random: equally active people; grey line: interval of the draws"
    )


def attrition(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share of all people in the largest piece as ever more leave, in three orders."""
    columns = table.to_dict()
    if not columns["removed"]:
        return nothing(table)
    everybody = max(columns["removed"]) or 1
    x_values = [count / everybody for count in columns["removed"]]
    curves = []
    for i, (name, label) in enumerate(ORDERS.items()):
        values = floats(columns[name])
        band = (
            [floats(columns[f"random_{end}"]) for end in ("low", "high")]
            if name == "random"
            else [None, None]
        )
        tips = [
            "" if value is None else f"{label}, {count:,} gone: {percent(value)}"
            for count, value in zip(columns["removed"], values, strict=True)
        ]
        curves.append(
            Curve(
                x_values,
                values,
                colour(i),
                band[0],
                band[1],
                label=label,
                dashed=name == "adaptive",
                tips=tips,
            )
        )
    x = share_axis([1.0], "share of the people who have left", pixels=WIDTH)
    y = share_axis([1.0], "in the largest piece", pixels=HEIGHT)
    marks = layered([mark for curve in curves for mark in curve_marks(curve)])
    key: list[Mark] = [
        Texts(
            [0.98] * 3,
            [0.97 - 0.07 * i for i in range(3)],
            [c.label for c in curves],
            [c.colour for c in curves],
            align="right",
            bold=True,
        )
    ]
    panel = Panel([*marks, *key], x, y, WIDTH, HEIGHT)
    return picture(table, [panel], [columns["targeted"]], f"of {everybody:,} people who talk with each other")
