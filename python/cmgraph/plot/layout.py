"""Where the panels of a picture stand, for libraries that do not find out by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from .axes import longest
from .palette import TEXT_SIZE, TITLE_SIZE
from .picture import Panel, Picture

MARGIN = 14.0
GAP = 26.0
LINE = TEXT_SIZE * 1.4


@dataclass(frozen=True)
class Placed:
    """A panel, and the upper left corner of its axes in pixels."""

    panel: Panel
    left: float
    top: float


@dataclass(frozen=True)
class Layout:
    """Size of the whole in pixels, the middle of each line of its head from above, and its panels."""

    width: float
    height: float
    title: float
    subtitle: Sequence[float]
    panels: Sequence[Placed]


def layout(picture: Picture, letter: float) -> Layout:
    """Places of everything; ``letter`` is the mean width of a letter as a share of the size of the type."""
    first = MARGIN + TITLE_SIZE * 1.3 + 6
    head = first + LINE * len(picture.subtitle) + 12
    columns = max(1, min(picture.columns, len(picture.panels)))
    rows = [picture.panels[i : i + columns] for i in range(0, len(picture.panels), columns)]
    lefts = [max(_left(row[c], letter) for row in rows if c < len(row)) for c in range(columns)]
    widths = [
        max(row[c].width + _right(row[c], letter) for row in rows if c < len(row)) for c in range(columns)
    ]
    heights = [max(panel.height + above(panel) + below(panel) for panel in row) for row in rows]
    width = 2 * MARGIN + sum(lefts) + sum(widths) + GAP * (columns - 1)
    longest_line = max(map(len, picture.subtitle), default=0)
    width = max(width, 2 * MARGIN + letter * max(TEXT_SIZE * longest_line, TITLE_SIZE * len(picture.title)))
    placed, top = [], head
    for row, height in zip(rows, heights, strict=True):
        left = MARGIN
        for c, panel in enumerate(row):
            left += lefts[c]
            placed.append(Placed(panel, left, top + above(panel)))
            left += widths[c] + GAP
        top += height + GAP
    return Layout(
        width=width,
        height=head + sum(heights) + GAP * (len(rows) - 1) + MARGIN,
        title=MARGIN,
        subtitle=[first + i * LINE for i in range(len(picture.subtitle))],
        panels=placed,
    )


def above(panel: Panel) -> float:
    """Room for what is written above the axes."""
    return (TEXT_SIZE + 9) * (bool(panel.title) + bool(panel.y.title))


def below(panel: Panel) -> float:
    """Room for what is written below the axes."""
    lines = max((text.count("\n") + 1 for _, text in panel.x.ticks), default=0)
    return 8 + TEXT_SIZE * 1.3 * lines + (TEXT_SIZE * 1.8 if panel.x.title else 0)


def _left(panel: Panel, letter: float) -> float:
    return max(longest(text for _, text in panel.y.ticks) + 12, _beyond(panel, letter))


def _right(panel: Panel, letter: float) -> float:
    return max(panel.right, _beyond(panel, letter))


def _beyond(panel: Panel, letter: float) -> float:
    """How far what is written below reaches beyond a narrow panel, to either side."""
    return max(letter * TEXT_SIZE * len(panel.x.title) - panel.width, 0.0) / 2
