"""Which ranking finds those who help later."""

from collections.abc import Mapping
from typing import Final

from ..axes import row_axis, value_axis
from ..captions import TableLike
from ..palette import BLUE, GREY, VERMILION, text_width
from ..picture import Boxes, Mark, Panel, Picture, Segments, Texts
from .frame import ROW_HEIGHT, WIDTH, floats, nothing, picture

FORMULA, SOURCE, NDCG, LOW, HIGH = "formula", "source", "ndcg", "ndcg_low", "ndcg_high"
COLOURS: Final[Mapping[str, str]] = {"ours": VERMILION, "rival": BLUE, "baseline": GREY}
# Beside the colours, which print and not every eye tell apart.
MARKED: Final[Mapping[str, str]] = {"ours": " ours", "baseline": " baseline"}
KEY = (
    "ours in red, baselines in grey, products and textbooks in blue and unmarked; "
    "1 is the best order, drawn by lot is near 0"
)


def backtest(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for each formula with its interval, the best first; ours stand out."""
    columns = table.to_dict()
    values, low, high = (floats(columns[name]) for name in (NDCG, LOW, HIGH))
    rows = [row for row, value in enumerate(values) if value is not None]
    if not rows:
        return nothing(table)
    marks: list[Mark] = []
    tips, texts, inks = [], [], []
    ends = [0.0] * len(values)
    for row in rows:
        value, left, right = values[row] or 0.0, low[row], high[row]
        ink = COLOURS.get(columns[SOURCE][row], GREY)
        sure = "" if left is None or right is None else f" ({left:.2f} to {right:.2f})"
        tips.append(f"{columns[FORMULA][row]}: NDCG {value:.2f}{sure}")
        texts.append(f"{value:.2f}{MARKED.get(columns[SOURCE][row], '')}")
        inks.append(ink)
        ends[row] = max(value, right or 0.0)
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
    words = Texts([ends[row] for row in rows], [float(row) for row in rows], texts, inks, dx=7)
    width = WIDTH * 0.7
    panel = Panel(
        [boxes, *marks, words],
        value_axis([1.0], "NDCG of the people put first", pixels=width),
        row_axis([str(name) for name in columns[FORMULA]]),
        width,
        ROW_HEIGHT * len(values),
        right=max(map(text_width, texts)) + 20,
    )
    return picture(table, [panel], [columns[NDCG]], KEY)
