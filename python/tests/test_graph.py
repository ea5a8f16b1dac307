"""The graph against networkx and igraph: values, files, conversions."""

import datetime

import cmgraph as cg
import igraph as ig
import networkx as nx
import numpy
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

KEY = b"a key for the tests alone"
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
    assert other.vs["name"] == name == graph.nodes().column("member")
    assert other.vs["unit"] == graph.nodes().column("unit")
    shown = zip(graph.nodes().column("name"), name, strict=True)
    assert other.vs["label"] == [for_people or member for for_people, member in shown]
    ranks = graph.pagerank(tolerance=1e-12).column("pagerank")
    assert other.pagerank(weights="weight") == pytest.approx(ranks, abs=1e-6)
    assert other.reciprocity() == pytest.approx(graph.reciprocity())


def test_networkx_writes_what_it_was_given(graph, tmp_path):
    other = graph.to_networkx()
    nx.write_graphml(other, tmp_path / "g.graphml")
    nx.write_gexf(other, tmp_path / "g.gexf")
    expected = {(u, v): (data["first"], data["last"]) for u, v, data in other.edges(data=True)}
    for back in [nx.read_graphml(tmp_path / "g.graphml"), nx.read_gexf(tmp_path / "g.gexf")]:
        found = {(u, v): (data["first"], data["last"]) for u, v, data in back.edges(data=True)}
        assert found == expected
    # The times are those of our own files and tables.
    graph.write_graphml(tmp_path / "ours.graphml")
    ours = nx.read_graphml(tmp_path / "ours.graphml")
    member = nx.get_node_attributes(ours, "member")
    found = {(member[u], member[v]): (d["first"], d["last"]) for u, v, d in ours.edges(data=True)}
    assert found == expected
    arcs = graph.arcs().to_dict()
    pairs = zip(arcs["from"], arcs["to"], strict=True)
    assert {
        pair: (datetime.datetime.fromisoformat(first), datetime.datetime.fromisoformat(last))
        for pair, (first, last) in expected.items()
    } == dict(zip(pairs, zip(arcs["first"], arcs["last"], strict=True), strict=True))


def test_igraph_there_and_back(graph):
    other = graph.to_igraph()
    back = cg.Graph.from_igraph(other)
    assert arcs_of(back) == arcs_of(graph)
    assert back.nodes().column("member") == graph.nodes().column("member")
    assert back.nodes().column("unit") == graph.nodes().column("unit")
    del other.vs["member"]
    assert arcs_of(cg.Graph.from_igraph(other)) == arcs_of(graph)
    count = other.vcount()
    numbers = [str(number) for number in range(count)]
    assert cg.Graph.from_igraph(other, member=None).nodes().column("member") == numbers
    for names in [["same"] * count, [None, *other.vs["name"][1:]]]:
        other.vs["name"] = names
        assert cg.Graph.from_igraph(other).nodes().column("member") == numbers
        with pytest.raises(ValueError, match=r"members\[\d+\]: found .*, expected an"):
            cg.Graph.from_igraph(other, member="name")
    with pytest.raises(ValueError, match="option member: found 'login'"):
        cg.Graph.from_igraph(other, member="login")


NAN = float("nan")


@pytest.mark.parametrize("nothing", [None, NAN, pandas.NA, pandas.NaT, numpy.float32("nan")])
def test_what_is_missing_is_not_made_up(nothing):
    for column in ["sources", "targets"]:
        arcs = {"sources": ["a", "b", "c"], "targets": ["b", "c", "a"]}
        arcs[column] = ["a", nothing, "c"]
        with pytest.raises(ValueError, match=rf"^{column}\[1\]: found .+, expected an id$"):
            cg.Graph.from_arcs(**arcs)
    with pytest.raises(ValueError, match=r"^members\[2\]: found .+, expected an id$"):
        cg.Graph.from_arcs("a", "b", members=["a", "b", nothing])
    with pytest.raises(ValueError, match=r"^units, a member: found .+, expected an id$"):
        cg.Graph.from_arcs("a", "b", units={nothing: "X"})
    units = cg.Graph.from_arcs("ab", "ba", units={"a": nothing, "b": "X", "z": "Y"}).nodes().column("unit")
    assert units == [None, "X"]
    with pytest.raises(ValueError, match="weights"):
        cg.Graph.from_arcs("ab", "ba", [1.0, nothing])


def test_two_members_do_not_become_one():
    with pytest.raises(
        ValueError, match=r"^members\[1\]: found '1', expected another id than that of members\[0\]"
    ):
        cg.Graph.from_networkx(nx.DiGraph([(1, "1")]))
    with pytest.raises(ValueError, match=r"members\[2\]: found 'a', .* members\[0\]"):
        cg.Graph.from_arcs("a", "b", members="aba")
    with pytest.raises(ValueError, match='units: found "X" and "Y" for the id "1"'):
        cg.Graph.from_arcs([1], [2], units={1: "X", "1": "Y"})
    # An arc may name a member as a number or as text.
    assert cg.Graph.from_arcs([1], [2], members=["1", "2"]).nodes().column("member") == ["1", "2"]


@pytest.mark.parametrize("bad", [None, "3", NAN, -1.0, float("inf")])
@pytest.mark.parametrize("kind", [nx.DiGraph, nx.Graph, nx.MultiDiGraph])
def test_a_weight_that_is_none_is_named(kind, bad):
    other = kind()
    other.add_edge("a", "b")
    other.add_edge("b", "c", weight=bad)
    with pytest.raises(ValueError, match="option weights: found .+ for the arc 'b' -> 'c', expected"):
        cg.Graph.from_networkx(other)
    assert set(cg.Graph.from_networkx(other, weight=None).arcs().column("weight")) <= {0.5, 1.0}


def test_errors_speak_of_what_was_given(graph):
    for call, message in [
        (lambda: graph.betweenness(sources=5, interval_level=1.5), "option interval_level: found 1.5"),
        (lambda: graph.ei_index(draws=0), "option draws: found 0"),
        (lambda: cg.Graph.from_arcs("abc", "bc"), r"option targets: found 2 values, .* sources \(3\)"),
        (lambda: cg.Graph.from_arcs("ab", "ba", [1]), r"option weights: found 1 values, .* sources \(2\)"),
        (lambda: cg.Graph.from_arcs("ab", "ba", [1, -2]), 'found -2 for the arc "b" -> "a"'),
        (lambda: cg.Graph.from_arcs("ab", "bc", members="ab"), r'found no "c", who is in targets\[1\]'),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
    with pytest.raises(TypeError, match=r"weights\[1\]: found 'heavy', expected a number"):
        cg.Graph.from_arcs("ab", "ba", [1, "heavy"])


@pytest.mark.parametrize("reverse", [False, True])
def test_personalised_pagerank_agrees_with_networkx(graph, reverse):
    other = graph.to_networkx()
    jumps = {member: at % 3 for at, member in enumerate(list(other)[:20])}
    ranks = graph.pagerank(tolerance=1e-12, personalisation=jumps, reverse=reverse)
    expected = nx.pagerank(
        other.reverse() if reverse else other, personalization=jumps, tol=1e-14, max_iter=1000
    )
    found = dict(zip(ranks.column("member"), ranks.column("pagerank"), strict=True))
    assert found == pytest.approx(expected, abs=1e-9)
    assert found != pytest.approx(nx.pagerank(other), abs=1e-3)
    assert "weights of 13 members" in str(ranks.provenance)


def test_personalised_pagerank_knows_pseudonyms_only(graph):
    hidden = cg.example(mode="pseudonymous", key=KEY).graph()
    ranks = hidden.pagerank(tolerance=1e-12, personalisation={list(hidden.to_networkx())[3]: 2.0})
    expected = nx.pagerank(
        hidden.to_networkx(), personalization={ranks.column("member")[3]: 1}, tol=1e-14, max_iter=1000
    )
    found = dict(zip(ranks.column("member"), ranks.column("pagerank"), strict=True))
    assert found == pytest.approx(expected, abs=1e-9)
    native = graph.nodes().column("member")[0]
    for other in [hidden, cg.Graph.from_arcs("ab", "ba")]:
        with pytest.raises(ValueError, match=f'no member "{native}" in the graph'):
            other.pagerank(personalisation={native: 1.0})
    with pytest.raises(cg.Withheld):
        cg.example(mode="aggregate").graph().pagerank(personalisation={native: 1.0})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "option personalisation: found only zeros"),
        ({"a": 0}, "option personalisation: found only zeros"),
        ({"a": -1}, "option personalisation: found -1"),
        ({"a": NAN}, "option personalisation: found NaN"),
        ({"a": None}, r'personalisation\["a"\]: found None, expected a number'),
        ({None: 1}, "personalisation, a member: found None, expected an id"),
        ({1: 1, "1": 1}, 'personalisation: found two members with the id "1"'),
    ],
)
def test_bad_personalisation(given, message):
    with pytest.raises(ValueError, match=message):
        cg.Graph.from_arcs(["a", "1"], ["1", "a"]).pagerank(personalisation=given)


def test_pseudonyms_keep_the_graph(graph):
    hidden = cg.example(mode="pseudonymous", key=KEY).graph()
    other = hidden.to_networkx()
    assert all(node.startswith("p-") and not data for node, data in other.nodes(data=True))
    assert list(other) == sorted(other)
    assert sorted(w for _, _, w in other.edges(data="weight")) == sorted(arcs_of(graph).values())
    assert hidden.reciprocity() == graph.reciprocity()
    assert set(hidden.to_igraph().vs.attributes()) == {"member", "name"}


def test_a_graph_shows_itself(graph):
    assert repr(graph).startswith("Interaction graph")
    assert "2,772" in repr(graph)
    assert graph._repr_html_().startswith("<table")
