"""Pictures drawn with matplotlib, without its global state."""

import io
import math
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from .layout import MARGIN, layout
from .palette import BAND_OPACITY, GREY, GRID, INK, TEXT_SIZE, TITLE_SIZE
from .picture import Area, Axis, Boxes, Circles, Dots, Mark, Panel, Path, Picture, Segments, Texts

DPI = 100
# A point is 1/72 inch, a pixel 1/100.
POINT = 72 / DPI
# Its own font is wider than those that browsers have.
WIDE_LETTER = 0.6
HALO = 3.0
# In widths of the line.
DASH = (0, (2.8, 2.2))


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=2 * DPI)
    return out.getvalue()


def draw(picture: Picture) -> Any:
    """The picture as a ``matplotlib.figure.Figure``, every place computed from the sizes of its panels."""
    placed = layout(picture, WIDE_LETTER)
    width, height = placed.width, placed.height
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
    # Notebooks show what has this method, also where pyplot has not been imported.
    vars(figure)["_repr_png_"] = partial(_png, figure)

    def place(x: float, y: float) -> tuple[float, float]:
        return x / width, 1 - y / height

    figure.text(
        *place(MARGIN, placed.title),
        picture.title,
        size=TITLE_SIZE * POINT,
        weight="bold",
        color=INK,
        va="top",
    )
    for top, text in zip(placed.subtitle, picture.subtitle, strict=True):
        figure.text(*place(MARGIN, top), text, size=TEXT_SIZE * POINT, color=GREY, va="top")
    for each in placed.panels:
        panel = each.panel
        x, y = place(each.left, each.top + panel.height)
        _panel(figure.add_axes((x, y, panel.width / width, panel.height / height)), panel)
    return figure


def _panel(axes: Axes, panel: Panel) -> None:
    size = TEXT_SIZE * POINT
    axes.set_xlim(panel.x.low, panel.x.high)
    axes.set_ylim(*_range(panel.y))
    axes.set_xticks([at for at, _ in panel.x.ticks], [text for _, text in panel.x.ticks], size=size)
    axes.set_yticks([at for at, _ in panel.y.ticks], [text for _, text in panel.y.ticks], size=size)
    axes.tick_params(axis="x", colors=INK, length=4, color=GRID, pad=4)
    axes.tick_params(axis="y", colors=INK, length=0, pad=5)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GRID)
    axes.spines["bottom"].set_visible(bool(panel.x.ticks))
    axes.set_axisbelow(True)
    for axis, which in ((panel.x, axes.xaxis), (panel.y, axes.yaxis)):
        if axis.grid:
            which.grid(True, color=GRID, linewidth=0.8)
    if panel.x.title:
        axes.set_xlabel(panel.x.title, size=size, color=GREY, labelpad=5)
    above = 8.0
    for text, weight, color in ((panel.y.title, "normal", GREY), (panel.title, "bold", INK)):
        if text:
            axes.annotate(
                text,
                (0, 1),
                xytext=(0, above * POINT),
                xycoords="axes fraction",
                textcoords="offset points",
                size=size,
                color=color,
                weight=weight,
            )
            above += TEXT_SIZE + 5
    for mark in panel.marks:
        _mark(axes, mark)


def _range(axis: Axis) -> tuple[float, float]:
    return (axis.high, axis.low) if axis.reverse else (axis.low, axis.high)


def _mark(axes: Axes, mark: Mark) -> None:
    match mark:
        case Area():
            axes.fill_between(mark.x, mark.low, mark.high, color=mark.colour, alpha=BAND_OPACITY, linewidth=0)
        case Path():
            axes.plot(
                mark.x,
                mark.y,
                color=mark.colour,
                linewidth=mark.width * POINT,
                linestyle=DASH if mark.dashed else "-",
                solid_joinstyle="round",
            )
        case Dots():
            if mark.size > 0:
                axes.scatter(
                    mark.x,
                    mark.y,
                    # Both libraries measure the area, here in points.
                    s=mark.size * POINT**2,
                    facecolors="none" if mark.hollow else mark.colour,
                    edgecolors=mark.colour,
                    linewidths=1.3 * POINT,
                    clip_on=False,
                    zorder=3,
                )
        case Circles():
            axes.scatter(
                mark.x,
                mark.y,
                s=[size * POINT**2 for size in mark.sizes],
                facecolors=list(mark.colours),
                edgecolors="white",
                linewidths=0.8 * POINT,
                clip_on=False,
                zorder=3,
            )
        case Segments():
            ends = zip(mark.x0, mark.y0, mark.x1, mark.y1, strict=True)
            axes.add_collection(
                LineCollection(
                    [[(a, b), (c, d)] for a, b, c, d in ends],
                    colors=mark.colour,
                    linewidths=mark.width * POINT,
                    linestyles=DASH if mark.dashed else "-",
                    alpha=mark.opacity,
                    zorder=2.5,
                ),
                autolim=False,
            )
        case Boxes():
            for a, b, c, d, colour in zip(mark.x0, mark.y0, mark.x1, mark.y1, mark.colours, strict=True):
                axes.fill_between([a, c], b, d, color=colour, alpha=mark.opacity, linewidth=0)
        case Texts():
            for x, y, text, colour in zip(mark.x, mark.y, mark.texts, mark.colours, strict=True):
                if math.isnan(y):
                    continue
                axes.annotate(
                    text,
                    (x, y),
                    xytext=(mark.dx * POINT, 0),
                    textcoords="offset points",
                    size=TEXT_SIZE * POINT,
                    color=colour,
                    ha=mark.align,
                    va="center_baseline",
                    weight="bold" if mark.bold else "normal",
                    annotation_clip=False,
                    path_effects=[withStroke(linewidth=HALO * POINT, foreground="white")]
                    if mark.halo
                    else None,
                    zorder=4,
                )
