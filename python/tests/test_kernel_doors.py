"""Every kernel: the same bytes for any threads and order of arcs; ways in and out; errors; privacy; drawing."""

import json
import math
import random

import cmgraph as cg
import igraph as ig
import networkx as nx
import numpy as np
import pytest
from conftest import KEY
from hypothesis import given, settings
from hypothesis import strategies as st
from random_graphs import EIGHTHS, WAYS, WIDE, Drawn, by_member, graphs, larger

# What has a row a person, or shows people otherwise.
PEOPLE = {
    "nodes": lambda g: g.nodes(),
    "arcs": lambda g: g.arcs(),
    "pagerank": lambda g: g.pagerank(),
    "pagerank reverse": lambda g: g.pagerank(reverse=True),
    "betweenness": lambda g: g.betweenness(),
    "betweenness of ties": lambda g: g.betweenness(directed=False),
    "betweenness by weight": lambda g: g.betweenness(lengths="inverse_weight"),
    "betweenness from sources": lambda g: g.betweenness(sources=20, seed=3),
    "betweenness sampled": lambda g: g.betweenness(epsilon=0.1, seed=3),
    "hits": lambda g: g.hits(),
    "closeness": lambda g: g.closeness(),
    "closeness by weight": lambda g: g.closeness(lengths="inverse_weight", distances="from_member"),
    "clustering": lambda g: g.clustering(),
    "structural holes": lambda g: g.structural_holes(),
    "structural holes of ties": lambda g: g.structural_holes(weighted=False),
    "cores": lambda g: g.cores(),
    "articulation points": lambda g: g.articulation_points(),
    "bridges": lambda g: g.bridges(),
    "community members": lambda g: g.community_members(runs=3, seed=5),
    "community members by louvain": lambda g: g.community_members(method="louvain"),
    "ei of members": lambda g: g.ei_members(weighted=True),
    "brokerage": lambda g: g.brokerage(),
    "drawing": lambda g: g.drawing(members=60),
}
FIGURES = {
    "summary": lambda g: g.summary(),
    "weak components": lambda g: g.components(),
    "strong components": lambda g: g.components(strong=True),
    "communities": lambda g: g.communities(runs=3, seed=5),
    "mixing": lambda g: g.mixing(),
    "ei": lambda g: g.ei_index(draws=199, seed=4),
}
ALL = PEOPLE | FIGURES


def test_every_kernel_is_here():
    measures = {name for name in dir(cg.Graph) if not name.startswith(("_", "from_", "to_", "write_"))}
    called = {name for call in ALL.values() for name in call.__code__.co_names}
    assert measures - {"reciprocity"} == called


def shuffled(drawn: Drawn, seed: int) -> Drawn:
    edges = list(drawn.edges)
    random.Random(seed).shuffle(edges)
    return Drawn(drawn.members, edges, drawn.directed, drawn.units)


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
        shuffled(crowd, 1).given(threads=3),
        shuffled(crowd, 2).given("networkx", threads=1),
        shuffled(crowd, 3).given("igraph"),
    ]


@settings(max_examples=25, deadline=None)
@given(drawn=graphs(st.one_of(EIGHTHS, WIDE)), seed=st.integers(0, 9))
def test_the_same_bytes_of_small_graphs(drawn, seed):
    first, second = drawn.given(threads=1), shuffled(drawn, seed).given(threads=2)
    for call in ALL.values():
        assert call(first).to_json() == call(second).to_json()


def without_empty(value: dict) -> dict:
    return {key: item for key, item in value.items() if item is not None}


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
    other = nx.DiGraph([("a", "b", {"weight": None}), ("b", "a", {"weight": 2.0})])
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
        if name in PEOPLE and not {"arcs", "bridges", "articulation points", "drawing"} & {name}:
            assert table.column("member") == members
    assert len(graph.drawing()) == 2 * tied


OPTION = r"^option {}: found {}, expected .+"


@pytest.mark.parametrize(
    ("call", "option", "found"),
    [
        (lambda g: g.pagerank(damping=1.0), "damping", "1"),
        (lambda g: g.pagerank(damping=float("nan")), "damping", "NaN"),
        (lambda g: g.pagerank(tolerance=0.0), "tolerance", "0"),
        (lambda g: g.pagerank(max_iterations=0), "max_iterations", "0"),
        (lambda g: g.hits(tolerance=-1.0), "tolerance", "-1"),
        (lambda g: g.hits(max_iterations=0), "max_iterations", "0"),
        (lambda g: g.betweenness(lengths="miles"), "lengths", '"miles"'),
        (lambda g: g.betweenness(sources=1), "sources", "1"),
        (lambda g: g.betweenness(sources=5, interval_level=1.0), "(interval_)?level", "1"),
        (lambda g: g.betweenness(epsilon=0.0), "epsilon", "0"),
        (lambda g: g.betweenness(epsilon=0.1, delta=1.0), "delta", "1"),
        (lambda g: g.betweenness(epsilon=0.1, lengths="inverse_weight"), "lengths", '"inverse_weight"'),
        (lambda g: g.betweenness(epsilon=0.1, sources=5), "sources", '"sources and epsilon"'),
        (lambda g: g.closeness(distances="between"), "distances", '"between"'),
        (lambda g: g.closeness(lengths="weight"), "lengths", '"weight"'),
        (lambda g: g.communities(method="infomap"), "method", '"infomap"'),
        (lambda g: g.communities(resolution=0.0), "resolution", "0"),
        (lambda g: g.communities(iterations=0), "iterations", "0"),
        (lambda g: g.community_members(runs=0), "runs", "0"),
        (lambda g: g.community_members(method="Leiden"), "method", '"Leiden"'),
    ],
)
def test_bad_options(call, option, found):
    graph = larger(12, n=60, m=200).given()
    with pytest.raises(ValueError, match=OPTION.format(option, found)):
        call(graph)


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_bad_weights(bad):
    shown = {"nan": "NaN", "-1.0": "-1"}.get(str(bad), str(bad))
    message = OPTION.format("weights", f"{shown} for the arc .*")
    with pytest.raises(ValueError, match=message):
        cg.Graph.from_arcs("abc", "bca", [1.0, bad, 1.0])
    other = nx.DiGraph()
    other.add_edge("a", "b", weight=bad)
    with pytest.raises(ValueError, match=message):
        cg.Graph.from_networkx(other)


def test_bad_arcs():
    with pytest.raises(ValueError, match="^members: found no .*c.*, expected all members"):
        cg.Graph.from_arcs("abc", "bca", members="ab")
    for columns in [("abc", "bc"), ("ab", "bca")]:
        with pytest.raises(ValueError, match=OPTION.format("to", ".* values")):
            cg.Graph.from_arcs(*columns)
    with pytest.raises(ValueError, match=OPTION.format("weights", "1 values")):
        cg.Graph.from_arcs("abc", "bca", [1.0])
    with pytest.raises(ValueError, match=OPTION.format("mode", ".*secret.*")):
        cg.Graph.from_arcs("ab", "ba", mode="secret")
    with pytest.raises(ValueError, match="option key"):
        cg.Graph.from_arcs("ab", "ba", mode="pseudonymous")
    for wrong in [lambda: cg.Graph.from_arcs("ab", 3), lambda: cg.Graph.from_arcs("ab", "ba", ["heavy", 1])]:
        with pytest.raises(TypeError):
            wrong()


def secret(drawn: Drawn) -> Drawn:
    members = [f"secret-{i}" for i in range(len(drawn.members))]
    return Drawn(members, drawn.edges, drawn.directed, drawn.units)


def test_aggregate(tmp_path):
    graph = secret(larger(13, n=200, m=600)).given(mode="aggregate", min_group=5)
    files = {
        "graphml": lambda g: g.write_graphml(tmp_path / "g"),
        "gexf": lambda g: g.write_gexf(tmp_path / "g"),
    }
    objects = {"networkx": lambda g: g.to_networkx(), "igraph": lambda g: g.to_igraph()}
    for name, call in (PEOPLE | files | objects).items():
        with pytest.raises(cg.Withheld, match="withheld in aggregate mode") as caught:
            call(graph)
        assert "secret" not in str(caught.value), name
    assert not list(tmp_path.iterdir())
    for name, call in FIGURES.items():
        table = call(graph)
        assert len(table) > 0, name
        assert "secret" not in table.to_json(), name
        columns = table.to_dict()
        for size in [column for column in columns if column.endswith("members")]:
            assert all(n is None or n == 0 or n >= 5 for n in columns[size]), (name, size)
    assert None in graph.components().column("members"), "components of one or two are hidden"


def test_pseudonymous():
    drawn = secret(larger(14, n=200, m=600))
    named, hidden = drawn.given(), drawn.given(mode="pseudonymous", key=KEY)
    same_key = shuffled(drawn, 1).given(mode="pseudonymous", key=KEY)
    for name, call in ALL.items():
        table = call(hidden)
        text = table.to_json() + repr(table)
        assert "secret" not in text and KEY.decode() not in text, name
        assert text == call(same_key).to_json() + repr(table), name
        if name not in PEOPLE:
            continue
        columns = table.to_dict()
        for who in {"member", "other", "from", "to"} & set(columns):
            assert all(value.startswith("p-") for value in columns[who]), name
        assert not {"name", "unit", "kind"} & set(columns), name
        if name in {"drawing", "hits"} or "sampled" in name or "sources" in name or "community" in name:
            # These may depend on the order of members, which is another.
            continue
        for column, values in call(named).to_dict().items():
            if column in {"member", "other", "from", "to", "unit"} or column.endswith("_component"):
                continue
            order = [sorted((math.inf if v is None else v) for v in of) for of in (values, columns[column])]
            assert order[1] == pytest.approx(order[0], rel=1e-9, abs=1e-9), (name, column)
    other = hidden.to_networkx()
    assert all(node.startswith("p-") and not data for node, data in other.nodes(data=True))


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
    chosen = some.column("member")
    assert len(chosen) == min(most, len(tied))
    least = min((ties.degree(v) for v in chosen), default=0)
    assert all(ties.degree(v) <= least for v in set(tied) - set(chosen))
    assert by_member(some, "contacts") == dict(ties.subgraph(chosen).degree(chosen))


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
    parameters = graph.betweenness(sources=10, interval_level=0.9, seed=8).provenance["parameters"]
    asked = {"directed": "true", "lengths": "hops", "sources": "10", "interval_level": "0.9", "seed": "8"}
    assert parameters.items() >= asked.items()
    table = graph.community_members(method="louvain", resolution=2.0, runs=2, seed=9)
    asked = {"method": "louvain", "resolution": "2", "runs": "2", "seed": "9"}
    assert table.provenance["parameters"].items() >= asked.items()
    assert json.loads(table.to_json())["provenance"] == table.provenance
