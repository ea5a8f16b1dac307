"""Stars, chains, caves and crowds, with and without directions: every kernel against igraph at once."""

import random

import cmgraph as cg
import igraph as ig
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernels import ALL
from random_graphs import Drawn, by_member, graphs, larger


def drawn(n: int, edges: list[tuple[int, int]], directed: bool, weight=lambda u, v: 1.0) -> Drawn:
    members = [f"m{i}" for i in range(n)]
    return Drawn(members, [(u, v, float(weight(u, v))) for u, v in edges], directed, [None] * n)


def at_random(seed: int, n: int, m: int, directed: bool) -> Drawn:
    chance = random.Random(seed)
    edges = [(chance.randrange(n), chance.randrange(n)) for _ in range(m)]
    return drawn(n, edges, directed, lambda u, v: chance.randrange(1, 5))


def caves(count: int, size: int) -> list[tuple[int, int]]:
    inside = [(u + b, v + b) for b in range(0, count * size, size) for u in range(size) for v in range(u)]
    return inside + [(b, b + size) for b in range(0, (count - 1) * size, size)]


GRID = nx.convert_node_labels_to_integers(nx.grid_2d_graph(17, 17)).edges
SHAPES = {
    "star": drawn(300, [(0, i) for i in range(1, 300)], False),
    "out-star": drawn(300, [(0, i) for i in range(1, 300)], True),
    "chain": drawn(300, [(i, i + 1) for i in range(299)], False),
    "chain of arcs": drawn(300, [(i, i + 1) for i in range(299)], True),
    "ring": drawn(300, [(i, (i + 1) % 300) for i in range(300)], True),
    "tree": drawn(300, [(i, (i - 1) // 2) for i in range(1, 300)], False),
    "everybody": drawn(70, [(u, v) for u in range(70) for v in range(70)], True),
    "two sides": drawn(
        120,
        [(u, 60 + v) for u in range(60) for v in range(60) if (u * 7 + v * 3) % 5 == 0],
        True,
        lambda u, v: 1 + u % 4,
    ),
    "caves": drawn(300, caves(30, 10), False),
    "grid": drawn(289, list(GRID), False),
    "few among many": drawn(1025, [(0, 1), (1, 2), (512, 1024)], True),
    "sparse crowd": at_random(1, 513, 500, False),
    "crowd": at_random(2, 600, 1500, True),
    "dense crowd": at_random(3, 300, 6000, True),
    "uneven crowd": larger(16, n=1100, m=2200),
}


def near(found: list, expected, rel: float = 1e-9, abs: float = 1e-9) -> None:
    found = np.array([np.nan if value is None else value for value in found], float)
    np.testing.assert_allclose(found, np.array(expected, float), rtol=rel, atol=abs)


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape):
    graph = SHAPES[shape].given()
    arcs = graph.to_igraph()
    ties = arcs.as_undirected(combine_edges={"weight": "sum"})
    for directed, other in [(True, arcs), (False, ties)]:
        near(graph.betweenness(directed=directed).column("betweenness"), other.betweenness())
        for distances, mode in [("to_member", "in"), ("from_member", "out")]:
            apart = np.array(other.distances(mode=mode), float)
            np.fill_diagonal(apart, np.inf)
            table = graph.closeness(directed=directed, distances=distances)
            near(table.column("harmonic"), (1 / apart).sum(axis=1))
            assert table.column("reached") == list(np.isfinite(apart).sum(axis=1))
        assert graph.cores(directed=directed).column("core") == other.coreness()
    near(graph.pagerank(tolerance=1e-13).column("pagerank"), arcs.pagerank(weights="weight"), rel=1e-7)
    near(graph.clustering().column("clustering"), ties.transitivity_local_undirected())
    for weighted in [True, False]:
        expected = ties.constraint(weights="weight" if weighted else None)
        near(graph.structural_holes(weighted=weighted).column("constraint"), expected)
    points = {ties.vs[i]["member"] for i in ties.articulation_points()}
    assert set(graph.articulation_points().column("member")) == points
    members = ties.vs["member"]
    ends = {frozenset(members[end] for end in ties.es[i].tuple) for i in ties.bridges()}
    found = graph.bridges()
    assert {frozenset(p) for p in zip(found.column("member"), found.column("other"), strict=True)} == ends
    for method in ["leiden", "louvain"]:
        table = graph.community_members(method=method, seed=1)
        label = table.column("community")
        modularity = float(table.provenance["parameters"]["modularity"])
        assert ties.modularity(label, weights="weight") == pytest.approx(modularity, abs=1e-9)
        clusters = ig.VertexClustering(ties, label)
        if method == "leiden":
            assert all(part.is_connected() for part in clusters.subgraphs())


def test_caves_are_communities():
    label = by_member(SHAPES["caves"].given().community_members(iterations=None, runs=4), "community")
    # At this resolution neighbouring caves may be one community, but no cave is torn.
    assert all(len({label[f"m{b + i}"] for i in range(10)}) == 1 for b in range(0, 300, 10))
    finer = SHAPES["caves"].given().communities(resolution=10.0, iterations=None, runs=4)
    assert finer.column("members") == [10] * 30


# Lengths and expected weights are in units of the weights.
SCALED = {"nodes", "arcs", "closeness by weight", "mixing"}


@settings(max_examples=25, deadline=None)
@given(
    drawn=graphs(st.sampled_from([0.5, 1.0, 2.0, 3.0, 7.0]), most=8),
    power=st.sampled_from([-900, -500, 500, 900]),
)
def test_the_unit_of_the_weights_does_not_matter(drawn: Drawn, power):
    edges = [(u, v, w * 2.0**power) for u, v, w in drawn.edges]
    scaled = Drawn(drawn.members, edges, drawn.directed, drawn.units).given()
    graph = drawn.given()
    for name in ALL.keys() - SCALED:
        one, other = ALL[name](graph).to_dict(), ALL[name](scaled).to_dict()
        if name == "ei of members":
            # Sums of weights; their index is not.
            del one["external"], one["internal"]
        for column, values in one.items():
            for a, b in zip(values, other[column], strict=True):
                same = b == pytest.approx(a, rel=1e-9, abs=1e-9) if isinstance(a, float) else a == b
                assert same, (name, column)


def test_no_figure_is_not_a_number():
    graph = cg.Graph.from_arcs("abcab", "bcaca", [1e-300, 1e300, 1.0, 1e150, 1e-150], min_group=0)
    for name, call in ALL.items():
        text = call(graph).to_json()
        assert "NaN" not in text and "Infinity" not in text and "inf" not in text.split('"provenance"')[0], (
            name
        )
