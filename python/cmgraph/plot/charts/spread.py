"""Seed training: reach by number of seeds, other choices, and the course by round."""

from collections.abc import Mapping

from ..axes import count_axis, number, share_axis
from ..captions import TableLike
from ..picture import Panel, Picture
from ..shapes import Curve, curve_marks, end_labels
from .frame import HEIGHT, WIDTH, colour, floats, groups, layered, nothing, percent_bars, picture

ASSUMED = "under an assumption that the export cannot confirm: see the table spread"


def spread(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share of colleagues whom each choice of seeds reaches, under each assumption."""
    columns = table.to_dict()
    if not columns["choice"]:
        return nothing(table)
    found = groups(columns, "assumption")
    panels = []
    for name, rows in found.items():
        share, low, high = (floats(rows[column]) for column in ("share", "share_low", "share_high"))
        title = "share of colleagues who get the word" if name == columns["assumption"][-1] else ""
        panels.append(percent_bars(rows["choice"], share, low, high, title=title, head=name))
    return picture(table, panels, [columns["share"]], "random: mean, lowest and highest of the choices")


def spread_by_unit(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """The share of each unit that gets the word."""
    columns = table.to_dict()
    if not columns["unit"]:
        return nothing(table)
    share, low, high = (floats(columns[column]) for column in ("share", "share_low", "share_high"))
    title = "share of the unit that gets the word"
    panel = percent_bars(columns["unit"], share, low, high, people=columns["people"], title=title)
    return picture(table, [panel], [columns["share"]], ASSUMED)


def spread_curve(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """How many are enough: the share reached by the number of people trained first."""
    columns = table.to_dict()
    if not columns["seeds"]:
        return nothing(table)
    share, low, high = (floats(columns[column]) for column in ("share", "share_low", "share_high"))
    places = [0.0, *map(float, columns["seeds"])]
    reach = floats(columns["reach"])
    tips = [
        "",
        *(
            f"{k} first: {number(r)} people" if r is not None else ""
            for k, r in zip(columns["seeds"], reach, strict=True)
        ),
    ]
    curve = Curve(places, [0.0, *share], colour(0), [0.0, *low], [0.0, *high], tips=tips)
    x = count_axis(places, "people trained first", pixels=WIDTH)
    y = share_axis([0.0, *share, *high], "share of colleagues who get the word", pixels=HEIGHT)
    return picture(
        table, [Panel(layered(curve_marks(curve)), x, y, WIDTH, HEIGHT)], [columns["share"]], ASSUMED
    )


def spread_rounds(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A word and a habit, round by round."""
    columns = table.to_dict()
    if not columns["round"]:
        return nothing(table)
    found = groups(columns, "what")
    last = max(columns["round"])
    curves = []
    for i, (name, rows) in enumerate(found.items()):
        places, total = [float(at) for at in rows["round"]], floats(rows["total"])
        tips = [
            f"{name}, round {at}: {number(t)} people" if t is not None else ""
            for at, t in zip(rows["round"], total, strict=True)
        ]
        # What has ended stays where it is.
        if places[-1] < last:
            places, total, tips = [*places, float(last)], [*total, total[-1]], [*tips, ""]
        curves.append(Curve(places, total, colour(i), label=name, tips=tips))
    x = count_axis([float(last)], "round", pixels=WIDTH)
    y = count_axis([v for curve in curves for v in curve.y], "people", pixels=HEIGHT)
    labels, room = end_labels(curves, x, y, HEIGHT)
    marks = [mark for curve in curves for mark in curve_marks(curve)]
    panel = Panel([*marks, *labels], x, y, WIDTH, HEIGHT, right=room)
    return picture(table, [panel], [columns["total"]], ASSUMED)
