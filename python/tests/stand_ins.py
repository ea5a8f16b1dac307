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

    def column(self, name: str) -> list[Any]:
        return list(self._columns[name])

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
            low, high = (None, None) if i < 18 else (fitted * (1 - spread), fitted * (1 + spread))
            found.append((definition, month, seen, fitted if seen is None else seen, low, high))
    curve = rows("definition", "period_start", "observed", "p50", "p05", "p95", of=found)
    why = "Too few people have adopted to say where adoption will end."
    fit = rows(
        "definition",
        "identified",
        "ceiling_people",
        "ceiling_people_low",
        "ceiling_people_high",
        "note",
        of=[
            ("joined", True, 280.0, 266.0, 300.0, "It is known."),
            ("habit", False, None, 80.0, 4000.0, why),
        ],
    )
    return StandInResult(
        StandIn("adoption_forecast", curve, title="Adoption, seen and forecast"),
        StandIn("adoption_fit", fit, title="Fit"),
    )


def unit_curves(units: int = 11) -> StandIn:
    found: list[tuple[Any, ...]] = []
    for u in range(units):
        for i, month in enumerate(months(18)):
            share = _logistic(i, 0.3 + 0.05 * (u % 12), 7, 3)
            hidden = u == 4 or (u == 2 and i < 3)
            numbers = [None] * 4 if hidden else [round(100 * share), *_around(share)]
            found.append((f"Nordics/Operations/Team {u:02}", month, *numbers, hidden))
    names = ("unit", "period_start", "contributed_present", "contributed_share")
    names += ("contributed_share_low", "contributed_share_high", "suppressed")
    return StandIn("adoption_unit_curves", rows(*names, of=found), title="Adoption by unit")


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
            found.append((state, False, None, None, None, None, None))
            continue
        conversion = None if before is None else count / before
        found.append((state, True, count, *_around(count / 400, 0.04), conversion))
        before = count
    names = ("state", "observable", "people", "share", "share_low", "share_high", "conversion")
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


def steps(name: str = "first_post") -> StandIn:
    """Rising for the first post, falling for silence."""
    found: list[tuple[Any, ...]] = []
    value = 1.0
    for i in range(25):
        value *= 0.95
        share = 1 - value if name == "first_post" else value
        found.append((1 + 7 * i, *_around(share, 0.05)))
    return StandIn(name, rows("days", "share", "share_low", "share_high", of=found))


def first_post_by_unit() -> StandIn:
    """Intervals that are closed, open, without a median; a unit where nobody has written; a hidden one."""
    found = [
        ("B", 40, 200.0, 100.0, 300.0, 90.0, 50.0, 150.0, False),
        ("A", 30, 310.0, 200.0, None, 100.0, 60.0, 160.0, False),
        ("C", 20, None, 250.0, None, 220.0, 90.0, None, False),
        ("D", 10, None, None, None, None, None, None, False),
        ("E", None, None, None, None, None, None, None, True),
    ]
    names = ("unit", "people", "median", "median_low", "median_high", "p30", "p30_low", "p30_high")
    return StandIn("first_post_by_unit", rows(*names, "suppressed", of=found), title="Days by unit")


def stages(communities: int = 5) -> StandIn:
    found: list[tuple[Any, ...]] = [("(whole)", 90, "maturity", 0.8, 0.0, 0.2, 0.8)]
    for c in range(communities):
        if c % 3 == 1:
            found.append((f"Community {c}", 4, "not enough data", None, None, None, None))
        else:
            found.append((f"Community {c}", 30, "unclear", 0.5, 0.3, 0.5, 0.2))
    found.append(("Community H", None, None, None, None, None, None))
    names = ("community", "people", "stage", "probability", "p_inception", "p_establishment", "p_maturity")
    return StandIn("stage", rows(*names, of=found), title="Stage of each community")


def activity_weeks() -> StandInResult:
    found: list[tuple[Any, ...]] = []
    for i, week in enumerate(weeks(78)):
        level = 18.0 if i < 30 else 41.5 if i < 60 else 33.0
        active = None if i in (12, 13) else round(level + 6 * math.sin(i * 1.7))
        found.append(("whole", "(whole)", week, active, level, 5 * i, None))
        found.append(("group", "A", week, 1, 1.0, 1, 1.0))
    names = ("scope", "community", "week", "active", "active_level", "messages", "messages_level")
    at = weeks(78)
    changed = [
        ("(whole)", "active_people", at[30]),
        ("(whole)", "active_people", at[60]),
        ("A", "messages", at[7]),
    ]
    return StandInResult(
        StandIn("activity_weeks", rows(*names, of=found), title="Active people"),
        StandIn("changes", rows("community", "series", "week", of=changed)),
    )


def participation() -> StandIn:
    found = [
        (who, group, people, people / 400, *_around(share, 0.04))
        for who in ("colleagues", "with officials")
        for group, people, share in (("top 1%", 4, 0.3), ("next 9%", 36, 0.5), ("rest", 360, 0.2))
    ]
    names = ("who", "group", "people", "people_share", "share", "share_low", "share_high")
    return StandIn("participation_groups", rows(*names, of=found), title="Who takes part")


def drawing(members: int = 60) -> StandInResult:
    """Members on three rings around a hub, arcs from each to the hub and the next, some of them both ways."""
    found, arcs = [], []
    for i in range(members):
        ring, turn = (i + 19) // 20, i * 2.4
        unit = None if i % 9 == 8 else f"Nordics/Unit {i % 6}/Team {i}"
        contacts = members - 1 if i == 0 else 3
        found.append((f"id {i}", f"Name {i}", unit, ring * math.cos(turn), ring * math.sin(turn), contacts))
        if i:
            arcs += [(f"id {i}", "id 0", float(i)), ("id 0", f"id {i}", 1.0), (f"id {i}", f"id {i - 1}", 0.5)]
    arcs.append(("id 0", "somebody who is not drawn", 99.0))
    of = rows("from", "to", "weight", of=arcs)
    names = ("member", "name", "unit", "x", "y", "contacts")
    return StandInResult(
        StandIn("drawing", rows(*names, of=found), title="Places in the drawing"), StandIn("arcs", of)
    )


def mixing(units: int = 6) -> StandIn:
    """Everybody with the own unit more than with others; unit 1 is hidden, with what it needs."""
    found: list[tuple[Any, ...]] = []
    for a in range(units):
        for b in range(units):
            hidden = 1 in (a, b)
            weight, expected = (40.0 if a == b else 3.0 * abs(a - b)), 10.0
            ratio = math.log((weight + 0.5) / (expected + 0.5))
            numbers = [None] * 5 if hidden else [20 + a, 20 + b, weight, expected, ratio]
            found.append((f"Unit {a:02}", f"Unit {b:02}", *numbers, hidden))
    names = ("from_unit", "to_unit", "actors", "receivers", "weight", "expected")
    return StandIn("mixing", rows(*names, "log_ratio", "suppressed", of=found), title="Who acts on whom")


def bridging_matrix() -> StandIn:
    """An interval above chance, one below, one around it."""
    found = [
        ("A", "A", 9, 9, 90, 30.0, 3.0, 2.1, 4.0),
        ("A", "B", 9, 7, 3, 20.0, 0.2, 0.1, 0.4),
        ("B", "A", 7, 9, 19, 20.0, 1.0, 0.7, 1.4),
        ("B", "B", 7, 7, 0, 20.0, 0.02, None, None),
    ]
    names = ("from_unit", "to_unit", "writers", "receivers", "replies", "expected", "ratio")
    return StandIn("bridging_matrix", rows(*names, "ratio_low", "ratio_high", of=found))


def graph_over_time(count: int = 24) -> StandIn:
    """Without a number of clustering at first."""
    found = []
    for i, month in enumerate(months(count)):
        clustered = None if i < 3 else 0.2 + 0.01 * i
        found.append((month, month + timedelta(182), 100 + 5 * i, 0.3 + 0.01 * i, clustered))
    names = ("from", "to", "connected", "both_ways", "transitivity")
    return StandIn(
        "graph_over_time",
        rows(*names, of=found),
        title="The interaction graph over time",
        parameters={"period": "month", "trailing": 6},
    )


def conversation(communities: int = 45) -> StandIn:
    """More groups than can be drawn, a hidden one among the largest, and nobody known to be official."""
    found: list[tuple[Any, ...]] = [
        ("whole", "(whole)", 300, 4000, *_around(0.4, 0.02), None, None, None, False)
    ]
    for c in range(communities):
        hidden = c == 3
        numbers = [None] * 5 if hidden else [40, 900 - 10 * c, *_around(0.01 * c)]
        found.append(("group", f"Group {c:02}", *numbers, None, None, None, hidden))
    names = ("scope", "community", "people", "threads", "dialogue_share", "dialogue_share_low")
    names += ("dialogue_share_high", "broadcast_share", "broadcast_share_low", "broadcast_share_high")
    return StandIn("conversation", rows(*names, "suppressed", of=found), title="Conversation or broadcast")


def ei_index(units: int = 40) -> StandIn:
    """The whole first; a unit without ties, and a hidden one."""
    found: list[tuple[Any, ...]] = [(None, 900, -0.3, 0.4, 0.001, False)]
    for u in range(units):
        numbers = [None] * 4 if u == 1 else [100 - u, None if u == 2 else -0.5 + u / 50, 0.8, 0.01]
        found.append((f"Unit {u:02}", *numbers, u == 1))
    names = ("unit", "connected", "ei_index", "expected", "p_value", "suppressed")
    return StandIn("ei_index", rows(*names, of=found), title="Ties between and inside units")


def pagerank(members: int = 50) -> StandIn:
    """The last scores highest."""
    found = [(f"id {i}", None if i % 7 == 0 else f"Name {i}", "Sales", i / 1275) for i in range(members)]
    return StandIn("pagerank", rows("member", "name", "unit", "pagerank", of=found), title="PageRank")


ALL = (
    drawing(),
    mixing(),
    bridging_matrix(),
    graph_over_time(),
    conversation(),
    ei_index(),
    pagerank(),
    forecast(),
    unit_curves(),
    triangle(),
    funnel(),
    funnel_states(),
    steps(),
    steps("time_to_silence"),
    first_post_by_unit(),
    stages(),
    activity_weeks(),
    participation(),
)
