"""Conversation or broadcast, and how people take part."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from ..axes import share_axis
from ..captions import TableLike
from ..labels import cut
from ..picture import Panel, Picture
from .frame import colour, floats, groups, nothing, percent_bars, picture, words
from .ranking import member_names
from .rows import MOST_ROWS, Measure, by_name, headed, largest, left_out, row_panels, rows_picture

SCOPE, GROUP, COMMUNITY, WHOLE = "scope", "group", "community", "(whole)"
PATTERN, PEOPLE, MEMBER = "pattern", "people", "member"
ALL, REPLIES = "everything together", "replies"
PEOPLE_WIDTH, LONGEST_NAME = 170.0, 24
NOT_ENOUGH = "too few"

SHARES = (
    Measure("dialogue", "dialogue_share"),
    Measure("member to member", "member_to_member_share"),
    Measure("broadcast", "broadcast_share"),
)
STARTERS = (
    Measure("started a thread", "starters_share"),
    Measure("responded in one of others", "responders_share"),
    Measure("both", "both_share"),
)
THREADS = (
    Measure("authors a thread", "authors", "value"),
    Measure("replies a thread", "replies_per_post", "value"),
    Measure("back and forth a thread", "back_and_forth", "value"),
    Measure("depth", "depth", "value"),
    Measure("structural virality", "virality", "value"),
    Measure("threads a member starts", "initiations", "value"),
)
TIES = (
    Measure("reciprocity", "r"),
    Measure("beyond chance (rho)", "rho", "value"),
    Measure("replies that go on", "pingpong_rate"),
)


def conversation(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The whole and each group: the share of threads with a dialogue, of replies among members, and of broadcast."""
    return _by_group(
        table,
        SHARES,
        "dialogue: share of threads in which somebody replied back; member to member: share of replies",
        "broadcast: share of threads that officials started and no member replied to another in",
        same_axis=True,
    )


def conversation_starters(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The whole and each group: who starts threads and who responds to those of others."""
    return _by_group(table, STARTERS, "shares of the people who wrote", same_axis=True)


def conversation_threads(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The whole and each group: means over threads with intervals."""
    return _by_group(
        table, THREADS, "means over threads; depth and virality: over threads with a reply", across=3
    )


def conversation_ties(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The whole, by whom and by what makes a tie, and each group: do people answer each other?"""
    note = "reciprocity: share of arcs with an arc the other way; replies that go on: with an exchange, of all replies"
    return _by_group(table, TIES, note)


def _by_group(
    table: TableLike,
    measures: tuple[Measure, ...],
    *notes: str,
    across: int | None = None,
    same_axis: bool = False,
) -> Picture:
    columns = table.to_dict()
    if not columns.get(SCOPE):
        return nothing(table)
    scope, names = columns[SCOPE], columns.get(COMMUNITY) or [None] * len(columns[SCOPE])
    whole = [row for row, of in enumerate(scope) if of != GROUP]
    sizes = floats(columns.get("threads") or columns.get("arcs") or [None] * len(scope))
    every = [row for row, of in enumerate(scope) if of == GROUP]
    kept = set(largest([size if scope[row] == GROUP else -2.0 for row, size in enumerate(sizes)]))
    order = whole + by_name([row for row in every if row in kept], names)
    heads = [
        _whole(columns, row, len(whole)) if scope[row] != GROUP else headed(names[row] or "(no name)", people)
        for row, people in ((row, columns[PEOPLE][row]) for row in order)
    ]
    some = left_out(len(order), len(scope), f"the {MOST_ROWS} largest groups by name" if every else "")
    note = "people who wrote in brackets" if "threads" in columns else "people in brackets"
    return rows_picture(
        table,
        heads,
        order,
        measures,
        *notes,
        note,
        some,
        across=across,
        same_axis=same_axis,
        absent_word=NOT_ENOUGH,
    )


def _whole(columns: Mapping[str, list[Any]], row: int, wholes: int) -> str:
    """Where there are several rows of the whole they differ in who is counted and in what makes a tie."""
    people = columns[PEOPLE][row]
    name = ALL
    if wholes > 1 and "who" in columns:
        name = f"all: {columns['who'][row]}"
        if columns["acts"][row] != REPLIES:
            name += f", {columns['acts'][row]}"
    return name if people is None else f"{name} ({people:,})"


def patterns(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for the people of each pattern, with its interval, as a share of those who could have taken part."""
    columns = table.to_dict()
    if not columns.get(PATTERN):
        return nothing(table)
    share, low, high = (floats(columns[f"people_share{end}"]) for end in ("", "_low", "_high"))
    title = "share of the people who could have taken part"
    panel = percent_bars(columns[PATTERN], share, low, high, people=columns[PEOPLE], title=title)
    return picture(table, [panel], [columns["people_share"]])


def pattern_people(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """For each pattern its people: what they give as a share of what they give and get, with its interval."""
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    named = {**columns, "shown": member_names(columns)}
    found = groups(named, PATTERN)
    panels: list[Panel] = []
    for i, (pattern, rows) in enumerate(found.items()):
        names = [cut(name, LONGEST_NAME) for name in rows["shown"]]
        given = Measure(f"{words(pattern)}s", "given_share")
        (panel,) = row_panels(
            names, rows, range(len(names)), [given], width=PEOPLE_WIDTH, tones=partial(_tone, i)
        )
        panels.append(replace(panel, x=share_axis([1.0], "", pixels=PEOPLE_WIDTH)))
    notes = [
        "given as a share of given and received, with its interval",
        "the most active of each pattern in the order of the table; people of other patterns are only counted",
    ]
    return picture(table, panels, [columns["given_share"]], *notes, columns=len(panels))


def _tone(series: int, _: int) -> str:
    return colour(series)
