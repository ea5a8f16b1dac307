"""Measures of members: those who score highest, with intervals where the scores are estimated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..axes import percent
from ..captions import TableLike
from ..labels import cut
from ..picture import Picture
from .frame import floats, nothing
from .rows import Measure, rows_picture

MEMBER, NAME, UNIT = "member", "name", "unit"
SHOWN = 20
NONE = "none"


@dataclass(frozen=True)
class Ranked:
    """The measures of a table of members; they are ranked by the first."""

    measures: tuple[Measure, ...]
    by: str


def _bars(title: str, name: str, low: str = "", high: str = "", *, count: bool = False) -> Measure:
    return Measure(title, name, "count" if count else "value", low, high, bars=True)


RANKED: Mapping[str, Ranked] = {
    "pagerank": Ranked((_bars("PageRank", "pagerank"),), "the highest PageRank"),
    "betweenness": Ranked(
        (Measure("share of all pairs of others", "normalised", "share", "low", "high", bars=True),),
        "the highest betweenness",
    ),
    "hits": Ranked((_bars("authority", "authority"), _bars("hub", "hub")), "the highest authority"),
    "closeness": Ranked(
        (_bars("closeness", "closeness"), _bars("mean distance", "mean_distance")), "the highest closeness"
    ),
    "clustering": Ranked(
        (
            _bars("contacts", "contacts", count=True),
            Measure("tied pairs of contacts", "clustering", bars=True),
        ),
        "most contacts",
    ),
    "structural_holes": Ranked(
        (_bars("effective size", "effective_size"), _bars("constraint", "constraint")),
        "the highest effective size",
    ),
    "cores": Ranked((_bars("core number", "core", count=True),), "the highest core number"),
    "articulation_points": Ranked(
        (_bars("people cut off", "cut_off", count=True), _bars("parts", "parts", count=True)),
        "most people cut off",
    ),
    "nodes": Ranked(
        (
            _bars("different contacts", "partners", count=True),
            _bars("weight out", "out_strength"),
            _bars("weight in", "in_strength"),
        ),
        "most different contacts",
    ),
    "brokerage": Ranked(
        (
            _bars("between two other units", "liaison", count=True),
            _bars("into the own unit", "gatekeeper", count=True),
            _bars("out of the own unit", "representative", count=True),
        ),
        "most paths between two other units",
    ),
}
"""What is drawn of each table with a row a member."""


def ranking(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for each of the members with the highest scores, highest first."""
    columns = table.to_dict()
    ranked = RANKED[table.name]
    score = ranked.measures[0].name
    if not columns.get(MEMBER) or score not in columns:
        return nothing(table)
    values = floats(columns[score])
    known = [row for row, value in enumerate(values) if value is not None]
    # Equal scores in the order of the table, as everywhere.
    order = sorted(known, key=lambda row: (-(values[row] or 0.0), row))[:SHOWN]
    if not order:
        return nothing(table)
    names = member_names(columns)
    units = columns.get(UNIT) or [None] * len(names)
    told = [f"{names[row]}{f', {units[row]}' if units[row] else ''}" for row in order]
    notes = [_which(len(order), len(values), ranked.by)]
    same = sum(values[row] == values[order[-1]] for row in known if row not in set(order))
    if same:
        notes.append(f"{same:,} more have the same as the last")
    about = table.provenance.get("parameters", {})
    if "low" in columns:
        notes.append(_how_sure(about, table.provenance.get("interval_level")))
    return rows_picture(
        table, [cut(names[row]) for row in order], order, ranked.measures, *notes, told=told, absent_word=NONE
    )


def _which(shown: int, members: int, by: str) -> str:
    if shown == members:
        return f"members with {by} first"
    return f"the {shown:,} members with {by}, of {members:,}"


def _how_sure(about: Mapping[str, Any], level: float | None) -> str:
    """Estimates from drawn paths hold for all members at once, those from drawn sources each by itself."""
    if "epsilon" in about and level:
        return f"estimated; the intervals of all members hold at once with a probability of {percent(level)}"
    sure = f"{float(level) * 100:.4g}% " if level else ""
    return f"estimated, {sure}interval of each score by itself"


def member_names(columns: Mapping[str, list[str | None]]) -> list[str]:
    """Names of members; where there is none the id, which is a pseudonym in pseudonymous mode."""
    names = columns.get(NAME) or [None] * len(columns[MEMBER])
    return [name or str(member) for name, member in zip(names, columns[MEMBER], strict=True)]
