"""Who helps: rates with intervals, ranks under all weights, and whether other formulas find others."""

from collections.abc import Mapping

from ..axes import percent, row_axis, share_axis
from ..captions import TableLike
from ..labels import cut
from ..palette import readable, shade, text_width
from ..picture import Boxes, Mark, Panel, Picture, Texts
from .frame import ROW_HEIGHT, WIDTH, floats, nothing, picture, words
from .ranking import SHOWN, member_names
from .rows import Measure, left_out, rows_picture

MEMBER, UNIT, RANK, SHARE = "member", "unit", "rank", "share"
RANKS = "champion_smaa_ranks"

HELP = (
    Measure("different people helped a month", "helped_per_month", "value"),
    Measure("thanked", "thanked_share"),
    Measure("of other units", "other_unit_share"),
)
EXPERTISE = (
    Measure("askers", "askers", "count", bars=True),
    Measure("z-score", "z", "value", bars=True),
    Measure("ExpertiseRank", "expertise_rank", bars=True),
    Measure("authority", "authority", bars=True),
    Measure("TrueSkill", "trueskill", "value", bars=True),
)
AGREEMENT = (Measure("rank correlation", "spearman", "index"),)


def champions(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The champions in the order of the table: people helped, share thanked and share of other units, with intervals."""
    note = "whose intervals overlap may stand in another order; why they are listed stands in the table"
    return _people(table, HELP, note)


def expertise(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for each measure of expertise, people in the order of distinct askers."""
    return _people(
        table, EXPERTISE, "by distinct askers; the other measures would order people as their bars do"
    )


def _people(table: TableLike, measures: tuple[Measure, ...], note: str) -> Picture:
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    order = range(min(SHOWN, len(columns[MEMBER])))
    names = member_names(columns)
    units = columns.get(UNIT) or [None] * len(names)
    told = [f"{names[row]}{f', {units[row]}' if units[row] else ''}" for row in order]
    some = left_out(len(order), len(names), f"the first {SHOWN}")
    shown = [cut(names[row]) for row in order]
    return rows_picture(table, shown, order, measures, note, some, told=told, absent_word="not known")


def expertise_agreement(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """How far each pair of measures orders people alike."""
    columns = table.to_dict()
    if not columns.get("measure"):
        return nothing(table)
    pairs = zip(columns["measure"], columns["other"], strict=True)
    names = [f"{words(one)} and {words(other)}" for one, other in pairs]
    known = [row for row, value in enumerate(columns["spearman"]) if value is not None] or range(len(names))
    note = "1: the same order, 0: no relation, -1: the other way round"
    return rows_picture(table, [names[row] for row in known], known, AGREEMENT, note, absent_word="none")


def champion_smaa(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """A bar for each person, cut by how often he or she has which rank; the best ranks stand left and are darkest."""
    source = tables.get(RANKS, table)
    columns = source.to_dict()
    if not columns.get(MEMBER) or RANK not in columns:
        return nothing(table)
    people: dict[str, list[int]] = {}
    for row, member in enumerate(columns[MEMBER]):
        people.setdefault(member, []).append(row)
    every = member_names(columns)
    first = [rows[0] for rows in people.values()][:SHOWN]
    names = [cut(every[row]) for row in first]
    share = floats(columns[SHARE])
    most = max(columns[RANK])
    x0: list[float] = []
    x1: list[float] = []
    y: list[float] = []
    colours: list[str] = []
    tips: list[str] = []
    at: list[float] = []
    rows_said: list[float] = []
    texts: list[str] = []
    inks: list[str] = []
    width = WIDTH * 0.9
    for place, rows in enumerate(list(people.values())[:SHOWN]):
        reached = 0.0
        for row in rows:
            part, rank = share[row] or 0.0, columns[RANK][row]
            if part <= 0:
                continue
            x0.append(reached)
            x1.append(reached + part)
            y.append(float(place))
            tone = shade(1 - 0.85 * (rank - 1) / max(most - 1, 1))
            colours.append(tone)
            tips.append(f"{every[row]}: rank {rank} in {percent(part, 0.001)} of the draws")
            if part * width > text_width(str(rank)) + 6:
                at.append(reached + part / 2)
                rows_said.append(float(place))
                texts.append(str(rank))
                inks.append(readable(tone))
            reached += part
    marks: list[Mark] = [
        Boxes(x0, [row - 0.4 for row in y], x1, [row + 0.4 for row in y], colours, tips=tips),
        Texts(at, rows_said, texts, inks, align="center"),
    ]
    panel = Panel(
        marks,
        share_axis([1.0], "share of draws of weights and values", pixels=width),
        row_axis(names),
        width,
        ROW_HEIGHT * len(names),
        right=20.0,
    )
    beyond = f"; empty at the right: ranks beyond {most}" if most < _compared(source, most) else ""
    notes = [
        f"numbers in the bars: rank{beyond}",
        left_out(len(names), len(people), f"the first {SHOWN}"),
    ]
    return picture(source, [panel], [columns[SHARE]], *notes, title=table.title)


def _compared(table: TableLike, least: int) -> int:
    """How many people were compared."""
    told = (table.provenance.get("observations") or {}).get("n")
    return told if isinstance(told, int) else least
