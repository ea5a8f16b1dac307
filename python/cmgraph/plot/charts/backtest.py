"""Which ranking finds those who help later, and which classes products see."""

from collections.abc import Mapping

from ..captions import TableLike
from ..palette import BLUE, GREY, PALE
from ..picture import Picture
from .frame import floats, nothing, percent_bars, picture
from .rows import Measure, by_size, row_panels

FORMULA, SOURCE, NDCG, OURS = "formula", "source", "ndcg", "ours"


def backtest(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A bar for each formula with its interval, the best first; ours in colour, baselines pale."""
    columns = table.to_dict()
    if not columns[FORMULA]:
        return nothing(table)
