"""The drawing of the graph: members where the layout put them, and the ties among them."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ..captions import TableLike
from ..labels import LINE_HEIGHT, cut
from ..palette import GREY, INK, PALE, SERIES, text_width
from ..picture import Axis, Circles, Mark, Panel, Picture, Segments, Texts
from .frame import nothing, people_text, picture
from .ranking import member_names

MEMBER, NAME, UNIT, X, Y, CONTACTS = "member", "name", "unit", "x", "y", "contacts"
ARCS, FROM, TO, WEIGHT = "arcs", "from", "to", "weight"
COMMUNITIES, COMMUNITY = "community_members", "community"
TITLE = "Who interacts with whom"
PANEL_WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 640.0, 300.0, 600.0
# Room for the circles at the edge, in pixels.
EDGE = 20.0
# Areas in square pixels.
SMALLEST, LARGEST = 14.0, 420.0
# More ties than so many a member are a grey cloud; the strongest are drawn.
TIES_A_MEMBER = 4
WIDTHS = (0.6, 1.0, 1.6, 2.6, 4.0)
TIE = "#7D8893"
NAMED = 12
# Where there is no room beside the circle a name stands so far away, in one of so many directions, with a line.
FAR = (16.0, 28.0, 42.0, 58.0, 76.0, 96.0, 118.0)
DIRECTIONS = 16
# Bold letters are wider.
BOLD = 1.12
LONGEST_NAME, PSEUDONYM = 24, 12
OTHERS, UNKNOWN = "others", "unit not known"


class GraphLike(Protocol):
    """What the drawing needs to know of a :class:`cmgraph.Graph`."""

    def drawing(self, /, *, members: int = 150) -> TableLike: ...
    def arcs(self, /) -> TableLike: ...
    def community_members(self, /) -> TableLike: ...


@dataclass(frozen=True)
class Tie:
    """Two places in the table of the drawing, and the weight of both ways."""

    one: int
    other: int
    weight: float


@dataclass(frozen=True)
class Spot:
    """A circle in pixels, from the left and the bottom."""

    x: float
    y: float
    radius: float


def drawing(table: TableLike, tables: Mapping[str, TableLike]) -> Picture:
    """A circle for each member drawn, its area by contacts, with the ties where the arcs are given beside it.

    Colours are those of the four largest communities where these are given, else of the four largest units.
    """
    columns = table.to_dict()
    if not columns.get(MEMBER):
        return nothing(table)
    x, y, width, height = _axes(columns[X], columns[Y])
    contacts = [int(n or 0) for n in columns[CONTACTS]]
    most = max(max(contacts), 1)
    sizes = [SMALLEST + (LARGEST - SMALLEST) * n / most for n in contacts]
    names = member_names(columns)
    labels, what = _labels(columns, tables.get(COMMUNITIES))
    tones, key = _colours(labels, what)
    ties = _ties(columns[MEMBER], tables[ARCS]) if ARCS in tables else []
    shown = _strongest(ties, len(names))
    marks: list[Mark] = _lines(shown, columns[X], columns[Y])
    tips = [
        f"{name}{f', {label}' if label else ''}: {people_text(n)} in contact"
        for name, label, n in zip(names, labels, contacts, strict=True)
    ]
    # Small ones lie on large ones.
    order = sorted(range(len(names)), key=lambda i: (-sizes[i], i))
    marks.append(
        Circles(
            [columns[X][i] for i in order],
            [columns[Y][i] for i in order],
            [sizes[i] for i in order],
            [tones[i] for i in order],
            [tips[i] for i in order],
        )
    )
    spots = [
        Spot(
            (a - x.low) / (x.high - x.low) * width,
            (b - y.low) / (y.high - y.low) * height,
            math.sqrt(s / math.pi),
        )
        for a, b, s in zip(columns[X], columns[Y], sizes, strict=True)
    ]
    # A pseudonym is told apart by its first letters.
    known = columns.get(NAME) or [None] * len(names)
    short = [cut(name, LONGEST_NAME if known[i] else PSEUDONYM) for i, name in enumerate(names)]
    named = _names(short, contacts, spots, (width, height), x, y)
    marks += named
    words, room = _legend(key, x, y, height)
    panel = Panel([*marks, *words], x, y, width, height, right=room)
    return picture(
        table,
        [panel],
        [],
        *_notes(ties, shown, what, sum(isinstance(mark, Texts) for mark in named)),
        title=TITLE,
    )


def _strongest(ties: Sequence[Tie], members: int) -> list[Tie]:
    """The strongest of all, but the strongest of each member first: nobody with a tie is drawn without one."""
    order = sorted(ties, key=lambda tie: (-tie.weight, tie.one, tie.other))
    reached: set[int] = set()
    first: list[Tie] = []
    rest: list[Tie] = []
    for tie in order:
        (rest if {tie.one, tie.other} <= reached else first).append(tie)
        reached |= {tie.one, tie.other}
    return first + rest[: max(TIES_A_MEMBER * members - len(first), 0)]


def _notes(ties: Sequence[Tie], shown: Sequence[Tie], what: str, named: int) -> list[str]:
    notes = ["area of a circle: contacts among those drawn" + (f"; colour: {what}" if what else "")]
    if ties:
        some = (
            f"ties, the strongest {len(shown):,} of {len(ties):,}" if len(shown) < len(ties) else "all ties"
        )
        notes.append(f"lines: {some}; the thicker the heavier")
    if named:
        notes.append(f"names: of the {NAMED} with most contacts, where there is room")
    return notes


def _axes(xs: Sequence[float], ys: Sequence[float]) -> tuple[Axis, Axis, float, float]:
    """Axes on which a step to the side is as long as one up."""
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    inner = PANEL_WIDTH - 2 * EDGE
    scale = inner / (right - left) if right > left else 0.0
    tallest = MOST_HEIGHT - 2 * EDGE
    if (top - bottom) * scale > tallest or (scale == 0.0 and top > bottom):
        scale = tallest / (top - bottom)
    scale = scale or 1.0
    height = min(max((top - bottom) * scale + 2 * EDGE, LEAST_HEIGHT), MOST_HEIGHT)
    across, up = PANEL_WIDTH / scale / 2, height / scale / 2
    x, y = (left + right) / 2, (bottom + top) / 2
    return Axis(x - across, x + across, []), Axis(y - up, y + up, []), PANEL_WIDTH, height


def _labels(columns: Mapping[str, list[Any]], communities: TableLike | None) -> tuple[list[str | None], str]:
    """What a member is coloured by, and what that is; nothing where nothing is known."""
    units = columns.get(UNIT) or []
    if communities is None:
        return (_level(units), "unit") if any(units) else ([None] * len(columns[MEMBER]), "")
    of = dict(zip(communities.column(MEMBER), communities.column(COMMUNITY), strict=True))
    found = [of.get(member) for member in columns[MEMBER]]
    return [
        None if number is None else f"community {number}" for number in found
    ], "community that the ties show"


def _level(units: Sequence[str | None]) -> list[str | None]:
    """Paths cut where colours tell most apart: most members are then in one of the four largest but the first."""
    depth = max(unit.count("/") + 1 for unit in units if unit)
    best: list[str | None] = list(units)
    told = -1
    for level in range(1, depth + 1):
        cut_ = ["/".join(unit.split("/")[:level]) if unit else None for unit in units]
        sizes = sorted(Counter(unit for unit in cut_ if unit).values(), reverse=True)
        apart = sum(sizes[1 : len(SERIES)])
        if apart > told:
            best, told = cut_, apart
    return best


def _colours(labels: Sequence[str | None], what: str) -> tuple[list[str], list[tuple[str, str]]]:
    """A colour for each member, and a line of the legend for each colour."""
    if not what:
        return [SERIES[0]] * len(labels), []
    counts = Counter(label for label in labels if label)
    largest = sorted(counts, key=lambda label: (-counts[label], label))[: len(SERIES)]
    tone = dict(zip(largest, SERIES, strict=False))
    key = [(f"{cut(label, 30)} ({counts[label]:,})", tone[label]) for label in largest]
    if rest := sum(counts.values()) - sum(counts[label] for label in largest):
        key.append((f"{OTHERS} ({rest:,})", GREY))
    if unknown := sum(not label for label in labels):
        key.append((f"{UNKNOWN} ({unknown:,})", PALE))
    return [tone.get(label, GREY) if label else PALE for label in labels], key


def _ties(members: Sequence[str], arcs: TableLike) -> list[Tie]:
    """Ties among those drawn: both ways added up."""
    place = {member: at for at, member in enumerate(members)}
    weights: dict[tuple[int, int], float] = {}
    for source, target, weight in zip(arcs.column(FROM), arcs.column(TO), arcs.column(WEIGHT), strict=True):
        one, other = place.get(source), place.get(target)
        if one is None or other is None or not weight:
            continue
        pair = (min(one, other), max(one, other))
        weights[pair] = weights.get(pair, 0.0) + weight
    return [Tie(*pair, weight) for pair, weight in sorted(weights.items())]


def _lines(ties: Sequence[Tie], x: Sequence[float], y: Sequence[float]) -> list[Mark]:
    """Weak ties below, in a few widths; each twice as strong as the one before."""
    if not ties:
        return []
    top = max(tie.weight for tie in ties)
    classes: dict[int, list[Tie]] = {}
    for tie in ties:
        halvings = 0
        while halvings < len(WIDTHS) - 1 and tie.weight <= top / 2 ** (halvings + 1):
            halvings += 1
        classes.setdefault(len(WIDTHS) - 1 - halvings, []).append(tie)
    return [
        Segments(
            [x[tie.one] for tie in classes[at]],
            [y[tie.one] for tie in classes[at]],
            [x[tie.other] for tie in classes[at]],
            [y[tie.other] for tie in classes[at]],
            TIE,
            WIDTHS[at],
            opacity=0.3,
        )
        for at in sorted(classes)
    ]


Box = tuple[float, float, float, float]


def _names(
    names: Sequence[str],
    contacts: Sequence[int],
    spots: Sequence[Spot],
    size: tuple[float, float],
    x: Axis,
    y: Axis,
) -> list[Mark]:
    """Names of those with most contacts, near their circle; left out where they would cover something."""
    width, height = size
    circles = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    taken: list[Box] = []
    marks: list[Mark] = []

    def across(pixels: float) -> float:
        return x.low + pixels / width * (x.high - x.low)

    def up(pixels: float) -> float:
        return y.low + pixels / height * (y.high - y.low)

    order = sorted(range(len(names)), key=lambda i: (-contacts[i], i))
    leaders: list[Box] = []
    for i in order[:NAMED]:
        text = names[i]
        wide = text_width(text) * BOLD
        others = [circle for at, circle in enumerate(circles) if at != i]
        fine = [
            place
            for place in _places(spots[i], wide)
            if place.box[0] >= 0 and place.box[1] >= 0 and place.box[2] <= width and place.box[3] <= height
            if not any(_overlap(place.box, other) for other in (*taken, *others))
            if not any(_overlap(step, other) for step in place.way for other in taken)
        ]
        # Best a line that crosses no circle either.
        clear = (p for p in fine if not any(_overlap(step, other) for step in p.way for other in others))
        place = next(clear, fine[0] if fine else None)
        if place is not None:
            taken += [place.box, *place.way]
            if place.leader:
                leaders.append(place.leader)
            at = [across(place.x)], [up(place.y)]
            marks.append(Texts(*at, [text], [INK], align=place.align, bold=True, halo=True))
    if leaders:
        x0, y0, x1, y1 = (list(ends) for ends in zip(*leaders, strict=True))
        ends = [*map(across, x0)], [*map(up, y0)], [*map(across, x1)], [*map(up, y1)]
        marks.insert(0, Segments(*ends, INK, 1.0))
    return marks


@dataclass(frozen=True)
class Place:
    """Where a name may stand, in pixels, and a line from the circle to it where it is far."""

    align: Literal["left", "center", "right"]
    x: float
    y: float
    wide: float
    leader: Box | None = None

    @property
    def box(self) -> Box:
        """What it covers."""
        left = self.x - {"left": 0.0, "center": self.wide / 2, "right": self.wide}[self.align]
        return left - 2, self.y - LINE_HEIGHT / 2, left + self.wide + 2, self.y + LINE_HEIGHT / 2

    @property
    def way(self) -> list[Box]:
        """Small boxes along the line."""
        return _along(self.leader) if self.leader else []


def _places(spot: Spot, wide: float) -> Iterator[Place]:
    """The nearest first."""
    gap, over = spot.radius + 4, spot.radius + LINE_HEIGHT / 2
    yield Place("left", spot.x + gap, spot.y, wide)
    yield Place("right", spot.x - gap, spot.y, wide)
    yield Place("center", spot.x, spot.y + over, wide)
    yield Place("center", spot.x, spot.y - over, wide)
    for far in FAR:
        for turn in range(DIRECTIONS):
            angle = 2 * math.pi * turn / DIRECTIONS
            dx, dy = math.cos(angle), math.sin(angle)
            end_x, end_y = spot.x + dx * (spot.radius + far), spot.y + dy * (spot.radius + far)
            leader = (spot.x + dx * spot.radius, spot.y + dy * spot.radius, end_x, end_y)
            align: Literal["left", "center", "right"] = "left" if dx >= 0 else "right"
            yield Place(align, end_x + (3 if dx >= 0 else -3), end_y, wide, leader)


def _along(leader: Box) -> list[Box]:
    """Small boxes on a line, to see what lies on it."""
    x0, y0, x1, y1 = leader
    steps = max(int(math.hypot(x1 - x0, y1 - y0) / 4), 1)
    at = [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps)]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in at]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(key: Sequence[tuple[str, str]], x: Axis, y: Axis, height: float) -> tuple[list[Mark], float]:
    """The words of the legend in the colours they explain, from the top down at the right."""
    if not key:
        return [], 0.0
    places = [y.high - (at + 0.7) * LINE_HEIGHT * 1.2 / height * (y.high - y.low) for at in range(len(key))]
    texts, tones = [text for text, _ in key], [tone for _, tone in key]
    # Words in the pale colour could not be read.
    inks = [GREY if tone == PALE else tone for tone in tones]
    marks: list[Mark] = [
        Circles([x.high] * len(key), places, [70.0] * len(key), tones),
        Texts([x.high] * len(key), places, texts, inks, dx=9, bold=True),
    ]
    return marks, 16 + max(map(text_width, texts))
