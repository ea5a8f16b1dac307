"""Graphs drawn at random, as cmgraph gets them and as networkx has them."""

import math
import random
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import cmgraph as cg
import igraph as ig
import networkx as nx
import pytest
from hypothesis import strategies as st

# Sums of these, and of parallel arcs of them, are exact: paths that are equally long are so in floats as well.
EIGHTHS = st.integers(0, 64).map(lambda n: n / 8)
POWERS = st.integers(-15, 15).map(lambda k: 2.0**k)
# Up to 24 orders of magnitude in one graph.
WIDE = st.floats(-12, 12).map(lambda x: 10.0**x)

UNITS = st.sampled_from(["Legal", "Sales", "Works", None])


@dataclass(frozen=True)
class Drawn:
    """Arcs, or edges without directions, between members given by number; parallel ones, loops, weights of 0."""

    members: list[str]
    edges: list[tuple[int, int, float]]
    directed: bool
    units: list[str | None]

    def given(self, way: str = "arcs", **options: Any) -> cg.Graph:
        """The graph of cmgraph, handed over as arcs or as an object of another library."""
        members = self.members
        of_unit = {m: unit for m, unit in zip(members, self.units, strict=True) if unit}
        options.setdefault("min_group", 0)
        if way == "networkx":
            other = nx.MultiDiGraph() if self.directed else nx.MultiGraph()
            for member, unit in zip(members, self.units, strict=True):
                other.add_node(member, **({"unit": unit} if unit else {}))
            other.add_weighted_edges_from((members[u], members[v], w) for u, v, w in self.edges)
            return cg.Graph.from_networkx(other, **options)
        if way == "igraph":
            other = ig.Graph(len(members), [(u, v) for u, v, _ in self.edges], directed=self.directed)
            other.vs["member"] = members
            other.vs["unit"] = self.units
            other.es["weight"] = [w for _, _, w in self.edges]
            return cg.Graph.from_igraph(other, **options)
        arcs = self.arcs()
        return cg.Graph.from_arcs(
            [members[u] for u, _, _ in arcs],
            [members[v] for _, v, _ in arcs],
            [w for _, _, w in arcs],
            members=members,
            units=of_unit or None,
            **options,
        )

    def shuffled(self, seed: int) -> "Drawn":
        edges = list(self.edges)
        random.Random(seed).shuffle(edges)
        return Drawn(self.members, edges, self.directed, self.units)

    def arcs(self) -> list[tuple[int, int, float]]:
        """An edge without direction is half an arc either way."""
        if self.directed:
            return self.edges
        return [arc for u, v, w in self.edges for arc in ((u, v, w / 2), (v, u, w / 2))]

    def directions(self) -> nx.DiGraph:
        """What should come of it: parallel arcs added up, neither loops nor arcs of weight 0."""
        sums: dict[tuple[str, str], list[float]] = {}
        for u, v, w in self.arcs():
            if u != v and w > 0:
                sums.setdefault((self.members[u], self.members[v]), []).append(w)
        out = nx.DiGraph()
        out.add_nodes_from(self.members)
        out.add_weighted_edges_from((u, v, math.fsum(all_)) for (u, v), all_ in sums.items())
        return with_lengths(out)

    def ties(self) -> nx.Graph:
        return ties_of(self.directions())


def with_lengths(graph: Any) -> Any:
    """Adds lengths of 1 / weight that are exact."""
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / Fraction(data["weight"])
    return graph


def ties_of(directions: nx.DiGraph) -> nx.Graph:
    """Without directions, weights of both ways added."""
    out = nx.Graph()
    out.add_nodes_from(directions)
    for u, v, w in directions.edges(data="weight"):
        out.add_edge(u, v, weight=w + (directions[v][u]["weight"] if directions.has_edge(v, u) else 0.0))
    return with_lengths(out)


@st.composite
def graphs(
    draw: st.DrawFn, weights: st.SearchStrategy[float] = EIGHTHS, most: int = 10, directed: bool | None = None
) -> Drawn:
    n = draw(st.integers(0, most))
    count = draw(st.integers(0, 4 * n))
    number = st.integers(0, max(n - 1, 0))
    edges = draw(st.lists(st.tuples(number, number, weights), min_size=count, max_size=count))
    # Names whose order is not that of the numbers.
    members = [f"m{7 * i % 13}" for i in range(n)]
    units = draw(st.lists(UNITS, min_size=n, max_size=n))
    return Drawn(members, edges, draw(st.booleans()) if directed is None else directed, units)


def larger(seed: int, n: int = 600, m: int = 2400, weights: tuple[float, ...] = (0.5, 1, 2, 3, 8)) -> Drawn:
    """Enough members that work is shared out in many tasks: a crowd, chains that hang on it, some who are alone."""
    chance = random.Random(seed)
    crowd, chain = int(n * 0.8), int(n * 0.95)

    def who() -> int:
        # Some have far more contacts than most.
        return int(crowd * chance.random() ** 2)

    edges = [(who(), who(), chance.choice(weights)) for _ in range(m)]
    edges += [(i, chance.randrange(max(0, i - 40), i), 1.0) for i in range(crowd, chain)]
    units = [chance.choice(["Legal", "Sales", "Works", "Plant", None]) for _ in range(n)]
    return Drawn([f"m{i}" for i in range(n)], edges, True, units)


WAYS = st.sampled_from(["arcs", "networkx", "igraph"])


def by_member(table: cg.Table, column: str) -> dict[str, Any]:
    return dict(zip(table.column("member"), table.column(column), strict=True))


def same(found: dict[str, Any], expected: dict[str, Any], rel: float = 1e-9, abs: float = 1e-12) -> None:
    """Equal up to rounding; what is not a number elsewhere is missing here."""
    assert found.keys() == expected.keys()
    missing = {who for who, value in expected.items() if value is None or math.isnan(value)}
    assert {who for who, value in found.items() if value is None} == missing
    number = {who: float(value) for who, value in expected.items() if who not in missing}
    assert {who: found[who] for who in number} == pytest.approx(number, rel=rel, abs=abs)
