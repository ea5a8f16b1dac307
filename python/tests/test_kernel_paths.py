"""Betweenness and closeness against networkx and igraph."""

import cmgraph as cg
import igraph as ig
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_graphs import EIGHTHS, POWERS, WAYS, Drawn, by_member, graphs, larger, same

LENGTHS = {"hops": None, "inverse_weight": "length"}
ANY = graphs(st.one_of(EIGHTHS, POWERS))


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS, directed=st.booleans(), lengths=st.sampled_from(list(LENGTHS)))
def test_betweenness(drawn: Drawn, way, directed, lengths):
    graph = drawn.given(way)
    other = drawn.directions() if directed else drawn.ties()
    table = graph.betweenness(directed=directed, lengths=lengths)
    expected = nx.betweenness_centrality(other, weight=LENGTHS[lengths], normalized=False)
    same(by_member(table, "betweenness"), expected)
    shares = nx.betweenness_centrality(other, weight=LENGTHS[lengths])
    same(by_member(table, "normalised"), shares)
    assert "low" not in table.columns

    # From all members there is nothing to estimate.
    sources = max(len(drawn.members), 2)
    table = graph.betweenness(directed=directed, lengths=lengths, sources=sources)
    same(by_member(table, "normalised"), shares)
    assert "low" not in table.columns


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS, directed=st.booleans(), lengths=st.sampled_from(list(LENGTHS)))
def test_arc_betweenness(drawn: Drawn, way, directed, lengths):
    table = drawn.given(way).arc_betweenness(directed=directed, lengths=lengths)
    other = drawn.directions() if directed else drawn.ties()
    kind = tuple if directed else frozenset

    def by_ends(values: list[float]) -> dict[object, float]:
        ends = zip(table.column("from"), table.column("to"), strict=True)
        return dict(zip(map(kind, ends), values, strict=True))

    for column, normalised in [("betweenness", False), ("normalised", True)]:
        expected = nx.edge_betweenness_centrality(other, weight=LENGTHS[lengths], normalized=normalised)
        same(by_ends(table.column(column)), {kind(ends): value for ends, value in expected.items()})
    assert len(table) == other.number_of_edges()


@settings(max_examples=40, deadline=None)
@given(drawn=ANY, way=WAYS, top=st.integers(0, 12), by=st.sampled_from(["closeness", "harmonic"]))
def test_the_closest(drawn: Drawn, way, top, by):
    graph = drawn.given(way)
    rows = list(zip(*graph.closeness().to_dict().values(), strict=True))
    columns = graph.closeness().columns
    place = columns.index(by)
    # A sort that keeps the order of those who are equal.
    expected = sorted(rows, key=lambda row: -row[place])[:top]
    found = graph.closeness(top=top, by=by)
    assert list(zip(*found.to_dict().values(), strict=True)) == expected
    assert found.provenance["parameters"].items() >= {"top": str(top), "by": by}.items()


@settings(max_examples=60, deadline=None)
@given(
    drawn=ANY,
    way=WAYS,
    directed=st.booleans(),
    lengths=st.sampled_from(list(LENGTHS)),
    distances=st.sampled_from(["to_member", "from_member"]),
)
def test_closeness(drawn: Drawn, way, directed, lengths, distances):
    table = drawn.given(way).closeness(directed=directed, lengths=lengths, distances=distances)
    other = drawn.directions() if directed else drawn.ties()
    if directed and distances == "from_member":
        other = other.reverse()
    length = LENGTHS[lengths]
    same(by_member(table, "closeness"), nx.closeness_centrality(other, distance=length))
    same(by_member(table, "harmonic"), nx.harmonic_centrality(other, distance=length))
    into = other.reverse() if directed else other
    reach = {v: nx.single_source_dijkstra_path_length(into, v, weight=length or 1) for v in into}
    assert by_member(table, "reached") == {v: len(found) - 1 for v, found in reach.items()}
    if length:
        mean = {v: sum(d.values()) / (len(d) - 1) if len(d) > 1 else None for v, d in reach.items()}
        same(by_member(table, "mean_distance"), mean)


def test_arcs_too_light_for_a_length_lead_nowhere():
    # One over the least float is infinite.
    graph = cg.Graph.from_arcs("abc", "bca", [1.0, 5e-324, 1.0], min_group=0)
    assert graph.betweenness(lengths="inverse_weight").column("betweenness") == [1.0, 0.0, 0.0]
    assert graph.closeness(lengths="inverse_weight").column("reached") == [1, 2, 0]
    assert graph.betweenness().column("betweenness") == [1.0, 1.0, 1.0]


@pytest.fixture(scope="module")
def crowd() -> tuple[cg.Graph, ig.Graph, ig.Graph]:
    graph = larger(1).given()
    other = graph.to_igraph()
    ties = other.as_undirected(combine_edges={"weight": "sum"})
    return graph, other, ties


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("lengths", list(LENGTHS))
def test_paths_in_a_crowd(crowd, directed, lengths):
    graph, other, ties = crowd
    other = other if directed else ties
    length = [1 / w for w in other.es["weight"]] if lengths == "inverse_weight" else None
    table = graph.betweenness(directed=directed, lengths=lengths)
    assert table.column("betweenness") == pytest.approx(other.betweenness(weights=length), rel=1e-9, abs=1e-9)
    for distances, mode in [("to_member", "in"), ("from_member", "out")]:
        table = graph.closeness(directed=directed, lengths=lengths, distances=distances)
        apart = np.array(other.distances(weights=length, mode=mode), float)
        np.fill_diagonal(apart, np.inf)
        reached = np.isfinite(apart).sum(axis=1)
        total = np.where(np.isfinite(apart), apart, 0).sum(axis=1)
        assert table.column("reached") == list(reached)
        with np.errstate(invalid="ignore"):
            closeness = np.nan_to_num(reached / total * reached / (len(apart) - 1))
        assert table.column("closeness") == pytest.approx(closeness, rel=1e-12)
        assert table.column("harmonic") == pytest.approx((1 / apart).sum(axis=1), rel=1e-12)


@pytest.mark.parametrize("directed", [True, False])
def test_bounds_of_sampled_betweenness_hold(directed):
    graph = larger(2, n=1500, m=9000).given()
    exact = np.array(graph.betweenness(directed=directed).column("normalised"))
    epsilon, delta, wrong, runs = 0.03, 0.1, 0, 20
    for seed in range(runs):
        table = graph.betweenness(directed=directed, epsilon=epsilon, delta=delta, seed=seed)
        assert table.provenance["observations"]["what"] == "paths drawn"
        assert table.provenance["observations"]["n"] > 0
        found, low, high = (np.array(table.column(name)) for name in ["normalised", "low", "high"])
        assert (high > low).any(), "these are exact"
        assert (high <= found + epsilon + 1e-12).all() and (low >= found - epsilon - 1e-12).all()
        assert table.provenance["interval_level"] == 1 - delta
        wrong += bool((exact < low - 1e-12).any() or (exact > high + 1e-12).any())
    assert wrong <= delta * runs


def test_estimates_from_sources_are_right_in_the_mean():
    graph = larger(3, n=200, m=1500).given()
    exact = np.array(graph.betweenness().column("betweenness"))
    runs = [graph.betweenness(sources=50, seed=seed, interval_level=0.9) for seed in range(60)]
    found = np.array([run.column("betweenness") for run in runs])
    error = found.std(axis=0, ddof=1) / np.sqrt(len(runs))
    many = exact > 0.01 * exact.max()
    assert many.sum() > 40
    assert (np.abs(found.mean(axis=0) - exact)[many] < 5 * error[many] + 1e-9).all()
    pairs = (len(exact) - 1) * (len(exact) - 2)
    low, high = (np.array([run.column(name) for run in runs]) * pairs for name in ["low", "high"])
    assert (low <= found + 1e-9).all() and (found <= high + 1e-9).all()
    top = np.argsort(exact)[-20:]
    held = ((low <= exact + 1e-9) & (exact <= high + 1e-9))[:, top].mean()
    assert held > 0.8, f"intervals of 90% held in {held:.0%}"
