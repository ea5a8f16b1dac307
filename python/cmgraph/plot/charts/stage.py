"""Which stage a community is in, as far as that can be told."""

from collections.abc import Mapping

from ..axes import percent, row_axis, share_axis
from ..captions import TableLike, meaning
from ..labels import cut
from ..picture import Panel, Picture
from ..shapes import bar_rows
from .frame import ROW_HEIGHT, SMALL_WIDTH, WIDTH, floats, groups, nothing, picture, words

COMMUNITY, STAGE, PROBABILITY = "community", "stage", "probability"
SMALL_COLUMNS = 3


def stage(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for the probability of each stage; a panel for each community where there are several."""
    columns = table.to_dict()
    if not columns[STAGE]:
        return nothing(table)
    found = groups(columns, COMMUNITY)
    wide = WIDTH * 0.7 if len(found) == 1 else SMALL_WIDTH
    panels = []
    for name, rows in found.items():
        values = floats(rows[PROBABILITY])
        texts = ["" if value is None else percent(value) for value in values]
        tips = [f"{stage}: {text}" for stage, text in zip(rows[STAGE], texts, strict=True)]
        marks = bar_rows(values, None, None, texts, tips=tips)
        names = row_axis([cut(words(stage)) for stage in rows[STAGE]])
        x = share_axis([1.0], "probability" if len(found) == 1 else "", pixels=wide * 0.7)
        height = ROW_HEIGHT * len(values)
        panels.append(Panel(marks, x, names, wide, height, title=cut(name, 30), right=32.0))
    note = meaning(table, PROBABILITY)
    return picture(table, panels, [columns[PROBABILITY]], note, columns=SMALL_COLUMNS)
