"""What a chart consists of, whichever library draws it.

Charts are made of a few marks on plain number axes: days are numbers with written ticks, and so are the rows
of a list. A library that is to draw them has to know nothing about tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Numbers = Sequence[float]


@dataclass(frozen=True)
class Axis:
    """Range, ticks with their texts, and what is measured."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    title: str = ""
    grid: bool = False
    # Rows of a list are read from the top.
    reverse: bool = False


@dataclass(frozen=True)
class Area:
    """A band between two lines."""

    x: Numbers
    low: Numbers
    high: Numbers
    colour: str


@dataclass(frozen=True)
class Path:
    """A line through points."""

    x: Numbers
    y: Numbers
    colour: str
    width: float = 2.0
    dashed: bool = False


@dataclass(frozen=True)
class Dots:
    """Points; size 0 is for what is said when pointed at alone."""

    x: Numbers
    y: Numbers
    colour: str
    size: float = 36.0
    hollow: bool = False
    tips: Sequence[str] = ()


@dataclass(frozen=True)
class Circles:
    """Points that differ in area and colour, with a white rim."""

    x: Numbers
    y: Numbers
    sizes: Numbers
    colours: Sequence[str]
    tips: Sequence[str] = ()


@dataclass(frozen=True)
class Segments:
    """Straight pieces, such as intervals."""

    x0: Numbers
    y0: Numbers
    x1: Numbers
    y1: Numbers
    colour: str
    width: float = 1.5
    dashed: bool = False
    opacity: float = 1.0


@dataclass(frozen=True)
class Boxes:
    """Bars and cells."""

    x0: Numbers
    y0: Numbers
    x1: Numbers
    y1: Numbers
    colours: Sequence[str]
    opacity: float = 1.0
    tips: Sequence[str] = ()


@dataclass(frozen=True)
class Texts:
    """Words at points: ``align`` is where the point is of the words, ``dx`` how far away, in pixels.

    With a halo they can be read on lines.
    """

    x: Numbers
    y: Numbers
    texts: Sequence[str]
    colours: Sequence[str]
    align: Literal["left", "center", "right"] = "left"
    dx: float = 0.0
    bold: bool = False
    halo: bool = False


Mark = Area | Path | Dots | Circles | Segments | Boxes | Texts


@dataclass(frozen=True)
class Panel:
    """Marks on a pair of axes. Sizes are in pixels, without what stands around the axes."""

    marks: Sequence[Mark]
    x: Axis
    y: Axis
    width: float
    height: float
    title: str = ""
    # Words to the right of the axes need room; how much is for libraries that do not find out.
    right: float = 0.0


@dataclass(frozen=True)
class Picture:
    """A titled chart of one or more panels."""

    title: str
    subtitle: Sequence[str]
    panels: Sequence[Panel]
    columns: int = 1
