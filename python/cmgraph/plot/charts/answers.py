"""What is asked, whether it is answered, by whom and how soon."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..axes import count_axis, day_axis, day_number, number, percent, share_axis
from ..captions import TableLike
from ..labels import cut
from ..picture import Axis, Boxes, Mark, Panel, Picture
from ..shapes import Curve, curve_marks, end_labels, no_numbers
from .frame import (
    HEIGHT,
    SMALL_COLUMNS,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    WIDTH,
    between,
    colour,
    day_text,
    floats,
    groups,
    layered,
    nothing,
    percent_bars,
    picture,
    words,
)
from .rows import Measure, by_name, headed, largest, left_out, rows_picture

CLOCKS = {"all hours": "by the clock on the wall", "business hours": "in business hours of the asker"}
HOURS, CLOCK, WAITING = "hours", "clock", "waiting"
# Ticks of the times, and their texts; a working day has fewer hours.
WALL_TICKS = (
    (0, "0"),
    (1, "1 h"),
    (4, "4 h"),
    (12, "12 h"),
    (24, "1 d"),
    (72, "3 d"),
    (168, "7 d"),
    (672, "28 d"),
)
BUSINESS_TICKS = ((0, "0"), (1, "1 h"), (4, "4 h"), (8, "8 h"), (16, "16 h"), (40, "40 h"), (160, "160 h"))
ANSWERERS = {
    "nobody": "nobody yet",
    "outsider": "somebody outside",
    "official": "the community manager",
    "colleague": "a colleague",
}
# At the end of a curve there is room for short lines only.
END_LABELS = {**ANSWERERS, "official": "the community\nmanager", "outsider": "somebody\noutside"}
TONES = {"nobody": "#E6E6E6", "outsider": colour(3), "official": colour(1), "colleague": colour(0)}
MOST_PANELS = 24
SEAM = 0.01
NOT_ENOUGH = "not enough data"


def answers(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The shares: answered, by whom first, from where, thanked."""
    return _shares(table)


def questions(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The shares: threads that ask, heard by mark or words, replies that ask."""
    return _shares(table)


def _shares(table: TableLike) -> Picture:
    columns = table.to_dict()
    rows = [i for i, of in enumerate(columns["of"]) if of is not None or columns["share"][i] is not None]
    if not rows:
        return nothing(table)
    share, low, high = (
        [floats(columns[name])[i] for i in rows] for name in ("share", "share_low", "share_high")
    )
    after = ["" if (of := columns["of"][i]) is None else f" of {of:,}" for i in rows]
    names = [columns["measure"][i] for i in rows]
    return picture(table, [percent_bars(names, share, low, high, after=after, absent=NOT_ENOUGH)], [share])


def _place(hours: float) -> float:
    """Hours on an axis on which each doubling is as long as the one before."""
    return math.log2(1 + hours)


def _time_axis(last: float, clock: str, title: str, few: bool = False) -> Axis:
    ticks = BUSINESS_TICKS if clock == "business hours" else WALL_TICKS
    shown = [(hours, text) for hours, text in ticks if hours <= last or hours == 0]
    if few:
        shown = shown[::2]
    return Axis(0.0, max(_place(last), 1.0), [(_place(hours), text) for hours, text in shown], title)


def _curve(rows: Mapping[str, list[Any]], tone: str, label: str) -> Curve:
    """The share that still waits, from the moment of asking."""
    share, low, high = (floats(rows[name]) for name in (WAITING, f"{WAITING}_low", f"{WAITING}_high"))
    tips = [
        ""
        if value is None
        else f"{label}, after {number(hours, 0.25)} hours: {percent(value)} wait{between(a, b)}"
        for hours, value, a, b in zip(rows[HOURS], share, low, high, strict=True)
    ]
    places = [_place(hours) for hours in rows[HOURS]]
    return Curve(places, share, tone, low, high, label=label, step=True, tips=tips)


def answers_curve(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share of the questions that still wait, by hours since they were asked; a panel for each clock."""
    columns = table.to_dict()
    panels = []
    for clock, rows in groups(columns, CLOCK).items():
        x = _time_axis(max(rows[HOURS], default=1.0), clock, "since the question")
        y = share_axis([1.0], "share still waiting", pixels=HEIGHT * 0.8)
        curves = [
            _curve(
                part,
                colour(i),
                f"for the {until}" if until.startswith("first") else "for one accepted\nor thanked",
            )
            for i, (until, part) in enumerate(groups(rows, "until").items())
        ]
        labels, room = end_labels(curves, x, y, HEIGHT * 0.8)
        marks = layered([mark for curve in curves for mark in curve_marks(curve)])
        title = CLOCKS.get(clock, clock)
        panels.append(Panel([*marks, *labels], x, y, WIDTH, HEIGHT * 0.8, title=title, right=room))
    note = "questions that nobody has answered stay in; the time axis is stretched at its beginning"
    return picture(table, panels, [columns[WAITING]], note)


def answers_unit_curves(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A small curve for each unit, all on the same axes, by name."""
    columns = table.to_dict()
    if not columns[HOURS]:
        return nothing(table)
    x = _time_axis(max(columns[HOURS]), "all hours", "", few=True)
    y = share_axis([1.0], "", pixels=SMALL_HEIGHT)
    units = groups(columns, "unit")
    order = sorted(units, key=lambda unit: (-(units[unit]["askers"][0] or 0), unit))[:MOST_PANELS]
    panels = []
    for unit in sorted(order):
        title = cut(unit or "(no unit)", 30)
        if not any(value is not None for value in units[unit][WAITING]):
            panels.append(Panel(no_numbers(x, y), x, y, SMALL_WIDTH, SMALL_HEIGHT, title=title))
            continue
        curve = _curve(units[unit], colour(0), "")
        panels.append(Panel(curve_marks(curve), x, y, SMALL_WIDTH, SMALL_HEIGHT, title=title, right=16.0))
    note = "share of the questions still waiting for the first answer; all units on the same axes, by name"
    others = (
        left_out(len(panels), len(units), "those with most people who ask")
        if len(units) > len(panels)
        else ""
    )
    return picture(table, panels, [], note, others, columns=SMALL_COLUMNS)


def answers_answerers(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Who has answered first, stacked to all questions, by hours since they were asked."""
    columns = table.to_dict()
    panels = []
    for clock, rows in groups(columns, CLOCK).items():
        x = _time_axis(max(rows[HOURS], default=1.0), clock, "since the question")
        y = share_axis([1.0], "share of the questions", pixels=HEIGHT * 0.8)
        places = [*(_place(hours) for hours in rows[HOURS]), x.high]
        base = [0.0] * len(rows[HOURS])
        marks: list[Mark] = []
        ends = []
        for name in reversed(ANSWERERS):
            values = floats(rows[name])
            known = [i for i, value in enumerate(values) if value is not None]
            tops = [a + (v or 0.0) for a, v in zip(base, values, strict=True)]
            tips = [
                f"{ANSWERERS[name]}, {number(rows[HOURS][i], 0.25)} hours after: {percent(values[i] or 0.0)}"
                f"{between(rows[f'{name}_low'][i], rows[f'{name}_high'][i])}"
                for i in known
            ]
            marks.append(
                Boxes(
                    [places[i] for i in known],
                    [base[i] for i in known],
                    # A hair over the next one, which is no lower: no seams between.
                    [min(places[i + 1] + SEAM, x.high) for i in known],
                    [tops[i] for i in known],
                    [TONES[name]] * len(known),
                    tips=tips,
                )
            )
            if known and (share := values[known[-1]] or 0.0) > 0.0:
                middle = (base[known[-1]] + tops[known[-1]]) / 2
                tone = "#5A5A5A" if name == "nobody" else TONES[name]
                ends.append(Curve([x.high], [middle], tone, label=f"{END_LABELS[name]} {percent(share)}"))
            base = tops
        labels, room = end_labels(ends, x, y, HEIGHT * 0.8)
        title = CLOCKS.get(clock, clock)
        panels.append(Panel([*marks, *labels], x, y, WIDTH, HEIGHT * 0.8, title=title, right=room))
    note = "the first answer counts; the time axis is stretched at its beginning"
    return picture(table, panels, [columns["nobody"]], note)


def answers_over_time(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The shares answered within 24 hours and within 8 business hours by time of asking, and how many were asked."""
    series = (("day", "within 24 hours"), ("business_day", "within 8\nbusiness hours"))
    return _over_time(table, series, "share answered")


def questions_over_time(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share of the threads that ask, and how many questions there were."""
    return _over_time(table, (("share", "start with a question"),), "share of the threads")


def _over_time(table: TableLike, series: Sequence[tuple[str, str]], title: str) -> Picture:
    columns = table.to_dict()
    # A period of which the window holds a part is no value of a series.
    rows = [i for i, whole in enumerate(columns["whole"]) if whole]
    if not rows:
        return nothing(table)
    days = [columns["start"][i] for i in rows]
    places = [day_number(day) for day in days]
    x = day_axis(days, "", pixels=WIDTH)
    y = share_axis([1.0], title, pixels=HEIGHT)
    curves = []
    shown = []
    for i, (name, label) in enumerate(series):
        share, low, high = (
            [floats(columns[column])[row] for row in rows] for column in (name, f"{name}_low", f"{name}_high")
        )
        spoken = label.replace("\n", " ")
        tips = [
            "" if value is None else f"{day_text(day)}: {percent(value)} {spoken}{between(a, b)}"
            for day, value, a, b in zip(days, share, low, high, strict=True)
        ]
        shown.append(columns[name])
        curves.append(Curve(places, share, colour(i), low, high, label=label, tips=tips))
    labels, room = end_labels(curves, x, y, HEIGHT)
    marks = layered([mark for curve in curves for mark in curve_marks(curve)])
    counts = [floats(columns["questions"])[row] for row in rows]
    below = count_axis(counts, "questions", pixels=HEIGHT * 0.4)
    asked = Curve(
        places,
        counts,
        colour(2),
        tips=[
            "" if count is None else f"{day_text(day)}: {count:,.0f} questions"
            for day, count in zip(days, counts, strict=True)
        ],
    )
    panels = [
        Panel([*marks, *labels], x, y, WIDTH, HEIGHT, right=room),
        Panel(curve_marks(asked), x, below, WIDTH, HEIGHT * 0.4, right=room),
    ]
    note = (
        "periods that lie wholly in the window, by time of asking"
        if len(rows) < len(columns["whole"])
        else ""
    )
    return picture(table, panels, shown, note)


def answers_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Units by name: answered within 24 hours, within 8 business hours, and the median."""
    return _answers_by(table, "unit")


def answers_by_group(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The same by group."""
    return _answers_by(table, "group")


def answers_by_language(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The same by language."""
    return _answers_by(table, "language")


def _answers_by(table: TableLike, key: str) -> Picture:
    measures = (
        Measure("answered within 24 hours", "day"),
        Measure("within 8 business hours", "business_day"),
        Measure("median hours", "median", "value"),
    )
    return _rows(table, key, "askers", "questions", measures, "people who asked in brackets")


def questions_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Units by name: the share of the threads that ask."""
    return _questions_by(table, "unit")


def questions_by_group(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The same by group."""
    return _questions_by(table, "group")


def questions_by_language(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The same by language."""
    return _questions_by(table, "language")


def _questions_by(table: TableLike, key: str) -> Picture:
    measures = (
        Measure("threads that ask", "share"),
        Measure("questions", "questions", "count", bars=True),
        Measure("heard by words", "by_words", "count", bars=True),
    )
    return _rows(table, key, "people", "threads", measures, "people who started threads in brackets")


def _rows(
    table: TableLike, key: str, people: str, size: str, measures: Sequence[Measure], note: str
) -> Picture:
    columns = table.to_dict()
    if not columns[key]:
        return nothing(table)
    order = by_name(largest(floats(columns[size])), columns[key])
    names = [headed(columns[key][row] or f"(no {key})", columns[people][row]) for row in order]
    more = left_out(len(order), len(columns[key]), f"those with most {words(size)}")
    return rows_picture(
        table, names, order, measures, f"by name; {note}", more, absent_word=NOT_ENOUGH, same_axis=True
    )
