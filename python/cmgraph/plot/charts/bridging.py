"""Talk across units: how much, from where to where, and by whom."""

from collections.abc import Mapping

from ..captions import TableLike
from ..labels import cut
from ..picture import Picture
from .frame import floats, nothing, percent_bars, picture
from .ranking import SHOWN, member_names
from .rows import MOST_ROWS, Measure, by_name, headed, largest, left_out, rows_picture

WHO, UNIT, PEOPLE, MEMBER = "who", "unit", "people", "member"
JOINED_BY, SHARE = "joined_by", "share"

WHOLE = (Measure("replies to another unit", "cross_share", expected="expected_share"),)
ANSWERS = (
    Measure("first answer from another unit", "first_share"),
    Measure("any answer from another unit", "any_share"),
)
BY_UNIT = (
    Measure("replies to other units", "out_share"),
    Measure("first answered elsewhere", "answered_elsewhere"),
    Measure("E-I index", "ei_index", "index", expected="ei_expected"),
)
BROKERS = (
    Measure("other units", "units", "count", bars=True),
    Measure("people there", "partners", "count", bars=True),
    Measure("share of their replies", "cross_share", bars=True),
)


def bridging(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share of replies that go to another unit, with its interval, and a line where chance would put it."""
    note = "grey line: if units did not matter and everybody wrote, and was replied to, as often"
    return _by_whom(table, WHOLE, note)


def bridging_answers(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share of answered questions with an answer from another unit."""
    return _by_whom(table, ANSWERS, "share of the answered questions; units of asker and answerer known")


def _by_whom(table: TableLike, measures: tuple[Measure, ...], note: str) -> Picture:
    columns = table.to_dict()
    if not columns.get(WHO):
        return nothing(table)
    names = [headed(who, people) for who, people in zip(columns[WHO], columns[PEOPLE], strict=True)]
    return rows_picture(
        table,
        names,
        range(len(names)),
        measures,
        note,
        "people in brackets",
        same_axis=True,
        absent_word="none",
    )


def bridging_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Units by name: replies to others, questions answered elsewhere, and the E-I index beside chance."""
    columns = table.to_dict()
    if not columns.get(UNIT):
        return nothing(table)
    order = by_name(largest(floats(columns[PEOPLE])), columns[UNIT])
    names = [headed(columns[UNIT][row] or "(no unit)", columns[PEOPLE][row]) for row in order]
    notes = [
        "units by name, people of the unit in brackets",
        "E-I index: -1 all replies stay inside, 1 all lead out or come in; grey line: by chance",
        left_out(len(order), len(columns[UNIT]), f"the {MOST_ROWS} largest units"),
    ]
    return rows_picture(table, names, order, BY_UNIT, *notes, absent_word="none")


def bridging_links(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for the pairs of units that are joined by nothing, by one pair of people, by one person, by several."""
    columns = table.to_dict()
    if not columns.get(JOINED_BY):
        return nothing(table)
    pairs = ["" if n is None else f", {n:,} pairs" for n in columns["pairs"]]
    panel = percent_bars(
        columns[JOINED_BY], floats(columns[SHARE]), after=pairs, title="share of the pairs of units"
    )
    return picture(table, [panel], [columns[SHARE]])


def bridging_brokers(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The people between units in the order of the table: other units, people there, share of their replies."""
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    order = range(min(SHOWN, len(columns[MEMBER])))
    names = member_names(columns)
    units = columns.get(UNIT) or [None] * len(names)
    told = [f"{names[row]}{f', {units[row]}' if units[row] else ''}" for row in order]
    some = left_out(len(order), len(names), f"the first {SHOWN}")
    note = "whom they talk with in other units; reasons stand in the table"
    return rows_picture(table, [cut(names[row]) for row in order], order, BROKERS, note, some, told=told)
