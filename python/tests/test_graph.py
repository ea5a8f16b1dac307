"""The graph against networkx and igraph: values, files, conversions."""

import cmgraph as cg
import igraph as ig
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 3.0])


def test_measures_agree_with_networkx(graph):
    other = graph.to_networkx()
    summary = {name: values[0] for name, values in graph.summary().to_dict().items()}
    assert summary["members"] == other.number_of_nodes()
    assert summary["arcs"] == other.number_of_edges()
    assert summary["density"] == pytest.approx(nx.density(other), rel=1e-12)
    assert graph.reciprocity() == summary["reciprocity"] == pytest.approx(nx.reciprocity(other), rel=1e-12)
    ties = nx.Graph(other)
    assert summary["pairs"] == ties.number_of_edges()
    assert summary["transitivity"] == pytest.approx(nx.transitivity(ties), rel=1e-12)
    assert summary["assortativity"] == pytest.approx(nx.degree_assortativity_coefficient(ties), rel=1e-9)
    several = [share for node, share in nx.clustering(ties).items() if ties.degree(node) > 1]
    assert summary["clustering"] == pytest.approx(sum(several) / len(several), rel=1e-12)
    unit = dict(other.nodes(data="unit"))
    arcs = [(unit[u], unit[v], w) for u, v, w in other.edges(data="weight") if unit[u] and unit[v]]
    total = sum(w for *_, w in arcs)
    inside = sum(w for g, h, w in arcs if g == h) / total
    out, into = (
        {g: sum(arc[2] for arc in arcs if arc[end] == g) for g in set(unit.values())} for end in (0, 1)
    )
    chance = sum(out[g] * into[g] for g in out) / total**2
    assert summary["unit_assortativity"] == pytest.approx((inside - chance) / (1 - chance), rel=1e-9)

    nodes = graph.nodes().to_dict()
    member = nodes["member"]
    assert dict(zip(member, nodes["out_strength"], strict=True)) == pytest.approx(
        dict(other.out_degree(weight="weight"))
    )
    assert dict(zip(member, nodes["in_strength"], strict=True)) == pytest.approx(
        dict(other.in_degree(weight="weight"))
    )
    assert dict(zip(member, nodes["out_partners"], strict=True)) == dict(other.out_degree())
    assert dict(zip(member, nodes["in_partners"], strict=True)) == dict(other.in_degree())
    for column, find in [
        ("weak_component", nx.weakly_connected_components),
        ("strong_component", nx.strongly_connected_components),
    ]:
        parts: dict[int, set[str]] = {}
        for who, label in zip(member, nodes[column], strict=True):
            parts.setdefault(label, set()).add(who)
        assert {frozenset(part) for part in parts.values()} == {frozenset(part) for part in find(other)}


@pytest.mark.parametrize("damping", [0.5, 0.85])
@pytest.mark.parametrize("reverse", [False, True])
def test_pagerank_agrees_with_networkx(graph, damping, reverse):
    ranks = graph.pagerank(damping=damping, tolerance=1e-12, reverse=reverse).to_dict()
    other = graph.to_networkx()
    if reverse:
        other = other.reverse()
    expected = nx.pagerank(other, alpha=damping, tol=1e-14, max_iter=1000, weight="weight")
    assert dict(zip(ranks["member"], ranks["pagerank"], strict=True)) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(reply=WEIGHTS, answer=WEIGHTS, mention=WEIGHTS, acceptance=WEIGHTS)
def test_weights_are_the_weighted_counts(reply, answer, mention, acceptance):
    rule = {"reply": reply, "answer": answer, "mention": mention, "acceptance": acceptance}
    arcs = cg.example().graph(**rule).arcs().to_dict()
    assert arcs["weight"] == [
        sum(rule[kind] * arcs[kind][row] for kind in rule) for row in range(len(arcs["weight"]))
    ]
    assert all(weight > 0 for weight in arcs["weight"])
    every = cg.example().graph(reply=1, answer=1, mention=1, acceptance=1).arcs().to_dict()
    kept = [
        (u, v)
        for u, v, *counts in zip(every["from"], every["to"], *(every[kind] for kind in rule), strict=True)
        if sum(weight * count for weight, count in zip(rule.values(), counts, strict=True)) > 0
    ]
    assert list(zip(arcs["from"], arcs["to"], strict=True)) == kept


def arcs_of(graph: cg.Graph) -> dict[tuple[str, str], float]:
    arcs = graph.arcs().to_dict()
    return dict(zip(zip(arcs["from"], arcs["to"], strict=True), arcs["weight"], strict=True))


def test_files_read_back(graph, tmp_path):
    graph.write_graphml(tmp_path / "g.graphml")
    graph.write_gexf(str(tmp_path / "g.gexf"))
    expected, nodes = arcs_of(graph), graph.nodes().to_dict()
    units = {m: unit for m, unit in zip(nodes["member"], nodes["unit"], strict=True) if unit}
    # networkx knows GEXF up to 1.2; what it reads is the same in 1.3.
    for other in [nx.read_graphml(tmp_path / "g.graphml"), nx.read_gexf(gexf_1_2(tmp_path / "g.gexf"))]:
        name = nx.get_node_attributes(other, "member")
        assert sorted(name.values()) == sorted(nodes["member"])
        assert {(name[u], name[v]): w for u, v, w in other.edges(data="weight")} == expected
        found = nx.get_node_attributes(other, "unit")
        assert {name[node]: unit for node, unit in found.items()} == units
        assert set(nx.get_node_attributes(other, "kind").values()) == set(nodes["kind"])
    other = ig.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    name = other.vs["member"]
    assert {(name[e.source], name[e.target]): e["weight"] for e in other.es} == expected


def gexf_1_2(path):
    out = path.with_suffix(".12.gexf")
    text = path.read_text("utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    out.write_text(text.replace('version="1.3"', 'version="1.2"'), "utf-8")
    return out


def test_igraph_is_the_same_graph(graph):
    other = graph.to_igraph()
    assert other.is_directed()
    name = other.vs["member"]
    assert {(name[e.source], name[e.target]): e["weight"] for e in other.es} == arcs_of(graph)
    assert other.vs["unit"] == graph.nodes().column("unit")
    ranks = graph.pagerank(tolerance=1e-12).column("pagerank")
    assert other.pagerank(weights="weight") == pytest.approx(ranks, abs=1e-6)
    assert other.reciprocity() == pytest.approx(graph.reciprocity())


def test_pseudonyms_keep_the_graph(graph):
    hidden = cg.example(mode="pseudonymous", key=b"a key for the tests alone").graph()
    other = hidden.to_networkx()
    assert all(node.startswith("p-") and not data for node, data in other.nodes(data=True))
    assert list(other) == sorted(other)
    assert sorted(w for _, _, w in other.edges(data="weight")) == sorted(arcs_of(graph).values())
    assert hidden.reciprocity() == graph.reciprocity()
    assert set(hidden.to_igraph().vs.attributes()) == {"member"}


def test_a_graph_shows_itself(graph):
    assert repr(graph).startswith("Interaction graph")
    assert "2,772" in repr(graph)
    assert graph._repr_html_().startswith("<table")
