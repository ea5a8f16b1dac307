"""Published figures of known networks, and of real data beside the repository."""

import csv
import gzip
import math
from collections import Counter
from pathlib import Path

import cmgraph as cg
import networkx as nx
import numpy as np
import pytest
from random_graphs import by_member
from scipy.stats import rankdata


def karate(**options) -> cg.Graph:
    """Zachary's club without the weights that newer versions of networkx have."""
    return cg.Graph.from_networkx(nx.karate_club_graph(), weight=None, unit="club", min_group=0, **options)


def rows(path: Path) -> list[list[str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def test_ranks_and_paths_of_karate():
    graph = karate()
    between = by_member(graph.betweenness(directed=False), "betweenness")
    expected = {"0": 231.0714, "33": 160.5516, "32": 76.6905, "2": 75.8508, "31": 73.0095}
    assert {who: between[who] for who in expected} == pytest.approx(expected, abs=5e-5)
    ranks = by_member(graph.pagerank(tolerance=1e-12), "pagerank")
    expected = {"33": 0.100919, "0": 0.096997, "32": 0.071693}
    assert {who: ranks[who] for who in expected} == pytest.approx(expected, abs=5e-7)


def test_structure_of_karate():
    graph = karate()
    holes = graph.structural_holes(weighted=False)
    expected = {"0": 0.1554, "33": 0.1564, "2": 0.1852, "32": 0.2492, "11": 1.0}
    constraint = by_member(holes, "constraint")
    assert {who: constraint[who] for who in expected} == pytest.approx(expected, abs=5e-5)
    expected = {"0": 13.75, "33": 15.2353, "2": 7.8, "32": 9.8333}
    effective = by_member(holes, "effective_size")
    assert {who: effective[who] for who in expected} == pytest.approx(expected, abs=5e-5)
    clustering = graph.clustering().to_dict()
    assert sum(clustering["triangles"]) == 3 * 45
    pairs = sum(d * (d - 1) / 2 for d in clustering["contacts"])
    assert sum(clustering["triangles"]) / pairs == pytest.approx(0.255682, abs=5e-7)
    mean = sum(value or 0.0 for value in clustering["clustering"]) / 34
    assert mean == pytest.approx(0.570638, abs=5e-7)
    summary = {name: values[0] for name, values in graph.summary().to_dict().items()}
    expected = {"transitivity": 0.255682, "assortativity": -0.475613, "unit_assortativity": 0.717531}
    assert {name: summary[name] for name in expected} == pytest.approx(expected, abs=5e-7)


def test_groups_of_karate():
    graph = karate()
    table = graph.ei_index(draws=9999).to_dict()
    assert table["unit"] == [None, "Mr. Hi", "Officer"] and table["connected"] == [34, 17, 17]
    assert (table["external"][0], table["internal"][0]) == (11, 67)
    assert table["ei_index"][0] == pytest.approx(-0.717949, abs=5e-7)
    assert table["expected"][0] == pytest.approx(2 * 0.515152 - 1, abs=2e-6)
    assert table["p_value"][0] < 0.001
    roles = graph.brokerage().to_dict()
    names = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]
    assert [sum(roles[name]) for name in names] == [510, 20, 128, 128, 0]
    found = {who: [roles[name][who] for name in names] for who in (0, 2, 33)}
    assert found == {0: [174, 0, 15, 15, 0], 2: [10, 12, 23, 23, 0], 33: [156, 6, 40, 40, 0]}


def test_communities_of_karate():
    table = karate().community_members(runs=20, iterations=None)
    # The best that there is (Brandes and others 2008).
    assert float(table.provenance["parameters"]["modularity"]) == pytest.approx(0.41979, abs=5e-6)
    assert len(set(table.column("community"))) == 4
    assert all(0 <= value <= 1 for value in table.column("stability"))


def test_kite():
    # Krackhardt's kite, as networkx numbers it.
    graph = cg.Graph.from_networkx(nx.krackhardt_kite_graph())
    table = graph.betweenness(directed=False)
    assert table.column("betweenness") == pytest.approx(
        [0.8333, 0.8333, 0, 3.6667, 0, 8.3333, 8.3333, 14, 8, 0], abs=5e-5
    )
    shares = by_member(table, "normalised")
    expected = {"7": 0.3889, "5": 0.2315, "6": 0.2315, "8": 0.2222, "3": 0.1019, "0": 0.0231, "1": 0.0231}
    assert {who: shares[who] for who in expected} == pytest.approx(expected, abs=5e-5)
    closeness = graph.closeness(directed=False).column("closeness")
    assert closeness[5:7] == pytest.approx([0.643] * 2, abs=5e-4)
    holes = graph.structural_holes()
    constraint = [0.541, 0.541, 0.664, 0.470, 0.664, 0.445, 0.445, 0.431, 0.500, 1.0]
    assert holes.column("constraint") == pytest.approx(constraint, abs=6e-4)
    effective = by_member(holes, "effective_size")
    assert (effective["3"], effective["5"]) == pytest.approx((3.3333, 3.0), abs=5e-5)


def test_small_vectors():
    four = cg.Graph.from_arcs("AABBCD", "BCCDDA", units=dict(A=1, B=1, C=2, D=2))
    roles = four.brokerage().to_dict()
    assert roles["member"] == list("ABCD")
    assert roles["itinerant"] == [1, 0, 0, 1]
    assert roles["gatekeeper"] == [1, 0, 1, 0]
    assert roles["representative"] == [0, 1, 0, 1]
    assert roles["coordinator"] == roles["liaison"] == [0] * 4
    mutual = cg.Graph.from_arcs("01123", "10231", min_group=0)
    assert mutual.reciprocity() == pytest.approx(0.4)
    assert mutual.summary().column("rho")[0] == pytest.approx(-0.028571, abs=5e-7)


def test_krackhardt_hightech(shared):
    folder = shared / "krackhardt-hightech"

    def of(name: str) -> cg.Graph:
        pairs = rows(folder / f"{name}.csv")
        return cg.Graph.from_arcs(*zip(*pairs, strict=True), members=range(1, 22))

    assert [len(of(name).arcs()) for name in ["advice", "friendship", "reports_to"]] == [190, 102, 20]
    advice = of("advice")
    assert advice.summary().column("density") == pytest.approx([0.4524], abs=5e-5)
    assert advice.reciprocity() == pytest.approx(0.4737, abs=5e-5)
    asked = by_member(advice.nodes(), "in_partners")
    assert sorted(asked.items(), key=lambda item: -item[1])[:3] == [("2", 18), ("18", 15), ("21", 15)]
    # A tree: every tie holds it together, and so does everybody who has reports.
    tree = of("reports_to")
    assert len(tree.bridges()) == 20
    managers = {to for _, to in rows(folder / "reports_to.csv")}
    assert set(tree.articulation_points().column("member")) == managers
    assert set(tree.cores().column("core")) == {1}


def nmi(xs: list, ys: list) -> float:
    """Mutual information of two partitions by the mean of their entropies."""
    n = len(xs)

    def entropy(values) -> float:
        return -sum(k / n * math.log(k / n) for k in Counter(values).values())

    both = entropy(zip(xs, ys, strict=True))
    h, k = entropy(xs), entropy(ys)
    return 2 * (h + k - both) / (h + k)


@pytest.fixture(scope="module")
def email(shared) -> tuple[cg.Graph, dict[str, str]]:
    folder = shared / "email-eu-core"
    pairs = rows(folder / "email-Eu-core.csv.gz")
    department = dict(rows(folder / "department-labels.csv"))
    assert len(pairs) == 25571 and len(department) == 1005
    return cg.Graph.from_arcs(
        *zip(*pairs, strict=True), members=department, units=department, min_group=0
    ), department


def test_structure_of_email_eu_core(email):
    graph, _ = email
    assert graph.summary().column("members") == [1005]
    largest = [graph.components(strong=strong).column("members")[0] for strong in (False, True)]
    assert largest == [986, 803]
    clustering = graph.clustering()
    assert sum(clustering.column("triangles")) == 3 * 105_461
    mean = sum(value or 0.0 for value in clustering.column("clustering")) / 1005
    assert mean == pytest.approx(0.3994, abs=5e-5)


def test_communities_of_email_eu_core_are_the_departments(email):
    graph, department = email
    table = graph.community_members(runs=8)
    found = nmi(list(department.values()), table.column("community"))
    modularity = float(table.provenance["parameters"]["modularity"])
    print(f"email-eu-core: NMI with departments {found:.4f} at modularity {modularity:.4f}")
    assert found >= 0.588
    assert modularity >= 0.414


def test_who_has_reports_in_manufacturing(shared):
    """Area under the curve: how often somebody with reports ranks above somebody without."""
    folder = shared / "manufacturing-email"
    mails = rows(folder / "communication.csv.gz")
    assert len(mails) == 82_927
    graph = cg.Graph.from_arcs(*zip(*((sender, to) for sender, to, _ in mails), strict=True))
    chain = rows(folder / "reportsto.csv")
    # The first of the company is his own manager.
    leads = {manager for who, manager in chain if who != manager}
    people = [who for who, _ in chain]
    assert (len(people), len(leads)) == (154, 34)

    def area(scores: dict[str, float]) -> float:
        rank = rankdata([scores[who] for who in people])
        yes = np.array([who in leads for who in people])
        n = yes.sum()
        return (rank[yes].sum() - n * (n + 1) / 2) / (n * (len(yes) - n))

    found = {
        "weighted PageRank": area(by_member(graph.pagerank(), "pagerank")),
        "in-strength": area(by_member(graph.nodes(), "in_strength")),
        "in-degree": area(by_member(graph.nodes(), "in_partners")),
        "betweenness": area(by_member(graph.betweenness(), "betweenness")),
    }
    print("manufacturing-email:", ", ".join(f"{name} {value:.4f}" for name, value in found.items()))
    expected = {"weighted PageRank": 0.675, "in-strength": 0.669, "in-degree": 0.645, "betweenness": 0.631}
    assert found == pytest.approx(expected, abs=5e-4)
