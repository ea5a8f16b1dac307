"""Which suggestions find those who answer."""

from collections.abc import Mapping
from typing import Any, Final

from ..axes import row_axis, share_axis, value_axis
from ..captions import TableLike
from ..palette import BLUE, GREY, VERMILION, text_width
from ..picture import Boxes, Mark, Panel, Picture, Segments, Texts
from .frame import ROW_HEIGHT, WIDTH, floats, nothing, picture

METHOD, SOURCE, MRR, SUCCESS = "method", "source", "mrr", "success_5"
COLOURS: Final[Mapping[str, str]] = {"ours": VERMILION, "rival": BLUE, "baseline": GREY}
# Beside the colours, which print and not every eye tell apart.
MARKED: Final[Mapping[str, str]] = {"ours": " ours", "baseline": " baseline"}
KEY = "ours in red, textbook rankings in blue, what anybody would try first in grey; bars end in their intervals"


def routing_backtest(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """Two bars for each method with their intervals, the highest MRR first: MRR and success at 5."""
    columns = table.to_dict()
    if not any(value is not None for value in columns[MRR]):
        return nothing(table)
    panels = [
        _bars(columns, MRR, "mean of 1 / place of the first who answered (MRR)"),
        _bars(columns, SUCCESS, "questions with somebody who answered among the first 5"),
    ]
    return picture(table, panels, [columns[MRR]], KEY, columns=2)


def _bars(columns: Mapping[str, list[Any]], name: str, title: str) -> Panel:
    """A bar for each method that ends in its interval."""
    values, low, high = (floats(columns[name + end]) for end in ("", "_low", "_high"))
    share = name == SUCCESS
    rows = [row for row, value in enumerate(values) if value is not None]
    marks: list[Mark] = []
    tips, texts, inks, ends = [], [], [], []
    for row in rows:
        value, left, right = values[row] or 0.0, low[row], high[row]
        source = columns[SOURCE][row]
        ink = COLOURS.get(source, GREY)
        sure = "" if left is None or right is None else f" ({_told(left, share)} to {_told(right, share)})"
        tips.append(f"{columns[METHOD][row]}: {_told(value, share)}{sure}")
        texts.append(_told(value, share) + MARKED.get(source, ""))
        inks.append(ink)
        ends.append(max(value, right or 0.0))
        if left is not None and right is not None:
            middle = float(row)
            marks.append(Segments([left], [middle], [right], [middle], ink, 2.0))
            for edge in (left, right):
                marks.append(Segments([edge], [middle - 0.12], [edge], [middle + 0.12], ink, 2.0))
    boxes = Boxes(
        [0.0] * len(rows),
        [row - 0.34 for row in rows],
        [values[row] or 0.0 for row in rows],
        [row + 0.34 for row in rows],
        inks,
        opacity=0.35,
        tips=tips,
    )
    words = Texts(ends, [float(row) for row in rows], texts, inks, dx=7)
    width = WIDTH * 0.42
    axis = (share_axis if share else value_axis)([max(ends)], title, pixels=width)
    names = row_axis([str(name) for name in columns[METHOD]])
    right = max(map(text_width, texts)) + 20
    return Panel([boxes, *marks, words], axis, names, width, ROW_HEIGHT * len(values), right=right)


def _told(value: float, share: bool) -> str:
    return f"{100 * value:.0f}%" if share else f"{value:.2f}"
