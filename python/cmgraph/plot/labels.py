"""Words in a picture: cut, wrapped, and kept from lying on each other."""

import textwrap
from collections.abc import Sequence

from .palette import LETTER, TEXT_SIZE

# Lines of type need this distance, in pixels.
LINE_HEIGHT = TEXT_SIZE * 1.35
LONGEST_NAME = 34


def apart(places: Sequence[float], low: float, high: float, distance: float) -> list[float]:
    """Moves places as little as it takes for neighbours to be ``distance`` apart, inside ``low`` to ``high``.

    Where there is no room for that they are spread evenly.

    >>> apart([0.0, 1.0, 50.0], 0.0, 100.0, 10.0)
    [0.0, 10.0, 50.0]
    """
    count = len(places)
    if count > 1 and (count - 1) * distance >= high - low:
        order = sorted(range(count), key=lambda i: places[i])
        step = (high - low) / (count - 1)
        spread = [0.0] * count
        for rank, i in enumerate(order):
            spread[i] = low + rank * step
        return spread
    order = sorted(range(count), key=lambda i: places[i])
    moved = [0.0] * count
    # Groups of neighbours that touch move together, to the mean of where they would like to be.
    groups: list[tuple[list[int], float]] = []
    for i in order:
        members, start = [i], min(max(places[i], low), high)
        while groups and groups[-1][1] + len(groups[-1][0]) * distance > start + 1e-9:
            members = groups.pop()[0] + members
            mean = sum(places[m] - rank * distance for rank, m in enumerate(members)) / len(members)
            start = min(max(mean, low), high - (len(members) - 1) * distance)
        groups.append((members, start))
    for members, start in groups:
        for rank, i in enumerate(members):
            moved[i] = start + rank * distance
    return moved


def cut(name: str, longest: int = LONGEST_NAME) -> str:
    """A name of at most so many letters. Of a path the end tells more than the start.

    >>> cut("Nordics/Operations/Logistics/Warehouse/Team 11", 20)
    '…Warehouse/Team 11'
    """
    if len(name) <= longest:
        return name
    tail = name[-(longest - 1) :]
    if "/" in tail[:-1]:
        tail = tail[tail.index("/") + 1 :]
        return f"…{tail}"
    return f"{name[: longest - 1].rstrip()}…"


def wrap(text: str, pixels: float) -> list[str]:
    """Lines of at most so many pixels, about."""
    return textwrap.wrap(text, max(24, int(pixels / (TEXT_SIZE * LETTER)))) or [""]
