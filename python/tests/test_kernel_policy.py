"""Every kernel: options out of range, and what may leave in which mode."""

import math

import cmgraph as cg
import networkx as nx
import pytest
from conftest import KEY
from kernels import ALL, FIGURES, PEOPLE
from random_graphs import Drawn, larger

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


def test_too_many_units_for_a_row_for_every_two():
    members = [f"m{i}" for i in range(257)]
    units = {member: f"unit {member}" for member in members}
    graph = cg.Graph.from_arcs(members, members[1:] + members[:1], units=units)
    with pytest.raises(ValueError, match=OPTION.format("unit_level", "257 units")):
        graph.mixing()


def test_bad_arcs():
    with pytest.raises(ValueError, match="^members: found no .*c.*, expected all members"):
        cg.Graph.from_arcs("abc", "bca", members="ab")
    for columns in [("abc", "bc"), ("ab", "bca")]:
        with pytest.raises(ValueError, match=OPTION.format("targets", ".* values")):
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
    drawn = secret(larger(13, n=200, m=600))
    # The last two were alone.
    drawn.edges.append((198, 199, 1.0))
    graph = drawn.given(mode="aggregate", min_group=5)
    files = {
        "graphml": lambda g: g.write_graphml(tmp_path / "g"),
        "gexf": lambda g: g.write_gexf(tmp_path / "g"),
    }
    objects = {
        "networkx": lambda g: g.to_networkx(),
        "igraph": lambda g: g.to_igraph(),
        "plot": lambda g: g.plot(),
    }
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
        for size in {"members", "connected", "actors", "receivers"} & columns.keys():
            assert all(n is None or n == 0 or n >= 5 for n in columns[size]), (name, size)
    assert None in graph.components().column("members"), "a component of two is hidden"


def test_pseudonymous():
    drawn = secret(larger(14, n=200, m=600))
    named, hidden = drawn.given(), drawn.given(mode="pseudonymous", key=KEY)
    same_key = drawn.shuffled(1).given(mode="pseudonymous", key=KEY)
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
