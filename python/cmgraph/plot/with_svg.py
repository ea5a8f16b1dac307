"""Pictures written as SVG, by nothing but the standard library.

What notebooks show under every result has to be there at once, be small, and need neither a library nor the
network. It has no menus and cannot be zoomed: that is what altair is for.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib.util import find_spec
from os import PathLike
from pathlib import Path as FilePath

from .layout import Placed, layout
from .palette import BAND_OPACITY, FONT, GREY, GRID, INK, TEXT_SIZE, TITLE_SIZE
from .picture import Area, Axis, Boxes, Circles, Dots, Mark, Panel, Path, Picture, Segments, Texts

# Of the fonts that browsers have.
LETTER = 0.56
LINE = TEXT_SIZE * 1.2
HALO = 3.0
ANCHOR = {"left": "start", "center": "middle", "right": "end"}

# From values to pixels.
Scale = Callable[[float], float]


class Svg:
    """A chart as SVG, which notebooks show as it is.

    Examples
    --------
    >>> import cmgraph as cg
    >>> chart = cg.example().adoption().plot(backend="svg")
    >>> chart.text.startswith("<svg ")
    True
    >>> chart.save("adoption.svg")  # doctest: +SKIP
    """

    def __init__(self, text: str) -> None:
        #: The SVG.
        self.text = text

    def __repr__(self) -> str:
        return f"<cmgraph.plot.Svg: {len(self.text):,} characters>"

    def _repr_svg_(self) -> str:
        return self.text

    def save(self, path: str | PathLike[str], scale: float = 2.0) -> None:
        """Writes a file.

        Parameters
        ----------
        path : str or os.PathLike
            Where to write it; the name ends with ``.svg`` or ``.png``.
        scale : float
            Pixels of a PNG for each pixel of the chart.

        Raises
        ------
        ValueError
            For another ending.
        ImportError
            For a PNG where vl-convert-python is not installed: ``pip install 'cmgraph[plot]'``.
        """
        file = FilePath(path)
        ending = file.suffix.lower()
        if ending == ".svg":
            file.write_text(self.text + "\n", encoding="utf-8")
        elif ending == ".png":
            if find_spec("vl_convert") is None:
                raise ImportError(
                    "a PNG needs vl-convert-python: pip install 'cmgraph[plot]'", name="vl_convert"
                )
            import vl_convert

            file.write_bytes(vl_convert.svg_to_png(self.text, scale=scale))
        else:
            raise ValueError(f"path: found {file.name!r}, expected a name that ends with .svg or .png")


def draw(picture: Picture) -> Svg:
    """The picture as SVG."""
    placed = layout(picture, LETTER)
    width, height = math.ceil(placed.width), math.ceil(placed.height)
    said = escape(". ".join([picture.title, *picture.subtitle]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" style="max-width:100%;height:auto;background:white" '
        f'font-family="{escape(FONT)}" font-size="{TEXT_SIZE}" fill="{INK}">',
        # Programs that show files know nothing of the style above.
        f'<rect width="{width}" height="{height}" fill="white"/>',
        _words(14, placed.title + TITLE_SIZE, picture.title, size=TITLE_SIZE, bold=True, middle=False),
    ]
    for top, line in zip(placed.subtitle, picture.subtitle, strict=True):
        parts.append(_words(14, top + TEXT_SIZE, line, colour=GREY, middle=False))
    for panel in placed.panels:
        parts.extend(_panel(panel))
    parts.append("</svg>")
    return Svg("\n".join(parts))


def _panel(placed: Placed) -> Iterator[str]:
    panel, bottom = placed.panel, placed.panel.height
    x, y = _scale(panel.x, panel.width, False), _scale(panel.y, panel.height, not panel.y.reverse)
    yield f'<g transform="translate({_n(placed.left)} {_n(placed.top)})">'
    yield from _headings(panel)
    for at, _ in panel.y.ticks:
        if panel.y.grid:
            yield _line(0, y(at), panel.width, y(at), GRID, 0.8)
    for at, text in panel.x.ticks:
        if panel.x.grid:
            yield _line(x(at), 0, x(at), bottom, GRID, 0.8)
        yield _line(x(at), bottom, x(at), bottom + 4, GRID, 1)
        yield _words(x(at), bottom + 6 + TEXT_SIZE, text, align="center", middle=False)
    if panel.x.ticks:
        yield _line(0, bottom, panel.width, bottom, GRID, 1)
    for at, text in panel.y.ticks:
        yield _words(-7, y(at), text, align="right")
    if panel.x.title:
        lines = max((text.count("\n") + 1 for _, text in panel.x.ticks), default=0)
        down = bottom + 8 + TEXT_SIZE * (1.3 * lines + 1.2)
        yield _words(panel.width / 2, down, panel.x.title, GREY, "center", middle=False)
    for mark in panel.marks:
        yield from _mark(mark, x, y)
    yield "</g>"


def _headings(panel: Panel) -> Iterator[str]:
    up = -8.0
    for text, colour, bold in ((panel.y.title, GREY, False), (panel.title, INK, True)):
        if text:
            yield _words(0, up, text, colour, bold=bold, middle=False)
            up -= TEXT_SIZE + 7


def _scale(axis: Axis, length: float, upwards: bool) -> Scale:
    span = (axis.high - axis.low) or 1.0

    def place(value: float) -> float:
        share = (value - axis.low) / span
        return length * (1 - share if upwards else share)

    return place


def _mark(mark: Mark, x: Scale, y: Scale) -> Iterator[str]:
    match mark:
        case Area():
            there = [_point(x(a), y(b)) for a, b in zip(mark.x, mark.high, strict=True)]
            back = [_point(x(a), y(b)) for a, b in zip(mark.x, mark.low, strict=True)]
            around = " ".join([*there, *reversed(back)])
            yield f'<polygon points="{around}" fill="{mark.colour}" fill-opacity="{BAND_OPACITY}"/>'
        case Path():
            points = " ".join(_point(x(a), y(b)) for a, b in zip(mark.x, mark.y, strict=True))
            yield (
                f'<polyline points="{points}" fill="none" stroke="{mark.colour}" stroke-width="{_n(mark.width)}" '
                f'stroke-linejoin="round"{_dash(mark.dashed)}/>'
            )
        case Dots():
            # The size is an area; that of dots which are only pointed at is room for the pointer.
            r = _n(math.sqrt((mark.size or 80) / math.pi))
            colour = "white" if mark.hollow else mark.colour
            style = f'fill="{colour}" stroke="{mark.colour}" stroke-width="1.3"'
            if mark.size == 0:
                if not mark.tips:
                    return
                style = 'fill-opacity="0"'
            yield f"<g {style}>"
            for a, b, tip in zip(mark.x, mark.y, _tips(mark.tips, len(mark.x)), strict=True):
                yield _round(x(a), y(b), r, "", tip)
            yield "</g>"
        case Circles():
            yield '<g stroke="white" stroke-width="0.8">'
            tips = _tips(mark.tips, len(mark.x))
            for a, b, size, fill, tip in zip(mark.x, mark.y, mark.sizes, mark.colours, tips, strict=True):
                yield _round(x(a), y(b), _n(math.sqrt(size / math.pi)), f' fill="{fill}"', tip)
            yield "</g>"
        case Segments():
            ends = zip(mark.x0, mark.y0, mark.x1, mark.y1, strict=True)
            d = "".join(f"M{_point(x(a), y(b), ' ')}L{_point(x(c), y(e), ' ')}" for a, b, c, e in ends)
            if d:
                yield (
                    f'<path d="{d}" stroke="{mark.colour}" stroke-width="{_n(mark.width)}" '
                    f'stroke-opacity="{_n(mark.opacity, 2)}"{_dash(mark.dashed)}/>'
                )
        case Boxes():
            yield f'<g fill-opacity="{_n(mark.opacity, 2)}">'
            tips = _tips(mark.tips, len(mark.x0))
            corners = zip(mark.x0, mark.y0, mark.x1, mark.y1, mark.colours, tips, strict=True)
            for a, b, c, e, fill, tip in corners:
                left, right = sorted((x(a), x(c)))
                top, low = sorted((y(b), y(e)))
                yield _tipped(
                    "rect",
                    f'x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" height="{_n(low - top)}" '
                    f'fill="{fill}"',
                    tip,
                )
            yield "</g>"
        case Texts():
            for a, b, text, colour in zip(mark.x, mark.y, mark.texts, mark.colours, strict=True):
                if not math.isnan(b):
                    yield _words(
                        x(a) + mark.dx, y(b), text, colour, mark.align, bold=mark.bold, halo=mark.halo
                    )


def _words(
    x: float,
    y: float,
    text: str,
    colour: str = INK,
    align: str = "left",
    size: float = TEXT_SIZE,
    bold: bool = False,
    halo: bool = False,
    middle: bool = True,
) -> str:
    """Lines of text; ``y`` is their middle, or the base of the first."""
    lines = text.split("\n")
    if middle:
        y += 0.35 * size - LINE * (len(lines) - 1) / 2
    style = "" if colour == INK else f' fill="{colour}"'
    style += "" if align == "left" else f' text-anchor="{ANCHOR[align]}"'
    style += "" if size == TEXT_SIZE else f' font-size="{size}"'
    style += ' font-weight="bold"' if bold else ""
    style += (
        f' stroke="white" stroke-width="{HALO}" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    )
    return "".join(
        f'<text x="{_n(x)}" y="{_n(y + i * LINE)}"{style}>{escape(line, quote=False)}</text>'
        for i, line in enumerate(lines)
    )


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, width: float) -> str:
    return (
        f'<path d="M{_point(x0, y0, " ")}L{_point(x1, y1, " ")}" stroke="{colour}" stroke-width="{width}"/>'
    )


def _round(x: float, y: float, r: str, style: str, tip: str | None) -> str:
    return _tipped("circle", f'cx="{_n(x)}" cy="{_n(y)}" r="{r}"{style}', tip)


def _tipped(tag: str, attributes: str, tip: str | None) -> str:
    if not tip:
        return f"<{tag} {attributes}/>"
    return f"<{tag} {attributes}><title>{escape(tip, quote=False)}</title></{tag}>"


def _tips(tips: Sequence[str], n: int) -> Sequence[str | None]:
    return tips or [None] * n


def _dash(dashed: bool) -> str:
    return ' stroke-dasharray="5 4"' if dashed else ""


def _point(x: float, y: float, between: str = ",") -> str:
    return f"{_n(x)}{between}{_n(y)}"


def _n(value: float, digits: int = 1) -> str:
    """Short, and the same on every machine."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
