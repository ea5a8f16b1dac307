"""Communities, brokerage, E-I index and mixing against networkx, direct sums and brute force."""

import itertools
import math

import cmgraph as cg
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_graphs import EIGHTHS, WAYS, WIDE, Drawn, by_member, graphs, larger, same

ANY = graphs(st.one_of(EIGHTHS, WIDE))
ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]


def parts_of(members: cg.Table) -> list[set[str]]:
    label = by_member(members, "community")
    return [{v for v in label if label[v] == i} for i in range(len(set(label.values())))]


def modularity_of(table: cg.Table) -> float:
    return float(table.provenance["parameters"]["modularity"])


@settings(max_examples=60, deadline=None)
@given(
    drawn=ANY,
    way=WAYS,
    method=st.sampled_from(["leiden", "louvain"]),
    resolution=st.sampled_from([0.5, 1.0, 2.0]),
    iterations=st.sampled_from([1, 2, None]),
    runs=st.integers(1, 3),
    seed=st.integers(0, 2**64 - 1),
)
def test_communities(drawn: Drawn, way, method, resolution, iterations, runs, seed):
    graph, ties = drawn.given(way), drawn.ties()
    options = {
        "method": method,
        "resolution": resolution,
        "iterations": iterations,
        "runs": runs,
        "seed": seed,
    }
    members, table = graph.community_members(**options), graph.communities(**options)
    parts = parts_of(members)
    sizes = [len(part) for part in parts]
    assert sizes == sorted(sizes, reverse=True)
    assert table.column("members") == [size for size in sizes if size > 1]
    assert ("stability" in table.columns) == ("stability" in members.columns)
    if not ties.number_of_edges():
        assert sizes == [1] * len(ties)
        assert "modularity" not in members.provenance["parameters"]
        return
    if method == "leiden":
        assert all(nx.is_connected(ties.subgraph(part)) for part in parts)
    for of in [members, table]:
        expected = nx.community.modularity(ties, parts, weight="weight", resolution=resolution)
        assert modularity_of(of) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    for part, inside in zip(parts, table.column("inside"), strict=False):
        within = 2 * math.fsum(w for _, _, w in ties.subgraph(part).edges(data="weight"))
        of_all = math.fsum(dict(ties.degree(part, weight="weight")).values())
        assert inside == pytest.approx(within / of_all, rel=1e-9)
    for name in ["stability"] if runs > 1 else []:
        assert all(0 <= value <= 1 for of in [members, table] for value in of.column(name))


@settings(max_examples=40, deadline=None)
@given(drawn=graphs(EIGHTHS, most=9), seed=st.integers(0, 99), method=st.sampled_from(["leiden", "louvain"]))
def test_nobody_gains_by_moving_alone(drawn: Drawn, seed, method):
    """Until an iteration gains nothing: each member is where modularity wants it, given the others."""
    ties = drawn.ties()
    if not ties.number_of_edges():
        return
    members = drawn.given().community_members(method=method, iterations=None, seed=seed)
    parts = parts_of(members)
    best = modularity_of(members)
    for member in ties:
        rest = [part - {member} for part in parts]
        for at in range(len(rest) + 1):
            moved = [part | {member} if i == at else part for i, part in enumerate([*rest, set()])]
            moved = [part for part in moved if part]
            assert nx.community.modularity(ties, moved, weight="weight") <= best + 1e-9


def test_communities_of_a_crowd():
    drawn = larger(7)
    graph, ties = drawn.given(), drawn.ties()
    for seed in range(4):
        members = graph.community_members(seed=seed)
        parts = parts_of(members)
        assert all(nx.is_connected(ties.subgraph(part)) for part in parts)
        found = modularity_of(members)
        assert found == pytest.approx(nx.community.modularity(ties, parts, weight="weight"), rel=1e-9)
        other = nx.community.louvain_communities(ties, weight="weight", seed=seed)
        assert found > nx.community.modularity(ties, other, weight="weight") - 0.01


@settings(max_examples=60, deadline=None)
@given(drawn=graphs(most=9), way=WAYS)
def test_brokerage(drawn: Drawn, way):
    table = drawn.given(way).brokerage()
    directions = drawn.directions()
    unit = dict(zip(drawn.members, drawn.units, strict=True))
    expected = {v: dict.fromkeys(ROLES, 0) for v in drawn.members}
    for a, v, b in itertools.permutations(drawn.members, 3):
        if not (directions.has_edge(a, v) and directions.has_edge(v, b)) or directions.has_edge(a, b):
            continue
        x, y, z = unit[a], unit[v], unit[b]
        if None in (x, y, z):
            continue
        if x == y == z:
            role = "coordinator"
        elif x == z:
            role = "itinerant"
        elif y == z:
            role = "gatekeeper"
        elif x == y:
            role = "representative"
        else:
            role = "liaison"
        expected[v][role] += 1
    for role in ROLES:
        assert by_member(table, role) == {v: counts[role] for v, counts in expected.items()}


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS, weighted=st.booleans())
def test_ei_index(drawn: Drawn, way, weighted):
    graph, ties = drawn.given(way), drawn.ties()
    unit = dict(zip(drawn.members, drawn.units, strict=True))
    known = [v for v in ties if unit[v]]
    ties = ties.subgraph(known)

    def sums(of) -> tuple[float, float]:
        value = [(w if weighted else 1.0, unit[u] == unit[v]) for u, v, w in of]
        return math.fsum(w for w, own in value if not own), math.fsum(w for w, own in value if own)

    def index(external: float, internal: float) -> float | None:
        return (external - internal) / (external + internal) if external + internal else None

    edges = list(ties.edges(data="weight"))
    table = graph.ei_index(weighted=weighted, draws=19).to_dict()
    # Where no unit is known, there is the whole only.
    assert table["unit"] == [None, *sorted({unit[v] for v in known})]
    for row, name in enumerate(table["unit"]):
        external, internal = sums(e for e in edges if name in (None, unit[e[0]], unit[e[1]]))
        assert table["connected"][row] == len(
            [v for v in known if ties.degree(v) and name in (None, unit[v])]
        )
        assert table["external"][row] == pytest.approx(external)
        assert table["internal"][row] == pytest.approx(internal)
        expected = index(external, internal)
        assert table["ei_index"][row] == (None if expected is None else pytest.approx(expected))
        if expected is None:
            assert table["p_value"][row] is None
        elif table["p_value"][row] is not None:
            assert 1 / 20 - 1e-12 <= table["p_value"][row] <= 1
    members = graph.ei_members(weighted=weighted)
    own = {v: sums(ties.edges(v, data="weight")) if unit[v] else (0.0, 0.0) for v in drawn.members}
    same(by_member(members, "external"), {v: external for v, (external, _) in own.items()})
    same(by_member(members, "internal"), {v: internal for v, (_, internal) in own.items()})
    same(by_member(members, "ei_index"), {v: index(*both) for v, both in own.items()})


def test_chance_of_the_ei_index():
    drawn = larger(8, n=80, m=160)
    graph = drawn.given()
    table = graph.ei_index(draws=4000, seed=1).to_dict()
    sizes = [drawn.units.count(name) for name in table["unit"][1:]]
    n = sum(sizes)
    # The share of internal ties to be expected where units of these sizes are dealt out at random.
    inside = sum(size * (size - 1) for size in sizes) / (n * (n - 1))
    assert table["expected"][0] == pytest.approx(1 - 2 * inside, rel=1e-9)
    # Of single units it is the mean over what was dealt out.
    again = graph.ei_index(draws=4000, seed=2).column("expected")
    assert again == pytest.approx(table["expected"], abs=0.02)
    assert again[1:] != table["expected"][1:]
    assert table["p_value"][0] > 0.01, "units were dealt out at random"
    # All ties stay inside.
    apart = cg.Graph.from_arcs(
        "abcdefgh", "bcdafghe", units=dict(zip("abcdefgh", "XXXXYYYY", strict=True)), min_group=0
    )
    table = apart.ei_index(draws=4000).to_dict()
    assert table["ei_index"] == [-1.0] * 3
    # Two of the 70 ways of choosing four of eight are that good.
    assert table["p_value"][0] == pytest.approx(2 / 70, abs=0.01)


@settings(max_examples=60, deadline=None)
@given(drawn=ANY, way=WAYS)
def test_mixing(drawn: Drawn, way):
    table = drawn.given(way).mixing().to_dict()
    unit = {v: u for v, u in zip(drawn.members, drawn.units, strict=True) if u}
    known = drawn.directions().subgraph(unit)
    names = sorted(set(unit.values()))
    assert list(zip(table["from_unit"], table["to_unit"], strict=True)) == list(
        itertools.product(names, names)
    )
    out, into = dict(known.out_degree(weight="weight")), dict(known.in_degree(weight="weight"))
    total = math.fsum(out.values())
    chance = {(u, v): out[u] * into[v] for u, v in itertools.permutations(unit, 2)}
    every = math.fsum(chance.values())
    for row, (g, h) in enumerate(itertools.product(names, names)):
        arcs = [arc for arc in known.edges(data="weight") if (unit[arc[0]], unit[arc[1]]) == (g, h)]
        weight = math.fsum(w for _, _, w in arcs)
        expected = math.fsum(c for (u, v), c in chance.items() if (unit[u], unit[v]) == (g, h))
        expected *= total / every if every else 0.0
        assert table["actors"][row] == len({u for u, _, _ in arcs})
        assert table["receivers"][row] == len({v for _, v, _ in arcs})
        assert table["weight"][row] == pytest.approx(weight, rel=1e-9)
        assert table["expected"][row] == pytest.approx(expected, rel=1e-9, abs=1e-9 * total)
        ratio = math.log((table["weight"][row] + 0.5) / (table["expected"][row] + 0.5))
        assert table["log_ratio"][row] == pytest.approx(ratio, abs=1e-12)
