"""What all charts share: sizes, words, rows cut by a column, and what is shown where there is nothing to show."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..axes import percent, row_axis, share_axis
from ..captions import TableLike, captions
from ..labels import cut, wrap
from ..palette import GREY, SERIES, text_width
from ..picture import Area, Axis, Mark, Panel, Picture, Texts
from ..shapes import bar_rows

WIDTH = 560.0
HEIGHT = 300.0
SMALL_WIDTH = 200.0
SMALL_HEIGHT = 110.0
SMALL_COLUMNS = 4
ROW_HEIGHT = 22.0


def picture(
    table: TableLike,
    panels: Sequence[Panel],
    shown: Sequence[Sequence[Any]],
    *notes: str,
    columns: int = 1,
    title: str | None = None,
) -> Picture:
    """Panels under the title of the table and the lines that say what they rest on."""
    title = title or table.title
    if not panels:
        return nothing(table)
    across = max(1, min(columns, len(panels)))
    pixels = max(sum(panel.width + panel.right + 40 for panel in panels[:across]), WIDTH)
    lines = [line for text in captions(table, shown, *notes) for line in wrap(text, pixels)]
    return Picture(title, lines, panels, across)


def layered(marks: Sequence[Mark]) -> list[Mark]:
    """Bands lie below everything else, so that no line takes the colour of another's band."""
    return sorted(marks, key=lambda mark: not isinstance(mark, Area))


def nothing(table: TableLike) -> Picture:
    """An answer as well: that there is nothing to draw, and the first warning for a reason."""
    warnings = table.provenance.get("warnings") or []
    why = table.provenance.get("privacy", {}).get("withheld") or (warnings[0] if warnings else "no rows")
    lines = [line for text in captions(table) for line in wrap(text, WIDTH)]
    words = "\n".join(wrap(f"nothing to draw: {why}", WIDTH - 40))
    panel = Panel([Texts([0.0], [0.5], [words], [GREY])], Axis(0, 1, []), Axis(0, 1, []), WIDTH, 60.0)
    return Picture(table.title, lines, [panel])


def colour(at: int) -> str:
    """The colour of the series at that place; beyond the palette it starts again."""
    return SERIES[at % len(SERIES)]


def groups(columns: dict[str, list[Any]], by: str) -> dict[str, dict[str, list[Any]]]:
    """The rows of each value of a column, in the order in which the values come; one group without it."""
    if by not in columns:
        return {"": columns}
    found: dict[str, list[int]] = {}
    for row, value in enumerate(columns[by]):
        found.setdefault("" if value is None else str(value), []).append(row)
    return {
        value: {name: [column[row] for row in rows] for name, column in columns.items()}
        for value, rows in found.items()
    }


def floats(column: Sequence[Any]) -> list[float | None]:
    """Numbers of a column, missing ones kept."""
    return [None if value is None else float(value) for value in column]


def words(name: str) -> str:
    """A name from a table as words."""
    return name.replace("_", " ")


def between(low: float | None, high: float | None) -> str:
    """An interval of a share in words; nothing where there is none."""
    return "" if low is None or high is None else f" ({percent(low)} to {percent(high)})"


def people_text(count: int | None) -> str:
    """So many people; nothing where that is not known."""
    return "" if count is None else "1 person" if count == 1 else f"{count:,} people"


def day_text(day: date) -> str:
    """A day as it is told when pointed at."""
    return day.isoformat()


def percent_bars(
    names: Sequence[str],
    share: Sequence[float | None],
    low: Sequence[float | None] | None = None,
    high: Sequence[float | None] | None = None,
    *,
    people: Sequence[int | None] | None = None,
    after: Sequence[str] | None = None,
    title: str = "",
    head: str = "",
    absent: str = "not shown",
) -> Panel:
    """A bar in each row, with its interval, behind it the share, the people and what else is to be said."""
    texts, tips, ends = [], [], []
    for row, value in enumerate(share):
        count = "" if people is None or people[row] is None else f", {people_text(people[row])}"
        more = "" if after is None else after[row]
        interval = between(low[row], high[row]) if low is not None and high is not None else ""
        told = "" if value is None else percent(value, 0.001 if 0 < value < 0.1 else 0.01)
        texts.append("" if value is None else f"{told}{count}{more}")
        tips.append("" if value is None else f"{names[row]}: {told}{interval}{count}{more}")
        ends.append(max(value or 0.0, (high[row] if high is not None else None) or 0.0))
    width = WIDTH * 0.7
    x = share_axis([1.0], title, pixels=width * 0.8)
    rows = row_axis([cut(words(name)) for name in names])
    marks = bar_rows(share, low, high, texts, tips=tips, absent_word=absent)
    # The words behind a bar may reach beyond the axis.
    room = max(
        (text_width(text) - (1 - end) * width for text, end in zip(texts, ends, strict=True)), default=0.0
    )
    height = ROW_HEIGHT * 1.25 * len(names)
    return Panel(marks, x, rows, width, height, title=words(head), right=max(room + 12, 24.0))
