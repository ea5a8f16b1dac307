"""Who only reads and who writes, as measured."""

from collections.abc import Mapping

from ..axes import percent, row_axis, share_axis
from ..captions import TableLike, meaning
from ..labels import cut
from ..palette import text_width
from ..picture import Panel, Picture
from ..shapes import bar_rows
from .frame import ROW_HEIGHT, WIDTH, between, floats, nothing, picture, words

CATEGORY, PEOPLE, SHARE, LOW, HIGH = "category", "people", "share", "share_low", "share_high"


def participation(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for the share of people in each category, in the order of the table."""
    columns = table.to_dict()
    if not columns[CATEGORY]:
        return nothing(table)
    share = floats(columns[SHARE])
    low, high = (floats(columns[name]) if name in columns else None for name in (LOW, HIGH))
    people = columns.get(PEOPLE) or [None] * len(share)
    texts, tips = [], []
    for row, value in enumerate(share):
        count = "" if people[row] is None else f", {people[row]:,} people"
        interval = between(low[row], high[row]) if low and high else ""
        texts.append("" if value is None else f"{percent(value, 0.001 if value < 0.1 else 0.01)}{count}")
        tips.append("" if value is None else f"{columns[CATEGORY][row]}: {percent(value)}{interval}{count}")
    width = WIDTH * 0.7
    x = share_axis([1.0], meaning(table, SHARE, "share of people"), pixels=width)
    names = row_axis([cut(words(name)) for name in columns[CATEGORY]])
    marks = bar_rows(share, low, high, texts, tips=tips)
    room = max((text_width(text) for text in texts), default=0.0) + 12
    panel = Panel(marks, x, names, width, ROW_HEIGHT * 1.25 * len(share), right=room)
    return picture(table, [panel], [share])
