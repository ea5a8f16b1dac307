"""Tables made by hand, with what charts ask of a ``cmgraph.Table``: shapes of data that the example does not have."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any


class StandIn:
    """Columns under a name, with provenance."""

    def __init__(
        self,
        name: str,
        columns: Mapping[str, list[Any]],
        *,
        title: str | None = None,
        meanings: Mapping[str, str] | None = None,
        **provenance: Any,
    ) -> None:
        self.name = name
        self.title = title or name.replace("_", " ").capitalize()
        self._columns = {column: list(values) for column, values in columns.items()}
        self._meanings = meanings or {}
        self.provenance = {
            "from": "2022-12-31T23:00:00Z",
            "to": "2024-06-30T22:00:00Z",
            "time_zone": "Europe/Oslo",
            "interval_level": 0.95,
            "denominator": {"what": "people of the roster", "n": 400},
            "observations": {"what": "posts and replies", "n": 12345},
            "warnings": [],
            "privacy": {"mode": "named", "min_group": 5, "suppressed_rows": 0, "withheld": None},
            **provenance,
        }

    def to_dict(self) -> dict[str, list[Any]]:
        return {column: list(values) for column, values in self._columns.items()}

    def describe(self) -> dict[str, dict[str, str]]:
        return {name: {"description": self._meanings.get(name, "")} for name in self._columns}


class StandInResult(StandIn):
    """A main table with others beside it."""

    def __init__(self, main: StandIn, *others: StandIn) -> None:
        self.__dict__.update(main.__dict__)
        self.tables = {table.name: table for table in (main, *others)}


def rows(*names: str, of: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Columns from rows."""
    return {name: [row[i] for row in of] for i, name in enumerate(names)}


def months(count: int, first: date = date(2023, 1, 1)) -> list[date]:
    at = first.year * 12 + first.month - 1
    return [date((at + i) // 12, (at + i) % 12 + 1, 1) for i in range(count)]


def weeks(count: int, first: date = date(2023, 1, 2)) -> list[date]:
    return [first + timedelta(7 * i) for i in range(count)]


def _logistic(t: float, top: float, middle: float, slope: float) -> float:
    return top / (1 + math.exp(-(t - middle) / slope))


def forecast() -> StandInResult:
    """Two definitions: one past its inflection, the other hardly begun."""
    found = []
    for definition, top, middle in (("joined", 280.0, 8.0), ("habit", 200.0, 20.0)):
        for i, month in enumerate(months(30)):
            fitted = _logistic(i, top, middle, 2.5)
            seen = max(round(fitted + 4 * math.sin(i * 2.1)), 0) if i < 18 else None
            spread = 0.02 * (i - 17) * (1 if definition == "joined" else 4)
            band = [None] * 3 if i < 17 else [fitted * (1 - spread), fitted, fitted * (1 + spread)]
            found.append((definition, month, fitted if i < 18 else None, *band, seen))
    curve = rows("definition", "period_start", "fitted", "p05", "p50", "p95", "observed", of=found)
    fit = rows(
        "definition",
        "ceiling_share",
        "ceiling_low",
        "ceiling_high",
        "identified",
        of=[("joined", 0.7, 0.66, 0.75, True), ("habit", None, 0.2, 1.0, False)],
    )
    return StandInResult(
        StandIn("adoption_forecast", curve, title="Adoption, seen and forecast"),
        StandIn("adoption_fit", fit, title="Fit"),
    )


def unit_curves(units: int = 11) -> StandIn:
    found: list[tuple[Any, ...]] = []
    for u in range(units):
        for i, month in enumerate(months(18)):
            share = _logistic(i, 0.3 + 0.05 * u, 7, 3)
            hidden = u == 4 or (u == 2 and i < 3)
            found.append(
                (
                    f"Nordics/Operations/Team {u:02}",
                    month,
                    *([None] * 3 if hidden else _around(share)),
                    hidden,
                )
            )
    columns = rows("unit", "period_start", "share", "share_low", "share_high", "suppressed", of=found)
    return StandIn(
        "adoption_unit_curves",
        columns,
        title="Adoption by unit",
        meanings={"share": "share who have posted or replied"},
    )


def _around(share: float, width: float = 0.1) -> tuple[float, float, float]:
    return share, max(share - width, 0.0), min(share + width, 1.0)


def triangle(cohorts: int = 14) -> StandIn:
    found: list[tuple[Any, ...]] = []
    for c, month in enumerate(months(cohorts)):
        people = 8 + (c * 7) % 23
        for age in range(cohorts - c):
            hidden = c == 5
            active = people if age == 0 else round(people * (0.25 + 0.55 * math.exp(-age / 3)))
            numbers = [None] * 5 if hidden else [active, people, *_around(active / people)]
            found.append((month, age, *numbers, hidden))
    names = ("cohort", "age", "active", "people", "share", "share_low", "share_high", "suppressed")
    return StandIn(
        "retention_triangle",
        rows(*names, of=found),
        title="Retention by cohort of the first activity",
        meanings={"age": "months since the first activity"},
    )


STATES = ("invited", "registered", "reader", "reactor", "replier", "poster", "answerer", "regular")


def funnel() -> StandIn:
    people = [400, 310, None, 190, 150, 120, 64, 3]
    found: list[tuple[Any, ...]] = []
    before: int | None = None
    for state, count in zip(STATES, people, strict=True):
        if count is None:
            found.append((state, None, None, None, None, None))
            continue
        conversion = None if before is None else count / before
        found.append((state, count, *_around(count / 400, 0.04), conversion))
        before = count
    names = ("state", "people", "share", "share_low", "share_high", "conversion")
    return StandIn("funnel", rows(*names, of=found), title="From invited to regular")


def funnel_states() -> StandIn:
    found = []
    for days, move in ((30, 0.0), (90, 0.5), (180, 1.0)):
        for i, state in enumerate(STATES[1:]):
            share = (0.5 if i == 0 else 0.03) * (1 - move) + (0.06 + 0.03 * i) * move
            found.append((state, days, *_around(share, 0.04)))
    names = ("state", "days", "probability", "low", "high")
    return StandIn(
        "funnel_states", rows(*names, of=found), title="Where people are after 30, 90 and 180 days"
    )


def survival(name: str = "first_post", groups: int = 2) -> StandIn:
    found: list[tuple[Any, ...]] = []
    for g in range(groups):
        value = 1.0
        for i in range(25):
            time = 1.5 + i * i * 0.45 + g
            value *= 0.93 + 0.02 * (g % 3)
            found.append((f"group {'ABCDEFGHIJ'[g]}", time, *_around(value, 0.05)))
    columns = rows("group", "time", "survival", "low", "high", of=found)
    if groups == 1:
        del columns["group"]
    return StandIn(
        name,
        columns,
        title={"first_post": "Time to the first post"}.get(name, "Time to silence"),
    )


def stage() -> StandIn:
    found = [("inception", 0.02), ("establishment", 0.61), ("maturity", 0.3), ("decline", 0.07)]
    return StandIn("stage", rows("stage", "probability", of=found), title="Stage of the community")


def stages(communities: int = 5) -> StandIn:
    found = [
        (f"Community {c}", name, share)
        for c in range(communities)
        for name, share in (("inception", 0.1 * c), ("establishment", 0.7 - 0.1 * c), ("maturity", 0.3))
    ]
    return StandIn(
        "stage", rows("community", "stage", "probability", of=found), title="Stage of each community"
    )


def activity_weeks() -> StandIn:
    found: list[tuple[Any, ...]] = []
    for i, week in enumerate(weeks(78)):
        level = 18.0 if i < 30 else 41.5 if i < 60 else 33.0
        found.append((week, None if i in (12, 13) else round(level + 6 * math.sin(i * 1.7)), level))
    return StandIn(
        "activity_weeks", rows("week", "active_people", "segment_level", of=found), title="Active people"
    )


def participation() -> StandIn:
    found = [
        ("silent", 301, *_around(301 / 400, 0.04)),
        ("contributors", 91, *_around(91 / 400, 0.04)),
        ("superusers", 8, 0.02, 0.01, 0.039),
    ]
    names = ("category", "people", "share", "share_low", "share_high")
    return StandIn("participation", rows(*names, of=found), title="Who takes part")


ALL = (
    forecast(),
    unit_curves(),
    triangle(),
    funnel(),
    funnel_states(),
    survival(),
    survival("time_to_silence", 7),
    stage(),
    activity_weeks(),
    participation(),
)
