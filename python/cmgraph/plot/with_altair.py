"""Pictures drawn with altair."""

import json
import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from .palette import BAND_OPACITY, FONT, GREY, GRID, INK, TEXT_SIZE, TITLE_SIZE
from .picture import Area, Axis, Boxes, Circles, Dots, Mark, Panel, Path, Picture, Segments, Texts

# Rows of each mark, by name.
Data = dict[str, list[dict[str, Any]]]
DASH = [5, 4]
HALO = 3.0
PADDING = 12


def draw(picture: Picture) -> Any:
    """The picture as an ``altair.ConcatChart``. No global theme is touched."""
    data: Data = {}
    panels = [_panel(panel, data) for panel in picture.panels]
    title = alt.TitleParams(
        text=picture.title,
        subtitle=list(picture.subtitle),
        anchor="start",
        frame="bounds",
        offset=14,
        fontSize=TITLE_SIZE,
        color=INK,
        subtitlePadding=6,
    )
    # All at once: each method of a chart copies the whole of it.
    chart = alt.concat(
        *panels,
        columns=picture.columns,
        title=title,
        spacing=22,
        padding=PADDING,
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(x="independent", y="independent")),
        config=alt.Config(
            font=FONT,
            background="white",
            view=alt.ViewConfig(stroke=None),
            title=alt.TitleConfig(
                subtitleFontSize=TEXT_SIZE,
                subtitleColor=GREY,
                subtitleLineHeight=TEXT_SIZE * 1.4,
            ),
            axis=alt.AxisConfig(
                labelFontSize=TEXT_SIZE,
                labelColor=INK,
                titleFontSize=TEXT_SIZE,
                titleFontWeight="normal",
                titleColor=GREY,
                gridColor=GRID,
                domainColor=GRID,
                tickColor=GRID,
                labelLimit=400,
                labelPadding=5,
            ),
            text=alt.MarkConfig(fontSize=TEXT_SIZE),
        ),
    )
    chart.datasets = data
    return chart


def _panel(panel: Panel, data: Data) -> Any:
    x, y = _x(panel.x), _y(panel.y)
    # Axes hang on a layer of their own: there may be no marks at all.
    corner = [{"x": panel.x.low, "y": panel.y.low}]
    layers = [_chart(data, corner).mark_point(opacity=0).encode(x=x, y=y)]
    layers += [_mark(mark, x, y, data) for mark in panel.marks]
    # What is measured up the side is written above it, where it can be read without turning the head.
    heading: dict[str, Any] = {"text": panel.title or panel.y.title}
    if panel.title and panel.y.title:
        heading["subtitle"] = panel.y.title
    size: dict[str, Any] = {"width": panel.width, "height": panel.height}
    if panel.title or panel.y.title:
        size["title"] = alt.TitleParams(
            **heading,
            anchor="start",
            frame="group",
            fontSize=TEXT_SIZE + (1 if panel.title else 0),
            fontWeight="bold" if panel.title else "normal",
            color=INK if panel.title else GREY,
            offset=6,
            subtitlePadding=4,
        )
    return alt.layer(*layers, **size)


def _chart(data: Data, rows: list[dict[str, Any]]) -> alt.Chart:
    """Rows by name: altair copies a chart many times on the way, and would copy every row with it."""
    name = f"marks_{len(data)}"
    data[name] = rows
    return alt.Chart(alt.NamedData(name=name))


def _scale(axis: Axis) -> alt.Scale:
    return alt.Scale(domain=[axis.low, axis.high], reverse=axis.reverse, nice=False, zero=False)


def _ticks(axis: Axis) -> dict[str, Any]:
    values = [value for value, _ in axis.ticks]
    texts = [text.split("\n") for _, text in axis.ticks]
    # The texts are those of the picture, whatever the browser's language; a place is looked up by its value.
    return {
        "values": values,
        "labelExpr": f"{json.dumps(texts)}[indexof({json.dumps(values)}, datum.value)]",
        "grid": axis.grid,
    }


def _x(axis: Axis) -> alt.X:
    shown = alt.Axis(
        title=axis.title or None,
        labelFlush=False,
        labelOverlap=False,
        domain=bool(axis.ticks),
        **_ticks(axis),
    )
    return alt.X("x:Q", scale=_scale(axis), axis=shown)


def _y(axis: Axis) -> alt.Y:
    shown = alt.Axis(title=None, domain=False, ticks=False, labelOverlap=False, **_ticks(axis))
    return alt.Y("y:Q", scale=_scale(axis), axis=shown)


def _mark(mark: Mark, x: alt.X, y: alt.Y, data: Data) -> Any:
    rows: list[dict[str, Any]]
    style: dict[str, Any] = {"strokeDash": DASH} if getattr(mark, "dashed", False) else {}
    tips: Sequence[str | None]
    match mark:
        case Area():
            rows = [
                {"x": at, "y": low, "y2": high}
                for at, low, high in zip(mark.x, mark.low, mark.high, strict=True)
            ]
            return (
                _chart(data, rows)
                .mark_area(color=mark.colour, opacity=BAND_OPACITY, line=False)
                .encode(x=x, y=y, y2="y2:Q")
            )
        case Path():
            rows = [{"x": a, "y": b, "i": i} for i, (a, b) in enumerate(zip(mark.x, mark.y, strict=True))]
            return (
                _chart(data, rows)
                .mark_line(color=mark.colour, strokeWidth=mark.width, **style)
                .encode(x=x, y=y, order="i:Q")
            )
        case Dots():
            tips = mark.tips or [None] * len(mark.x)
            rows = [{"x": a, "y": b, "tip": tip} for a, b, tip in zip(mark.x, mark.y, tips, strict=True)]
            seen: dict[str, Any] = (
                {"opacity": 0.0, "size": 80} if mark.size == 0 else {"opacity": 1.0, "size": mark.size}
            )
            dots = _chart(data, rows).mark_point(
                color=mark.colour, filled=not mark.hollow, strokeWidth=1.3, **seen
            )
            return _with_tips(dots.encode(x=x, y=y), bool(mark.tips))
        case Circles():
            tips = mark.tips or [None] * len(mark.x)
            rows = [
                {"x": a, "y": b, "size": size, "fill": fill, "tip": tip}
                for a, b, size, fill, tip in zip(mark.x, mark.y, mark.sizes, mark.colours, tips, strict=True)
            ]
            circles = _chart(data, rows).mark_circle(opacity=1.0, stroke="white", strokeWidth=0.8)
            circles = circles.encode(
                x=x,
                y=y,
                size=alt.Size("size:Q", scale=None, legend=None),
                color=alt.Color("fill:N", scale=None),
            )
            return _with_tips(circles, bool(mark.tips))
        case Segments():
            rows = [
                {"x": a, "y": b, "x2": c, "y2": d}
                for a, b, c, d in zip(mark.x0, mark.y0, mark.x1, mark.y1, strict=True)
            ]
            rule = _chart(data, rows).mark_rule(
                color=mark.colour, strokeWidth=mark.width, opacity=mark.opacity, **style
            )
            return rule.encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
        case Boxes():
            tips = mark.tips or [None] * len(mark.x0)
            rows = [
                {"x": a, "y": b, "x2": c, "y2": d, "fill": fill, "tip": tip}
                for a, b, c, d, fill, tip in zip(
                    mark.x0, mark.y0, mark.x1, mark.y1, mark.colours, tips, strict=True
                )
            ]
            boxes = _chart(data, rows).mark_rect(opacity=mark.opacity)
            boxes = boxes.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=alt.Color("fill:N", scale=None))
            return _with_tips(boxes, bool(mark.tips))
        case Texts():
            rows = [
                {"x": a, "y": b, "text": text.split("\n"), "fill": fill}
                for a, b, text, fill in zip(mark.x, mark.y, mark.texts, mark.colours, strict=True)
                if not math.isnan(b)
            ]
            said: dict[str, Any] = {
                "align": mark.align,
                "baseline": "middle",
                "dx": mark.dx,
                "fontWeight": "bold" if mark.bold else "normal",
                "lineHeight": TEXT_SIZE * 1.2,
            }
            chart = _chart(data, rows).encode(x=x, y=y, text="text:N")
            words = chart.mark_text(**said).encode(color=alt.Color("fill:N", scale=None))
            if not mark.halo:
                return words
            around = chart.mark_text(**said, stroke="white", strokeWidth=HALO, strokeJoin="round")
            return alt.layer(around, words)


def _with_tips(chart: Any, tips: bool) -> Any:
    return chart.encode(tooltip=alt.Tooltip("tip:N", title=" ")) if tips else chart
