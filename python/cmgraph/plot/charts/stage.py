"""Which stage a community is in, as far as that can be told."""

from collections.abc import Mapping

from ..axes import percent
from ..captions import TableLike
from ..labels import cut
from ..palette import GREY, INK, contrast, shade, text_width
from ..picture import Axis, Boxes, Mark, Panel, Picture, Texts
from .frame import ROW_HEIGHT, floats, nothing, picture, words

COMMUNITY, STAGE, PROBABILITY, PEOPLE = "community", "stage", "probability", "people"
NOT_ENOUGH = "not enough data"
# A column for the probability of each stage.
PREFIX = "p_"
CELL = 84.0
MOST_ROWS = 36


def stage(table: TableLike, _: Mapping[str, TableLike]) -> Picture:
    """A row for each community, a cell for the probability of each stage, and what can be said."""
    columns = table.to_dict()
    names = [name for name in columns if name.startswith(PREFIX)]
    if not columns[COMMUNITY] or not names:
        return nothing(table)
    left = ""
    if len(columns[COMMUNITY]) > MOST_ROWS:
        kept = [row for row, value in enumerate(columns[PROBABILITY]) if value is not None]
        left = f"{len(columns[COMMUNITY]) - len(kept):,} without a stage are not drawn"
        columns = {name: [column[row] for row in kept] for name, column in columns.items()}
    rows = len(columns[COMMUNITY])
    x0, y0, shades, texts, inks, tips = [], [], [], [], [], []
    for column, name in enumerate(names):
        for row, value in enumerate(floats(columns[name])):
            if value is None:
                continue
            x0.append(float(column))
            y0.append(float(row))
            shades.append(shade(value))
            texts.append(percent(value))
            inks.append(INK if contrast(shades[-1], INK) >= 4.5 else "#FFFFFF")
            tips.append(f"{columns[COMMUNITY][row]}: {words(name[len(PREFIX) :])} {percent(value)}")
    marks: list[Mark] = []
    if x0:
        gap = 0.5 / CELL
        marks = [
            Boxes(
                [at - 0.5 + gap for at in x0],
                [at - 0.5 + 0.5 / ROW_HEIGHT for at in y0],
                [at + 0.5 - gap for at in x0],
                [at + 0.5 - 0.5 / ROW_HEIGHT for at in y0],
                shades,
                tips=tips,
            ),
            Texts(x0, y0, texts, inks, align="center"),
        ]
    said = [words(columns[STAGE][row]) if columns[STAGE][row] else "not shown" for row in range(rows)]
    sure = floats(columns[PROBABILITY])
    tones = [INK if sure[row] is not None and said[row] != "unclear" else GREY for row in range(rows)]
    places = [float(row) for row in range(rows)]
    marks.append(Texts([len(names) - 0.5] * rows, places, said, tones, dx=10))
    heads = [
        cut(name) if people is None else f"{cut(name)} ({people:,})"
        for name, people in zip(columns[COMMUNITY], columns[PEOPLE], strict=True)
    ]
    ticks = [(float(i), words(name[len(PREFIX) :])) for i, name in enumerate(names)]
    x = Axis(-0.5, len(names) - 0.5, ticks, "probability of the stage")
    y = Axis(-0.5, rows - 0.5, list(enumerate(heads)), reverse=True)
    room = 14 + max(map(text_width, said), default=0.0)
    panel = Panel(marks, x, y, CELL * len(names), ROW_HEIGHT * rows, right=room)
    about = table.provenance.get("parameters", {})
    note = "active people in brackets"
    if least := about.get("min_probability"):
        note += f"; unclear: no stage has a probability of {least}"
    # Without a stage there are no probabilities, and the row says so.
    why = "why there are not enough data stands in the table" if NOT_ENOUGH in columns[STAGE] else ""
    return picture(table, [panel], [columns[STAGE]], note, why, left)
