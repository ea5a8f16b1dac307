"""Open questions, and whom to ask."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..captions import TableLike
from ..labels import cut
from ..picture import Picture
from .frame import floats, nothing, picture
from .ranking import MEMBER, SHOWN, UNIT, member_names
from .rows import Measure, left_out, row_panels, rows_picture

OPEN, TO_ROUTE = "open", "to_route"
PERSON = (
    Measure("answered questions alike", "answered_alike", "count", bars=True),
    Measure("answers what falls into the own groups", "propensity"),
    Measure("there in the next business hours", "availability", bars=True),
)
GROUPS = (
    Measure("open questions", OPEN, "count", bars=True),
    Measure("those to ask somebody about", TO_ROUTE, "count", bars=True),
    Measure("those of new people", "of_new", "count", bars=True),
)
LOAD = (
    Measure("questions to be asked", "questions", "count", bars=True),
    Measure("invitations left this week, before", "invitations_left", "count", bars=True),
)


def route(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Whom to ask, in the order of the list, and what speaks for each."""
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    order = range(min(SHOWN, len(columns[MEMBER])))
    names = [cut(name) for name in member_names(columns)][: len(order)]
    more = left_out(len(order), len(columns[MEMBER]), f"the first {SHOWN}")
    note = "in the order in which to ask; for the community manager alone"
    return rows_picture(table, names, order, PERSON, note, more, told=_told(columns))


def route_all(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """How many of the open questions each person is asked about, beside the invitations that were left."""
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    people = member_names(columns)
    first = {member: row for row, member in reversed(list(enumerate(columns[MEMBER])))}
    load = Counter(columns[MEMBER])
    order = sorted(load, key=lambda member: (-load[member], first[member]))
    shown = order[:SHOWN]
    left = floats(columns["invitations_left"])
    cells: dict[str, list[Any]] = {
        "questions": [load[member] for member in shown],
        "invitations_left": [left[first[member]] for member in shown],
    }
    names = [cut(people[first[member]]) for member in shown]
    every = _told(columns)
    told = [every[first[member]] for member in shown]
    panels = row_panels(names, cells, range(len(shown)), LOAD, told=told)
    questions = len(set(columns["number"]))
    notes = [
        f"{len(order):,} people for {questions:,} questions; for the community manager alone",
        left_out(len(shown), len(order), f"the {SHOWN} who are asked most"),
    ]
    return picture(table, panels, [], *notes, columns=len(panels))


def unanswered_by_group(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Where questions are open, most first."""
    columns = table.to_dict()
    if not columns.get(OPEN):
        return nothing(table)
    values = floats(columns[OPEN])
    rows = sorted(range(len(values)), key=lambda row: (-(values[row] or 0.0), row))
    order = rows[:SHOWN]
    names = [cut(columns["community"][row] or "in no group") for row in order]
    more = left_out(len(order), len(rows), f"the {SHOWN} groups with most of them")
    return rows_picture(table, names, order, GROUPS, more)


def _told(columns: Mapping[str, list[Any]]) -> list[str]:
    names = member_names(columns)
    units = columns.get(UNIT) or [None] * len(names)
    return [f"{name}{f', {unit}' if unit else ''}" for name, unit in zip(names, units, strict=True)]
