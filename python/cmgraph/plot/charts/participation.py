"""Who only reads and who writes, as measured."""

from collections.abc import Mapping

from ..axes import percent
from ..captions import TableLike
from ..picture import Picture
from .frame import floats, groups, nothing, percent_bars, picture

WHO, GROUP, CLASS, PEOPLE = "who", "group", "class", "people"
SHARE, LOW, HIGH, PEOPLE_SHARE = "share", "share_low", "share_high", "people_share"


def participation_groups(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """What part of all posts and replies the most active, the next and the rest made."""
    columns = table.to_dict()
    if not columns[GROUP]:
        return nothing(table)
    panels = []
    for who, rows in groups(columns, WHO).items():
        of = floats(rows[PEOPLE_SHARE])
        names = [
            name if share is None else f"{name}: {percent(share, 0.001 if share < 0.1 else 0.01)} of people"
            for name, share in zip(rows[GROUP], of, strict=True)
        ]
        share, low, high = (floats(rows[name]) for name in (SHARE, LOW, HIGH))
        title = "share of all posts and replies" if who == columns[WHO][-1] else ""
        panels.append(percent_bars(names, share, low, high, people=rows[PEOPLE], title=title, head=who))
    return picture(table, panels, [columns[SHARE]], "people by rank of what they wrote")


def participation_classes(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for the share of people in each class, in the order of the table."""
    columns = table.to_dict()
    if not columns[CLASS]:
        return nothing(table)
    panels = []
    for who, rows in groups(columns, WHO).items():
        share, low, high = (floats(rows[name]) for name in (SHARE, LOW, HIGH))
        title = "share of the people who could have taken part" if who == columns[WHO][-1] else ""
        panels.append(percent_bars(rows[CLASS], share, low, high, people=rows[PEOPLE], title=title, head=who))
    return picture(table, panels, [columns[SHARE]])
