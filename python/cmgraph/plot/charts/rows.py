"""Rows of a list with one or more measures side by side: dots with intervals, or bars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..axes import count_axis, number, percent, row_axis, share_axis, value_axis
from ..captions import TableLike
from ..labels import cut
from ..palette import text_width
from ..picture import Axis, Mark, Panel, Picture
from ..shapes import NOT_SHOWN, bar_rows, interval_rows, notches
from .frame import ROW_HEIGHT, WIDTH, colour, floats, nothing, picture

# As many as one can look at.
MOST_ROWS = 30
# Less than any measure can tell.
TINY = 1e-9


@dataclass(frozen=True)
class Measure:
    """A column that is drawn: its title, its name, what kind of number it is, and what chance would give."""

    title: str
    name: str
    kind: Literal["share", "count", "value", "index"] = "share"
    low: str = ""
    high: str = ""
    expected: str = ""
    bars: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """The columns of the interval."""
        return self.low or f"{self.name}_low", self.high or f"{self.name}_high"

    def text(self, value: float) -> str:
        """The value as it is written: few digits, as many as tell."""
        if self.kind == "share":
            return percent(value, 0.001 if 0 < value < 0.1 else 0.01)
        if self.kind == "count":
            return number(value)
        return f"{value:.2f}" if self.kind == "index" else _short(value)

    def axis(self, values: Sequence[float | None], pixels: float) -> Axis:
        """From zero, or from -1 to 1 for an index."""
        if self.kind == "share":
            return share_axis(values, "", pixels=pixels)
        if self.kind == "count":
            return count_axis(values, "", pixels=pixels)
        if self.kind == "index":
            return value_axis(values, "", pixels=pixels, low=-1.0, high=1.0)
        return value_axis(values, "", pixels=pixels)


def _short(value: float) -> str:
    if value == 0:
        # Not -0, which is a sum of nothing.
        return "0"
    if abs(value) < TINY:
        return f"<{TINY:.0e}".replace("e-0", "e-")
    if 0.001 <= abs(value) < 1e5:
        return f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:.1e}"


def row_panels(
    names: Sequence[str],
    columns: Mapping[str, list[Any]],
    order: Sequence[int],
    measures: Sequence[Measure],
    *,
    across: int | None = None,
    width: float | None = None,
    told: Sequence[str] | None = None,
    absent_word: str = NOT_SHOWN,
    same_axis: bool = False,
    tones: Callable[[int], str] = colour,
) -> list[Panel]:
    """A panel for each measure that the table has, a row for each name; ``order`` says which rows of the table.

    With ``same_axis`` all shares can be compared from panel to panel.
    """
    found = [measure for measure in measures if measure.name in columns]
    across = max(1, min(across or len(found), len(found) or 1))
    width = width or max(WIDTH / across, 150.0)
    told = told or names
    hidden = columns.get("suppressed") or []
    absent = [NOT_SHOWN if hidden and hidden[row] else absent_word for row in order]
    cells = {measure.name: _cells(columns, order, measure) for measure in found}
    shares = [v for m in found if m.kind == "share" for part in cells[m.name] for v in part]
    panels = []
    for i, measure in enumerate(found):
        values, low, high, expected = cells[measure.name]
        every = shares if same_axis and measure.kind == "share" else [*values, *low, *high, *expected]
        x = measure.axis(every, width)
        tips = [
            f"{told[row]}: {measure.title} {_told(measure, values[row], low[row], high[row], expected[row])}"
            if values[row] is not None
            else ""
            for row in range(len(names))
        ]
        # Only what has an interval shows one.
        marks: list[Mark] = notches(expected) if measure.expected else []
        right = 20.0
        if measure.bars:
            texts = ["" if value is None else measure.text(value) for value in values]
            sure = any(v is not None for v in low)
            marks += bar_rows(
                values,
                low if sure else None,
                high if sure else None,
                texts,
                colour=tones(i),
                tips=tips,
                absent_word=absent,
            )
            right += max(map(text_width, texts), default=0.0)
        else:
            marks += interval_rows(
                values,
                low,
                high,
                colour=tones(i),
                tips=tips,
                absent_word=absent,
                absent_at=x.low,
            )
        rows = row_axis(names if i % across == 0 else [""] * len(names))
        height = ROW_HEIGHT * max(len(names), 1)
        panels.append(Panel(marks, x, rows, width, height, title=measure.title, right=right))
    return panels


def _cells(
    columns: Mapping[str, list[Any]], order: Sequence[int], measure: Measure
) -> tuple[list[float | None], list[float | None], list[float | None], list[float | None]]:
    def of(name: str) -> list[float | None]:
        every = floats(columns[name]) if name in columns else []
        return [every[row] if every else None for row in order]

    low, high = measure.ends
    return of(measure.name), of(low), of(high), of(measure.expected)


def _told(
    measure: Measure, value: float | None, low: float | None, high: float | None, expected: float | None
) -> str:
    text = "" if value is None else measure.text(value)
    if low is not None and high is not None:
        text += f" ({measure.text(low)} to {measure.text(high)})"
    if expected is not None:
        text += f", by chance {measure.text(expected)}"
    return text


def rows_picture(
    table: TableLike,
    names: Sequence[str],
    order: Sequence[int],
    measures: Sequence[Measure],
    *notes: str,
    across: int | None = None,
    told: Sequence[str] | None = None,
    absent_word: str = NOT_SHOWN,
    same_axis: bool = False,
) -> Picture:
    """A whole picture of such panels. Gaps are counted in the rows that are drawn."""
    columns = table.to_dict()
    empty = [m for m in measures[1:] if m.name in columns and _no_number(columns, m.name)]
    measures = [measure for measure in measures if measure not in empty]
    panels = row_panels(
        names,
        columns,
        order,
        measures,
        across=across,
        told=told,
        absent_word=absent_word,
        same_axis=same_axis,
    )
    if not panels or not order:
        return nothing(table)
    # Of the first measure: others may have no number for reasons of their own, which their rows show.
    first = next(measure for measure in measures if measure.name in columns)
    gaps = [columns[first.name]] if len(order) == len(columns[first.name]) else []
    unknown = f"without any number: {', '.join(measure.title for measure in empty)}" if empty else ""
    across = min(across or len(panels), len(panels))
    return picture(table, panels, gaps, *notes, unknown, columns=across)


def _no_number(columns: Mapping[str, list[Any]], name: str) -> bool:
    """Nothing is known of it, in rows that may be shown."""
    hidden = columns.get("suppressed") or [False] * len(columns[name])
    shown = [value for value, gone in zip(columns[name], hidden, strict=True) if not gone]
    return bool(shown) and all(value is None for value in shown)


def largest(sizes: Sequence[float | None], most: int = MOST_ROWS) -> list[int]:
    """The rows with the largest sizes, at most so many; a row without one comes last."""
    return sorted(range(len(sizes)), key=lambda row: (-(-1.0 if (s := sizes[row]) is None else s), row))[
        :most
    ]


def by_name(rows: Sequence[int], names: Sequence[str | None]) -> list[int]:
    """The rows by name: a chart to look something up in, not a list of the best and the worst."""
    return sorted(rows, key=lambda row: (names[row] or "", row))


def headed(name: str, people: int | None) -> str:
    """A name with the people in brackets."""
    return cut(name) if people is None else f"{cut(name)} ({people:,})"


def left_out(drawn: int, rows: int, what: str) -> str:
    """Says that not all are drawn."""
    return f"{what}; {rows - drawn:,} more stand in the table" if drawn < rows else ""
