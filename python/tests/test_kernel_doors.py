"""Every kernel: the same bytes for any threads and order of arcs; ways in and out; drawing."""

import json
import math

import cmgraph as cg
import igraph as ig
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernels import ALL, PEOPLE
from random_graphs import EIGHTHS, WAYS, WIDE, Drawn, by_member, graphs, larger


def test_every_kernel_is_here():
    measures = {
        name for name in dir(cg.Graph) if not name.startswith(("_", "from_", "read_", "to_", "write_"))
    }
    called = {name for call in ALL.values() for name in call.__code__.co_names}
    # They ask for people or numbers that not every graph has, and say so.
    of_some_graphs = {"attrition", "cascade", "fragmentation", "key_players", "spread", "threshold"}
    assert measures - {"reciprocity", "plot"} - of_some_graphs == called


@pytest.fixture(scope="module")
def crowd() -> Drawn:
    # Sums of these depend on their order in floats.
    drawn = larger(11, n=1200, m=6000, weights=(0.1, 0.3, 0.7, 1e-9, 1e9))
    return Drawn(
        drawn.members, drawn.edges + [(u, v, 0.2) for u, v, _ in drawn.edges[:500]], True, drawn.units
    )


@pytest.mark.parametrize("name", ALL)
def test_the_same_bytes(crowd, name, ways_of_crowd):
    first, *others = (ALL[name](graph).to_json() for graph in ways_of_crowd)
    assert len(first) > 500
    for other in others:
        assert other == first


@pytest.fixture(scope="module")
def ways_of_crowd(crowd) -> list[cg.Graph]:
    return [
        crowd.given(threads=1),
        crowd.given(threads=2),
        crowd.shuffled(1).given(threads=3),
        crowd.shuffled(2).given("networkx", threads=1),
        crowd.shuffled(3).given("igraph"),
    ]


@settings(max_examples=25, deadline=None)
@given(drawn=graphs(st.one_of(EIGHTHS, WIDE)), seed=st.integers(0, 9))
def test_the_same_bytes_of_small_graphs(drawn, seed):
    first, second = drawn.given(threads=1), drawn.shuffled(seed).given(threads=2)
    for call in ALL.values():
        assert call(first).to_json() == call(second).to_json()


@settings(max_examples=40, deadline=None)
@given(drawn=graphs(st.one_of(EIGHTHS, WIDE)), way=WAYS)
def test_there_and_back(drawn: Drawn, way):
    graph, expected = drawn.given(way), drawn.directions()
    columns = graph.arcs().to_dict()
    arcs = dict(zip(zip(columns["from"], columns["to"], strict=True), columns["weight"], strict=True))
    assert arcs == pytest.approx({(u, v): w for u, v, w in expected.edges(data="weight")}, rel=1e-15)
    loops = sum(1 for u, v, _ in drawn.arcs() if u == v)
    excluded = {part["what"]: part["n"] for part in graph.nodes().provenance["excluded"]}
    assert excluded.get("arcs from a member to itself", 0) == loops

    other = graph.to_networkx()
    assert list(other) == drawn.members
    units = {member: unit for member, unit in zip(drawn.members, drawn.units, strict=True) if unit}
    assert nx.get_node_attributes(other, "unit") == units
    assert {(u, v): w for u, v, w in other.edges(data="weight")} == arcs
    vertices = graph.to_igraph()
    assert vertices.vs["member"] == drawn.members
    names = vertices.vs["member"]
    assert {(names[e.source], names[e.target]): e["weight"] for e in vertices.es} == arcs
    for back in [cg.Graph.from_networkx(other, min_group=0), cg.Graph.from_igraph(vertices, min_group=0)]:
        assert back.arcs().to_dict() == columns
        assert back.nodes().to_dict() == graph.nodes().to_dict()


def test_attributes_of_other_libraries():
    other = nx.Graph()
    other.add_edge(1, 2, hours=4.0)
    other.add_edge(2, 3)
    graph = cg.Graph.from_networkx(other, weight="hours")
    assert graph.arcs().to_dict() == {
        "from": ["1", "2", "2", "3"],
        "to": ["2", "1", "3", "2"],
        "weight": [2.0, 2.0, 0.5, 0.5],
    }
    assert cg.Graph.from_networkx(other, weight=None).arcs().column("weight") == [0.5] * 4
    assert cg.Graph.from_networkx(other).arcs().column("weight") == [0.5] * 4
    vertices = ig.Graph([(0, 1), (1, 2)], directed=True)
    vertices.vs["login"] = ["ann", "bo", "cy"]
    vertices.vs["team"] = ["X", None, "Y"]
    vertices.es["hours"] = [3.0, 1.5]
    graph = cg.Graph.from_igraph(vertices, member="login", weight="hours", unit="team")
    assert graph.arcs().column("from") == ["ann", "bo"]
    assert graph.arcs().column("weight") == [3.0, 1.5]
    assert graph.nodes().column("unit") == ["X", None, "Y"]
    assert cg.Graph.from_igraph(vertices).nodes().column("member") == ["0", "1", "2"]
    # Some have it, some not.
    vertices.es["hours"] = [3.0, None]
    assert cg.Graph.from_igraph(vertices, weight="hours").arcs().column("weight") == [3.0, 1.0]
    other = nx.DiGraph([("a", "b"), ("b", "a", {"weight": 2.0})])
    other.add_node("a", unit=None)
    other.add_node("b", unit="X")
    graph = cg.Graph.from_networkx(other)
    assert graph.arcs().column("weight") == [1.0, 2.0]
    assert graph.nodes().column("unit") == [None, "X"]


@pytest.mark.parametrize(
    ("members", "tied"), [([], 0), (["a"], 0), (list("abc"), 0), (list("ab"), 1), (list("abc"), 1)]
)
def test_hardly_a_graph(members, tied):
    arcs = (["a"], ["b"]) if tied else ([], [])
    graph = cg.Graph.from_arcs(*arcs, members=members, min_group=0)
    for name, call in ALL.items():
        table = call(graph)
        for column, values in table.to_dict().items():
            bad = [value for value in values if isinstance(value, float) and not math.isfinite(value)]
            assert not bad, (name, column)
        other = {"arcs", "bridges", "articulation points", "biconnected members", "drawing", "closest"}
        if name in PEOPLE and not other & {name} and not name.startswith("arc "):
            assert table.column("member") == members
    assert len(graph.drawing()) == 2 * tied


@settings(max_examples=40, deadline=None)
@given(drawn=graphs(most=12), way=WAYS, most=st.integers(1, 12))
def test_drawing(drawn: Drawn, way, most):
    graph, ties = drawn.given(way), drawn.ties()
    tied = [v for v in ties if ties.degree(v)]
    table = graph.drawing()
    assert table.column("member") == tied
    at = list(zip(table.column("x"), table.column("y"), strict=True))
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in at)
    assert all(math.dist(a, b) > 0.05 for i, a in enumerate(at) for b in at[:i])
    assert by_member(table, "contacts") == {v: ties.degree(v) for v in tied}
    some = graph.drawing(members=most)
    # Those with most contacts, the first of those who have as many; but nobody who is tied to none of them.
    busiest = ties.subgraph(sorted(tied, key=lambda v: -ties.degree(v))[:most])
    assert by_member(some, "contacts") == {
        v: busiest.degree(v) for v in tied if v in busiest and busiest.degree(v)
    }


def test_a_drawing_keeps_distances():
    karate = nx.karate_club_graph()
    table = cg.Graph.from_networkx(karate).drawing()
    assert table.to_json() == cg.Graph.from_networkx(karate).drawing().to_json()
    at = np.array([table.column("x"), table.column("y")]).T
    drawn = np.linalg.norm(at[:, None] - at[None], axis=2)
    apart = np.array(nx.floyd_warshall_numpy(karate, weight=None))
    upper = np.triu_indices(len(at), 1)
    assert np.corrcoef(drawn[upper], apart[upper])[0, 1] > 0.8
    path = cg.Graph.from_arcs("abcd", "bcde").drawing()
    ends = [(path.column("x")[i], path.column("y")[i]) for i in (0, -1)]
    assert math.dist(*ends) == pytest.approx(4, abs=0.01)


def test_too_many_members_for_a_drawing():
    members = [str(i) for i in range(2002)]
    graph = cg.Graph.from_arcs(members, members[1:] + members[:1])
    assert len(graph.drawing()) == 150
    with pytest.raises(ValueError, match="2000|2,000"):
        graph.drawing(members=2002)


def test_provenance_says_what_was_asked():
    graph = larger(15, n=60, m=200).given()
    provenance = graph.betweenness(sources=10, interval_level=0.9, seed=8).provenance
    asked = {"directed": "true", "lengths": "hops", "sources": "10", "seed": "8"}
    assert provenance["parameters"].items() >= asked.items()
    assert provenance["interval_level"] == 0.9
    table = graph.community_members(method="louvain", resolution=2.0, runs=2, seed=9)
    asked = {"method": "louvain", "resolution": "2", "runs": "2", "seed": "9"}
    assert table.provenance["parameters"].items() >= asked.items()
    assert json.loads(table.to_json())["provenance"] == table.provenance
