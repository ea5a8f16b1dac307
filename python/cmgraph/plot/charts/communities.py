"""Groups that the ties show: how large they are, how much stays inside, and how they lie to the units."""

from collections.abc import Mapping
from dataclasses import replace

from ..captions import TableLike
from ..picture import Picture
from .frame import floats, nothing
from .rows import MOST_ROWS, Measure, headed, largest, left_out, rows_picture

COMMUNITY, MEMBERS, CONNECTED = "community", "members", "connected"
CIRCLE, GROUP, PEOPLE = "circle", "group", "people"
UNIT, INDEX, EXPECTED = "unit", "ei_index", "expected"
WHOLE = "all units"

SIZES = (
    Measure("members", MEMBERS, "count", bars=True),
    Measure("weight of ties inside", "inside", bars=True),
    Measure("found again", "stability", bars=True),
)
CIRCLES = (
    Measure("people", PEOPLE, "count", bars=True),
    Measure("replies inside", "inside_share", bars=True),
    Measure("of the largest unit", "largest_share"),
    Measure("found again", "stability", bars=True),
)


def communities(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A row for each community, largest first: its members, and the share of their ties that stays inside."""
    columns = table.to_dict()
    if not columns.get(COMMUNITY):
        return nothing(table)
    order = largest(floats(columns[MEMBERS]))
    names = [f"community {columns[COMMUNITY][row]}" for row in order]
    modularity = table.provenance.get("parameters", {}).get("modularity")
    note = f"modularity {float(modularity):.2f}" if modularity is not None else ""
    some = left_out(len(order), len(columns[COMMUNITY]), f"the {MOST_ROWS} largest")
    again = "found again: how alike other searches find it" if "stability" in columns else ""
    return rows_picture(table, names, order, SIZES, note, again, some)


def circles(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A row for each circle, largest first, called by its busiest group: its size, and how far it is a unit."""
    columns = table.to_dict()
    if not columns.get(CIRCLE):
        return nothing(table)
    order = largest(floats(columns[PEOPLE]))
    groups = columns.get(GROUP) or [None] * len(columns[CIRCLE])
    names = [f"{columns[CIRCLE][row]} {headed(groups[row] or '', None)}".strip() for row in order]
    measures: tuple[Measure, ...] = CIRCLES
    known = [value for value in columns.get("largest_share", []) if value is not None]
    if not known:
        # Without units there is nothing to compare with.
        measures = tuple(measure for measure in CIRCLES if measure.name != "largest_share")
    notes = [
        "called by the group with most of the replies inside; found again: how alike other searches find it",
        left_out(len(order), len(columns[CIRCLE]), f"the {MOST_ROWS} largest"),
    ]
    return rows_picture(table, names, order, measures, *notes)


def ei_index(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A dot for the E-I index of the whole and of each unit by name, and a line where chance would put it."""
    columns = table.to_dict()
    if not columns.get(CONNECTED):
        return nothing(table)
    units = columns[UNIT]
    whole = [row for row, unit in enumerate(units) if unit is None]
    sizes = floats(columns[CONNECTED])
    some = [row for row in largest(sizes, MOST_ROWS + len(whole)) if units[row] is not None][:MOST_ROWS]
    order = whole + sorted(some, key=lambda row: units[row])
    names = [headed(units[row] or WHOLE, columns[CONNECTED][row]) for row in order]
    measure = Measure("E-I index", INDEX, "index", expected=EXPECTED)
    notes = [
        "-1: all ties stay inside the unit; 1: all lead out; grey line: what units of these sizes have by chance",
        left_out(len(order), len(units), f"the {MOST_ROWS} largest units by name"),
    ]
    drawn = rows_picture(table, names, order, [measure], *notes, absent_word="no ties")
    # One measure says its name once.
    return replace(drawn, panels=[replace(panel, title="") for panel in drawn.panels])
