"""Who is asked: by the own unit or by others, how many a month, and whom people name when asked."""

from collections.abc import Mapping, Sequence

from ..axes import count_axis, row_axis, share_axis, value_axis
from ..captions import TableLike
from ..labels import cut
from ..palette import BLUE, GREEN, GREY, INK, PALE, PURPLE, VERMILION, readable, text_width
from ..picture import Axis, Boxes, Mark, Panel, Picture, Texts
from ..shapes import interval_rows
from .frame import ROW_HEIGHT, floats, nothing, picture
from .ranking import MEMBER, SHOWN, member_names
from .rows import Measure, left_out, rows_picture

TYPE, ASKERS, OWN, OTHERS = "type", "askers", "askers_own_unit", "askers_other_units"
RATE, OTHER_SHARE = "askers_per_month", "other_unit_share"
# What a hub is for the others; the word stands beside, so that the colour is not all there is.
COLOURS: Mapping[str, str] = {
    "local coordinator": BLUE,
    "specialist": GREEN,
    "bridge": VERMILION,
    "silent hub": INK,
    "off-platform hub": PURPLE,
}
BAR = 0.36
NOMINATED = (
    Measure("named by, of those who answered", "share"),
    Measure("askers by the messages", ASKERS, "count", bars=True),
)


def question_hubs(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The hubs in the order of the table: askers of the own and of other units, their share, and askers a month."""
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    order = range(min(SHOWN, len(columns[MEMBER])))
    names = [cut(name) for name in member_names(columns)][: len(order)]
    types = [str(columns[TYPE][row]) for row in order]
    panels = [
        _askers(names, types, *(floats(columns[name]) for name in (ASKERS, OWN, OTHERS))),
        _intervals(names, types, columns, OTHER_SHARE, "share of other units", 150.0),
        _intervals(names, types, columns, RATE, "different people a month", 190.0, words=True),
    ]
    notes = [
        "bars: askers of the own unit, of other units (light), of no known unit (grey); the colour is the type",
        left_out(len(order), len(columns[MEMBER]), f"the first {SHOWN}"),
    ]
    return picture(table, panels, [columns[RATE]], *notes, columns=3)


def _colour(kind: str) -> str:
    return COLOURS.get(kind, GREY)


def _light(colour: str) -> str:
    """The colour on the way to white."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * 0.42):02X}" for part in parts)


def _askers(
    names: Sequence[str],
    types: Sequence[str],
    askers: Sequence[float | None],
    own: Sequence[float | None],
    others: Sequence[float | None],
) -> Panel:
    x0: list[float] = []
    x1: list[float] = []
    rows: list[float] = []
    colours: list[str] = []
    tips: list[str] = []
    said: list[tuple[float, float, str, str]] = []
    width = 260.0
    x = count_axis(askers, "", pixels=width)
    for row, (name, kind) in enumerate(zip(names, types, strict=True)):
        inside, outside = own[row] or 0.0, others[row] or 0.0
        rest = max((askers[row] or 0.0) - inside - outside, 0.0)
        tone = _colour(kind)
        reached = 0.0
        for part, fill, words in (
            (inside, tone, "of the own unit"),
            (outside, _light(tone), "of other units"),
            (rest, PALE, "of no known unit"),
        ):
            if part <= 0:
                continue
            x0.append(reached)
            x1.append(reached + part)
            rows.append(float(row))
            colours.append(fill)
            tips.append(f"{name}: {part:.0f} askers {words}")
            if part / (x.high - x.low) * width > text_width(f"{part:.0f}") + 6:
                said.append((reached + part / 2, float(row), f"{part:.0f}", readable(fill)))
            reached += part
    marks: list[Mark] = [Boxes(x0, [r - BAR for r in rows], x1, [r + BAR for r in rows], colours, tips=tips)]
    if said:
        at, places, texts, inks = (list(column) for column in zip(*said, strict=True))
        marks.append(Texts(at, places, texts, inks, align="center"))
    return Panel(marks, x, row_axis(names), width, ROW_HEIGHT * len(names), title="different people who ask")


def _intervals(
    names: Sequence[str],
    types: Sequence[str],
    columns: Mapping[str, list[object]],
    name: str,
    title: str,
    width: float,
    *,
    words: bool = False,
) -> Panel:
    value, low, high = (floats(columns[f"{name}{end}"]) for end in ("", "_low", "_high"))
    rows = range(len(names))
    every = [column[row] for column in (value, high) for row in rows]
    share = name == OTHER_SHARE
    x: Axis = share_axis([1.0], "", pixels=width) if share else value_axis(every, "", pixels=width)
    marks: list[Mark] = []
    for kind in sorted(set(types)):
        # A type at a time, since a mark has one colour; the other rows are empty.
        here = [[c[row] if types[row] == kind else None for row in rows] for c in (value, low, high)]
        tips = [f"{names[row]}: {kind}" for row in rows]
        tone = _colour(kind)
        absent = ["not known" if types[row] == kind else "" for row in rows]
        marks += interval_rows(here[0], here[1], here[2], colour=tone, tips=tips, absent_word=absent)
    if words:
        ends = [max(value[row] or 0.0, high[row] or 0.0) for row in rows]
        marks.append(
            Texts(ends, [float(row) for row in rows], types, [_colour(kind) for kind in types], dx=8)
        )
    room = max((text_width(kind) for kind in types), default=0.0) + 24 if words else 16.0
    return Panel(
        marks, x, row_axis([""] * len(names)), width, ROW_HEIGHT * len(names), title=title, right=room
    )


def nominations(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Whom people name, with intervals, beside how many ask the person by the messages."""
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    order = range(min(SHOWN, len(columns[MEMBER])))
    names = [cut(name) for name in member_names(columns)][: len(order)]
    more = left_out(len(order), len(columns[MEMBER]), f"the first {SHOWN}")
    return rows_picture(table, names, order, NOMINATED, "only a random sample speaks for everybody", more)
