"""Enough champions, everywhere: how many are enough, and which units have somebody."""

from collections.abc import Mapping, Sequence

from ..axes import count_axis, number, percent, row_axis, share_axis
from ..captions import TableLike
from ..labels import cut
from ..palette import BLUE, GREY, VERMILION, text_width
from ..picture import Axis, Boxes, Dots, Mark, Panel, Picture, Segments, Texts
from ..shapes import Curve, curve_marks, upright
from .frame import HEIGHT, ROW_HEIGHT, WIDTH, floats, layered, nothing, people_text, picture
from .ranking import MEMBER, member_names
from .rows import Measure, headed, left_out, rows_picture

K, CHOSEN, SUMMARY = "k", "chosen", "cover_summary"
SHARE, LOW, HIGH, UNITS = "reached_share", "reached_share_low", "reached_share_high", "units_covered"
STATUS, PEOPLE, WANTED, CHAMPIONS, SERVING = "status", "people", "wanted", "champions", "serving"
# Where somebody is missing stands first: that is what the chart is for.
STATUSES = ("nobody", "none chosen", "too few", "covered")
MOST_ROWS = 40
CURVE_HEIGHT = HEIGHT * 0.8
UNIT_HEIGHT = HEIGHT * 0.45


def cover(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The people to ask: whom each reaches beside the others, and how sure the place is."""
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    names = member_names(columns)
    order = list(range(min(len(names), MOST_ROWS)))
    measures = (
        Measure("people reached whom those before do not", "gain", "value", bars=True),
        Measure("chosen in so many of the draws", "frequency"),
    )
    more = left_out(len(order), len(names), f"the first {len(order):,}")
    note = "where a place is chosen in fewer than half of the draws, others can take it"
    return rows_picture(table, [cut(names[row]) for row in order], order, measures, note, more)


def cover_curve(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """The share of people expected to be reached by the first so many, and the units that have as many as they want."""
    columns = table.to_dict()
    if not columns[K]:
        return nothing(table)
    k = floats(columns[K])
    places = [value or 0.0 for value in k]
    share, low, high = (floats(columns[name]) for name in (SHARE, LOW, HIGH))
    count = sum(bool(value) for value in columns[CHOSEN])
    x = Axis(
        0.0, max(places), count_axis(k, "", pixels=WIDTH).ticks, "people asked, those who add most first"
    )
    x = Axis(0.0, max(places), [tick for tick in x.ticks if tick[0] <= max(places)], x.title)
    y = share_axis([*share, *high], "", pixels=CURVE_HEIGHT)
    tips = [
        "" if value is None or n is None else f"{people_text(int(n))}: {percent(value, 0.001)} reached"
        for n, value in zip(k, share, strict=True)
    ]
    marks: list[Mark] = layered(curve_marks(Curve(places, share, BLUE, low, high, tips=tips)))
    if count:
        words = _chosen_words(count, share[count - 1] if count <= len(share) else None)
        aside = places[count - 1] > max(places) * 0.6
        marks += upright([places[count - 1]], y, GREY)
        marks.append(
            Texts(
                [places[count - 1]],
                [y.low + (y.high - y.low) * 0.06],
                [words],
                [GREY],
                align="right" if aside else "left",
                dx=-6 if aside else 6,
                halo=True,
            )
        )
    title = "share of people expected to know one of them"
    panels = [Panel(marks, x, y, WIDTH, CURVE_HEIGHT, title=title, right=12.0)]
    units = floats(columns[UNITS])
    if any(value is not None for value in units):
        top = _units(tables)
        y = count_axis([*units, top], "", pixels=UNIT_HEIGHT)
        tips = [
            "" if value is None or n is None else f"{people_text(int(n))}: {number(value)} units"
            for n, value in zip(k, units, strict=True)
        ]
        marks = curve_marks(Curve(places, units, BLUE, step=True, tips=tips))
        if top is not None:
            marks.append(Segments([x.low], [top], [x.high], [top], GREY, dashed=True))
            words = f"{number(top)} units want somebody"
            marks.append(Texts([x.low], [top - (y.high - y.low) * 0.07], [words], [GREY], dx=6, halo=True))
        if count:
            marks += upright([places[count - 1]], y, GREY)
        title = "units that have as many as they want"
        panels.append(Panel(marks, x, y, WIDTH, UNIT_HEIGHT, title=title, right=12.0))
    level = table.provenance.get("interval_level")
    band = f"band: {float(level) * 100:.4g}% interval over draws of who would turn to whom" if level else ""
    return picture(table, panels, [columns[SHARE]], band)


def _chosen_words(count: int, share: float | None) -> str:
    told = "" if share is None else f", {percent(share, 0.01)}"
    return f"{people_text(count)} to ask{told}"


def _units(tables: Mapping[str, TableLike]) -> float | None:
    summary = tables.get(SUMMARY)
    return None if summary is None else next(iter(floats(summary.to_dict().get("units") or [])), None)


def cover_units(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """For each unit those to ask, the champions there are, and how many are wanted; where somebody is missing first."""
    columns = table.to_dict()
    key = "unit" if "unit" in columns else "site"
    statuses: Sequence[str | None] = columns[STATUS]
    # Without a status are those that are hidden.
    shown = [row for row, status in enumerate(statuses) if status is None or status in STATUSES]
    if not shown:
        return nothing(table)
    names = [name or "" for name in columns[key]]
    shown.sort(key=lambda row: (STATUSES.index(statuses[row] or "covered"), names[row]))
    drawn = shown[:MOST_ROWS]
    chosen, champions, wanted, share, serving = (
        [floats(columns[name])[row] for row in drawn] for name in (CHOSEN, CHAMPIONS, WANTED, SHARE, SERVING)
    )
    x = count_axis([*chosen, *champions, *wanted, 1.0], "people", pixels=WIDTH * 0.6)
    marks: list[Mark] = []
    none = [0.0] * len(drawn)
    # Those who serve already, then those to ask behind them: darker, so that print and every eye tell them apart.
    before = [value or 0.0 for value in serving]
    ends = [start + (value or 0.0) for start, value in zip(before, chosen, strict=True)]
    for left, right, tone, opacity in ((none, before, GREY, 0.3), (before, ends, BLUE, 0.6)):
        there = [row for row in range(len(drawn)) if right[row] > left[row]]
        if there:
            marks.append(
                Boxes(
                    [left[row] for row in there],
                    [row - 0.34 for row in there],
                    [right[row] for row in there],
                    [row + 0.34 for row in there],
                    [tone] * len(there),
                    opacity=opacity,
                )
            )
    lines = [row for row, value in enumerate(wanted) if value]
    at = [wanted[row] or 0.0 for row in lines]
    marks.append(Segments(at, [row - 0.42 for row in lines], at, [row + 0.42 for row in lines], GREY, 2.5))
    have = [row for row, value in enumerate(champions) if value is not None]
    tips = [
        f"{names[drawn[row]]}: {number(chosen[row] or 0)} to ask, {number(serving[row] or 0)} serving already, "
        f"{number(champions[row] or 0)} champions, "
        f"{number(wanted[row] or 0)} wanted"
        for row in have
    ]
    dots = [champions[row] or 0.0 for row in have]
    marks.append(Dots(dots, [float(row) for row in have], BLUE, size=44, hollow=True, tips=tips))
    words, colours = [], []
    for row, status in enumerate(statuses[row] or "" for row in drawn):
        told = "" if share[row] is None else f", {percent(share[row] or 0.0)} reached"
        words.append("not shown" if chosen[row] is None else f"{status}{told}")
        colours.append(VERMILION if status in STATUSES[:2] else BLUE if status == "covered" else GREY)
    ends = [max(end, champions[r] or 0.0, wanted[r] or 0.0) for r, end in enumerate(ends)]
    bold = [row for row in range(len(drawn)) if colours[row] == VERMILION]
    plain = [row for row in range(len(drawn)) if colours[row] != VERMILION]
    for rows, heavy in ((bold, True), (plain, False)):
        if rows:
            marks.append(
                Texts(
                    [ends[row] for row in rows],
                    [float(row) for row in rows],
                    [words[row] for row in rows],
                    [colours[row] for row in rows],
                    dx=11,
                    bold=heavy,
                )
            )
    heads = [headed(names[row], columns[PEOPLE][row]) for row in drawn]
    room = max(text_width(word) for word in words) + 24
    panel = Panel(marks, x, row_axis(heads), WIDTH * 0.6, ROW_HEIGHT * len(drawn), right=room)
    note = "bars: serving already (grey), to ask (blue); circle: champions there are; upright line: how many are wanted"
    more = left_out(len(drawn), len(shown), f"the first {len(drawn):,}, where somebody is missing first")
    return picture(table, [panel], [], note, more)
