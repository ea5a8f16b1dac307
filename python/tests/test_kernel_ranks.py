"""PageRank, hubs and authorities against networkx, igraph and singular vectors."""

import igraph as ig
import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_graphs import EIGHTHS, WAYS, WIDE, Drawn, by_member, graphs, larger, same

ANY = graphs(st.one_of(EIGHTHS, WIDE))


def ranks_of_igraph(other: nx.DiGraph, damping: float) -> dict[str, float]:
    graph = ig.Graph.from_networkx(other)
    if not graph.vcount():
        return {}
    weights = graph.es["weight"] if graph.ecount() else None
    return dict(zip(graph.vs["_nx_name"], graph.pagerank(damping=damping, weights=weights), strict=True))


@settings(max_examples=50, deadline=None)
@given(drawn=ANY, way=WAYS, reverse=st.booleans(), damping=st.sampled_from([0.5, 0.85]))
def test_pagerank(drawn: Drawn, way, reverse, damping):
    table = drawn.given(way).pagerank(damping=damping, reverse=reverse, tolerance=1e-13)
    other = drawn.directions()
    if reverse:
        other = other.reverse()
    found = by_member(table, "pagerank")
    same(found, nx.pagerank(other, alpha=damping, tol=1e-13, max_iter=2000), abs=1e-9)
    same(found, ranks_of_igraph(other, damping), abs=1e-8)
    if found:
        assert sum(found.values()) == pytest.approx(1, abs=1e-12)


def test_pagerank_without_damping_is_the_same_for_all():
    ranks = larger(4, n=50, m=100).given().pagerank(damping=0.0).column("pagerank")
    assert ranks == pytest.approx([1 / 50] * 50, rel=1e-12)


def test_too_few_iterations_are_told():
    graph = larger(4, n=50, m=100).given()
    for few in [graph.pagerank(max_iterations=2), graph.hits(max_iterations=2)]:
        assert [warning for warning in few.provenance["warnings"] if "after 2 iterations" in warning]
    for enough in [graph.pagerank(), graph.hits()]:
        assert not enough.provenance["warnings"]


def leading(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """The leading singular pair that is nearest to equal hub scores; None where the next is near."""
    hubs, values, authorities = np.linalg.svd(weights)
    first = values >= values[0] * (1 - 1e-13)
    rest = values[~first]
    if rest.size and rest[0] > 0.9 * values[0]:
        return None
    hub = hubs[:, first] @ hubs[:, first].sum(axis=0)
    authority = weights.T @ hub
    return hub / hub.sum(), authority / authority.sum()


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS)
def test_hits(drawn: Drawn, way):
    table = drawn.given(way).hits(tolerance=1e-13, max_iterations=100_000)
    hub, authority = by_member(table, "hub"), by_member(table, "authority")
    other = drawn.directions()
    if not other.number_of_edges():
        assert set(hub.values()) | set(authority.values()) <= {0.0}
        return
    weights = nx.to_numpy_array(other)
    expected = leading(weights)
    assume(expected is not None)
    assert list(hub.values()) == pytest.approx(expected[0], abs=1e-7)
    assert list(authority.values()) == pytest.approx(expected[1], abs=1e-7)
    values = np.linalg.svd(weights, compute_uv=False)
    if values[1] < 0.9 * values[0]:
        # Only one pair: what networkx finds is this one.
        hubs, authorities = nx.hits(other, tol=1e-14, max_iter=10_000)
        same(hub, hubs, abs=1e-7)
        same(authority, authorities, abs=1e-7)


def solved(other: nx.DiGraph, damping: float) -> np.ndarray:
    """PageRank from its linear equations."""
    weights = nx.to_numpy_array(other)
    n, strength = len(weights), weights.sum(axis=1, keepdims=True)
    steps = np.divide(weights, strength, out=np.full_like(weights, 1 / n), where=strength > 0)
    return np.linalg.solve(np.eye(n) - damping * steps.T, np.full(n, (1 - damping) / n))


def test_ranks_in_a_crowd():
    graph = larger(5, n=1500, m=9000).given()
    other = graph.to_networkx()
    for reverse in [False, True]:
        found = graph.pagerank(tolerance=1e-13, reverse=reverse).column("pagerank")
        assert found == pytest.approx(solved(other.reverse() if reverse else other, 0.85), rel=1e-9)
    table = graph.hits(tolerance=1e-14)
    hubs, authorities = nx.hits(other, tol=1e-14, max_iter=10_000)
    same(by_member(table, "hub"), hubs, abs=1e-10)
    same(by_member(table, "authority"), authorities, abs=1e-10)
