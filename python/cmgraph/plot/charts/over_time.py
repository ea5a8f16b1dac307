"""The interaction graph over time."""

from collections.abc import Mapping

from ..axes import count_axis, day_axis, day_number, number, percent, share_axis
from ..captions import TableLike
from ..picture import Panel, Picture
from ..shapes import Curve, curve_marks, end_labels, no_numbers
from .frame import HEIGHT, WIDTH, colour, day_text, floats, nothing, picture

TO = "to"
# Column, title, whether it is a share.
DRAWN = (
    ("connected", "members with an arc", False),
    ("both_ways", "pairs with interaction both ways", True),
    ("transitivity", "contacts who are tied to each other", True),
)
PANEL_WIDTH, PANEL_HEIGHT = WIDTH * 0.46, HEIGHT * 0.5


def graph_over_time(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A small curve for each measure, at the end of its window."""
    columns = table.to_dict()
    if not columns.get(TO):
        return nothing(table)
    days = columns[TO]
    x = day_axis(days, "", pixels=PANEL_WIDTH)
    places = [day_number(day) for day in days]
    panels = []
    for i, (name, title, is_share) in enumerate(DRAWN):
        values = floats(columns[name])
        text = percent if is_share else number
        axis = share_axis if is_share else count_axis
        y = axis(values, "", pixels=PANEL_HEIGHT)
        tips = [
            f"up to {day_text(day)}: {text(value)}" if value is not None else ""
            for day, value in zip(days, values, strict=True)
        ]
        last = next((value for value in reversed(values) if value is not None), None)
        if last is None:
            marks, room = no_numbers(x, y), 0.0
        else:
            curve = Curve(places, values, colour(i), label=text(last), tips=tips)
            labels, room = end_labels([curve], x, y, PANEL_HEIGHT)
            marks = [*curve_marks(curve), *labels]
        panels.append(Panel(marks, x, y, PANEL_WIDTH, PANEL_HEIGHT, title=title, right=room))
    about = table.provenance.get("parameters", {})
    period, trailing = about.get("period"), about.get("trailing")
    note = "each point: a window that ends there; windows overlap, so neighbours are not independent"
    if period and trailing:
        note = f"each point: the {trailing} {period}s before it; windows overlap, so neighbours are not independent"
    return picture(table, panels, [columns[name] for name, _, _ in DRAWN], note, columns=2)
