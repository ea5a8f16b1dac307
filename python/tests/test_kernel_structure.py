"""Structural holes, clustering, cores, cuts and components against networkx, igraph and brute force."""

import igraph as ig
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_graphs import EIGHTHS, WAYS, WIDE, Drawn, by_member, graphs, larger, same

ANY = graphs(st.one_of(EIGHTHS, WIDE))
NAN = float("nan")


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS, weighted=st.booleans())
def test_structural_holes(drawn: Drawn, way, weighted):
    table = drawn.given(way).structural_holes(weighted=weighted)
    ties = drawn.ties()
    weight = "weight" if weighted else None
    constraint = by_member(table, "constraint")
    # An empty graph is an error in networkx.
    same(constraint, nx.constraint(ties, weight=weight) if ties else {})
    # Asked about all at once, networkx 3.6 divides by the largest weight of the wrong end.
    effective = nx.effective_size(ties, nodes=list(ties), weight=weight)
    same(by_member(table, "effective_size"), effective)
    same(by_member(table, "efficiency"), {v: effective[v] / (ties.degree(v) or NAN) for v in ties})
    if ties.number_of_edges():
        other = ig.Graph.from_networkx(ties)
        expected = other.constraint(weights=other.es["weight"] if weighted else None)
        same(constraint, dict(zip(other.vs["_nx_name"], expected, strict=True)))


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS)
def test_clustering(drawn: Drawn, way):
    table = drawn.given(way).clustering()
    ties = drawn.ties()
    assert by_member(table, "contacts") == dict(ties.degree())
    assert by_member(table, "triangles") == nx.triangles(ties)

    def where_pairs(values: dict[str, float]) -> dict[str, float]:
        # Of fewer than two contacts networkx says 0.
        return {v: value if ties.degree(v) > 1 else NAN for v, value in values.items()}

    same(by_member(table, "clustering"), where_pairs(nx.clustering(ties)))
    weighted = nx.clustering(ties, weight="weight") if ties.number_of_edges() else dict.fromkeys(ties, 0.0)
    same(by_member(table, "weighted_clustering"), where_pairs(weighted))
    pairs = sum(d * (d - 1) // 2 for d in table.column("contacts"))
    if pairs:
        assert sum(table.column("triangles")) / pairs == pytest.approx(nx.transitivity(ties), rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS)
def test_cores(drawn: Drawn, way):
    graph = drawn.given(way)
    found = by_member(graph.cores(), "core")
    assert found == nx.core_number(drawn.ties())
    directions = drawn.directions()
    both = by_member(graph.cores(directed=True), "core")
    assert both == nx.core_number(directions)
    assert list(both.values()) == ig.Graph.from_networkx(directions).coreness(mode="all")
    degeneracy = graph.cores().provenance["parameters"]["degeneracy"]
    assert int(degeneracy) == max(found.values(), default=0)


def parts(graph: nx.Graph) -> list[set[str]]:
    return sorted(nx.connected_components(graph), key=len, reverse=True)


def without(ties: nx.Graph, gone: str) -> list[int]:
    """Sizes of what the component of a member falls into without it."""
    component = next(part for part in parts(ties) if gone in part)
    return [len(part) for part in parts(ties.subgraph(component - {gone}))]


# Sparse, so that much hangs on single members.
@settings(max_examples=80, deadline=None)
@given(drawn=graphs(st.just(1.0), most=11), way=WAYS, keep=st.integers(0, 14))
def test_cuts(drawn: Drawn, way, keep):
    drawn = Drawn(drawn.members, drawn.edges[:keep], drawn.directed, drawn.units)
    graph, ties = drawn.given(way), drawn.ties()
    points = graph.articulation_points()
    assert points.columns[-2:] == ["parts", "cut_off"]
    columns = [points.column(name) for name in ("member", "parts", "cut_off")]
    found = {member: (count, cut_off) for member, count, cut_off in zip(*columns, strict=True)}
    split = {v: without(ties, v) for v in ties}
    assert found == {v: (len(sizes), sum(sizes[1:])) for v, sizes in split.items() if len(sizes) > 1}
    assert set(found) == set(nx.articulation_points(ties))

    table = graph.bridges()
    bridges = list(zip(table.column("member"), table.column("other"), table.column("cut_off"), strict=True))
    expected = {}
    for u, v in nx.bridges(ties):
        cut = ties.copy()
        cut.remove_edge(u, v)
        sides = [nx.node_connected_component(cut, end) for end in (u, v)]
        expected[frozenset((u, v))] = min(map(len, sides))
    assert {frozenset((u, v)): cut_off for u, v, cut_off in bridges} == expected
    assert len(bridges) == len(expected)


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS)
def test_components(drawn: Drawn, way):
    graph, directions = drawn.given(way), drawn.directions()
    nodes = graph.nodes()
    for strong, name, find in [
        (False, "weak", nx.weakly_connected_components),
        (True, "strong", nx.strongly_connected_components),
    ]:
        expected = {frozenset(part) for part in find(directions)}
        label = by_member(nodes, f"{name}_component")
        found = [{v for v in label if label[v] == i} for i in range(len(expected))]
        assert {frozenset(part) for part in found} == expected
        sizes = sorted(map(len, expected), reverse=True)
        assert [len(part) for part in found] == sizes
        table = graph.components(strong=strong)
        assert table.column("members") == [size for size in sizes if size > 1]
        alone = {part["what"]: part["n"] for part in table.provenance["excluded"]}
        assert alone.get("members in a component of their own", 0) == sizes.count(1)
    same(by_member(nodes, "out_strength"), dict(directions.out_degree(weight="weight")))
    same(by_member(nodes, "in_strength"), dict(directions.in_degree(weight="weight")))
    assert by_member(nodes, "partners") == dict(drawn.ties().degree())


@settings(max_examples=60, deadline=None)
@given(drawn=graphs(), way=WAYS)
def test_biconnected_components(drawn: Drawn, way):
    graph, ties = drawn.given(way), drawn.ties()
    expected = sorted(map(sorted, nx.biconnected_components(ties)))
    table = graph.biconnected_members()
    found: dict[int, list[str]] = {}
    for member, component in zip(table.column("member"), table.column("component"), strict=True):
        found.setdefault(component, []).append(member)
    assert sorted(map(sorted, found.values())) == expected
    sizes = graph.biconnected_components()
    assert sizes.column("component") == list(range(len(expected)))
    assert sizes.column("members") == sorted(map(len, expected), reverse=True)
    assert sizes.column("members") == [len(found[i]) for i in range(len(expected))]
    alone = {part["what"]: part["n"] for part in sizes.provenance["excluded"]}
    assert alone.get("members without ties", 0) == len(list(nx.isolates(ties)))


def correlation(pairs: list[tuple[int, int]]) -> float | None:
    xs, ys = np.array(pairs, float).reshape(-1, 2).T
    return np.corrcoef(xs, ys)[0, 1] if len(set(xs)) > 1 else None


@settings(max_examples=60, deadline=None)
@given(drawn=graphs(), way=WAYS)
def test_summary(drawn: Drawn, way):
    graph, directions, ties = drawn.given(way), drawn.directions(), drawn.ties()
    arcs, pairs = directions.number_of_edges(), ties.number_of_edges()
    expected = {
        "members": len(ties),
        "connected": len(ties) - len(list(nx.isolates(ties))),
        "arcs": arcs,
        "pairs": pairs,
        "both_ways": (arcs - pairs) / pairs if pairs else None,
        "density": nx.density(directions) if len(ties) > 1 else None,
        "reciprocity": nx.overall_reciprocity(directions) if arcs else None,
    }
    degree = dict(ties.degree())
    contacts = sum(d * (d - 1) for d in degree.values())
    expected["transitivity"] = nx.transitivity(ties) if contacts else None
    several = [v for v in ties if degree[v] > 1]
    expected["clustering"] = nx.average_clustering(ties, several) if several else None
    ends = [(degree[u], degree[v]) for edge in ties.edges for u, v in (edge, edge[::-1])]
    expected["assortativity"] = correlation(ends)

    unit = {v: u for v, u in zip(drawn.members, drawn.units, strict=True) if u}
    known = [(unit[u], unit[v], w) for u, v, w in directions.subgraph(unit).edges(data="weight")]
    total = sum(w for _, _, w in known)
    expected["unit_assortativity"] = None
    if total and len(set(unit.values())) > 1:
        inside = sum(w for g, h, w in known if g == h) / total
        out = {name: sum(w for g, _, w in known if g == name) / total for name in unit.values()}
        into = {name: sum(w for _, h, w in known if h == name) / total for name in unit.values()}
        chance = sum(out[name] * into[name] for name in out)
        if chance < 1 - 1e-9:
            expected["unit_assortativity"] = (inside - chance) / (1 - chance)

    found = {name: values[0] for name, values in graph.summary().to_dict().items()}
    assert expected.keys() <= found.keys()
    same({name: found[name] for name in expected}, expected)
    assert graph.reciprocity() == found["reciprocity"]


def test_structure_of_a_crowd():
    drawn = larger(6)
    graph, ties = drawn.given(), drawn.ties()
    weights = nx.to_numpy_array(ties)
    tied = weights > 0
    for weighted in [True, False]:
        w = weights if weighted else tied.astype(float)
        with np.errstate(invalid="ignore"):
            p, m = w / w.sum(axis=1, keepdims=True), w / w.max(axis=1, keepdims=True)
        p, m = np.nan_to_num(p), np.nan_to_num(m)
        some = tied.any(axis=1)
        constraint = np.where(tied, (p + p @ p) ** 2, 0).sum(axis=1)
        effective = tied.sum(axis=1) - np.where(tied, p @ m.T, 0).sum(axis=1)
        table = graph.structural_holes(weighted=weighted)
        for column, expected in [("constraint", constraint), ("effective_size", effective)]:
            values = dict(zip(ties, np.where(some, expected, NAN), strict=True))
            same(by_member(table, column), values)
    clustering = graph.clustering()
    assert by_member(clustering, "triangles") == nx.triangles(ties)
    weighted = nx.clustering(ties, weight="weight")
    values = {v: value if ties.degree(v) > 1 else NAN for v, value in weighted.items()}
    same(by_member(clustering, "weighted_clustering"), values)
    assert by_member(graph.cores(), "core") == nx.core_number(ties)
    assert by_member(graph.cores(directed=True), "core") == nx.core_number(drawn.directions())
    assert set(graph.articulation_points().column("member")) == set(nx.articulation_points(ties))
    bridges = graph.bridges()
    found = {frozenset(pair) for pair in zip(bridges.column("member"), bridges.column("other"), strict=True)}
    assert found == {frozenset(pair) for pair in nx.bridges(ties)}
    assert len(found) > 50
