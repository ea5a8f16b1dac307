"""GraphML and GEXF of this and of other programs, read; weights that fade."""

import datetime

import cmgraph as cg
import igraph as ig
import networkx as nx
import pytest
from conftest import KEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_graphs import EIGHTHS, WIDE, Drawn, graphs

SAME_FOLDER = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def arcs_of(graph: cg.Graph) -> dict[tuple[str, str], float]:
    columns = graph.arcs().to_dict()
    return dict(zip(zip(columns["from"], columns["to"], strict=True), columns["weight"], strict=True))


def as_networkx(drawn: Drawn) -> nx.Graph:
    other = nx.MultiDiGraph() if drawn.directed else nx.MultiGraph()
    for i, (member, unit) in enumerate(zip(drawn.members, drawn.units, strict=True)):
        other.add_node(member, number=i, share=i / 3, there=i % 2 == 0, **({"unit": unit} if unit else {}))
    other.add_weighted_edges_from((drawn.members[u], drawn.members[v], w) for u, v, w in drawn.edges)
    return other


@SAME_FOLDER
@given(drawn=graphs(st.one_of(EIGHTHS, WIDE)), pretty=st.booleans())
def test_graphml_of_networkx(tmp_path, drawn: Drawn, pretty):
    path = tmp_path / "theirs.graphml"
    nx.write_graphml(as_networkx(drawn), path, prettyprint=pretty)
    found, expected = cg.Graph.read_graphml(path, min_group=0), drawn.given()
    assert arcs_of(found) == pytest.approx(arcs_of(expected), rel=1e-15)
    assert found.nodes().column("member") == drawn.members
    if any(drawn.units):
        assert found.nodes().column("unit") == drawn.units
    loops = {part["what"]: part["n"] for part in found.nodes().provenance["excluded"]}
    assert loops.get("edges from a member to itself", 0) == sum(1 for u, v, _ in drawn.edges if u == v)
    assert found.nodes().provenance["observations"] == {"what": "edges in the file", "n": len(drawn.edges)}


@SAME_FOLDER
@given(drawn=graphs(EIGHTHS))
def test_gexf_of_networkx(tmp_path, drawn: Drawn):
    path = tmp_path / "theirs.gexf"
    nx.write_gexf(as_networkx(drawn), path)
    found, expected = cg.Graph.read_gexf(path, min_group=0), drawn.given()
    assert arcs_of(found) == pytest.approx(arcs_of(expected), rel=1e-15)
    if any(drawn.units):
        assert found.nodes().column("unit") == drawn.units


@SAME_FOLDER
@given(drawn=graphs(st.one_of(EIGHTHS, WIDE)))
def test_there_and_back(tmp_path, drawn: Drawn):
    graph = drawn.given()
    for ending in ["graphml", "gexf"]:
        path = tmp_path / f"ours.{ending}"
        getattr(graph, f"write_{ending}")(path)
        again = getattr(cg.Graph, f"read_{ending}")(path, min_group=0)
        assert again.arcs().to_dict() == graph.arcs().to_dict()
        assert again.nodes().column("member") == drawn.members
        if any(drawn.units):
            assert again.nodes().column("unit") == drawn.units


def test_graphml_of_igraph(tmp_path):
    vertices = ig.Graph([(0, 1), (1, 2), (1, 2)])
    vertices.vs["name"] = ["ann", "bo", "cy"]
    vertices.vs["team"] = ["X", "", "Y"]
    vertices.es["hours"] = [3.0, 1.5, 1.0]
    path = str(tmp_path / "theirs.graphml")
    vertices.write_graphml(path)
    graph = cg.Graph.read_graphml(path, member="name", weight="hours", unit="team")
    ways = {("ann", "bo"): 1.5, ("bo", "ann"): 1.5, ("bo", "cy"): 1.25, ("cy", "bo"): 1.25}
    assert arcs_of(graph) == ways
    assert graph.nodes().column("unit") == ["X", None, "Y"]
    plain = cg.Graph.read_graphml(path)
    assert set(arcs_of(plain).values()) == {0.5, 1.0}
    assert plain.nodes().to_dict().keys() >= {"member", "name"}
    assert plain.nodes().column("name") == ["ann", "bo", "cy"]


def test_no_weights_and_privacy(tmp_path):
    path = tmp_path / "plain.graphml"
    nx.write_graphml(nx.path_graph(6), path)
    assert set(arcs_of(cg.Graph.read_graphml(path)).values()) == {0.5}
    hidden = cg.Graph.read_graphml(path, mode="pseudonymous", key=KEY)
    assert not set(map(str, range(6))) & set(hidden.nodes().column("member"))
    whole = cg.Graph.read_graphml(path, mode="aggregate")
    assert whole.summary().column("pairs") == [5]
    with pytest.raises(cg.Withheld):
        whole.arcs()


def test_bad_files(tmp_path):
    path = tmp_path / "bad.graphml"
    path.write_text(
        "<graphml>\n<graph edgedefault='directed'>\n<edge source='a' target='b'/></graph></graphml>"
    )
    with pytest.raises(cg.ExportError, match="expected the id of a node of the file") as caught:
        cg.Graph.read_graphml(path)
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(path), 3, "source")
    with pytest.raises(cg.ExportError, match="expected <gexf>"):
        cg.Graph.read_gexf(path)
    with pytest.raises(FileNotFoundError):
        cg.Graph.read_graphml(tmp_path / "nobody.graphml")
    with pytest.raises(OSError):
        cg.Graph.read_graphml(tmp_path)
    nx.write_graphml(nx.path_graph(3), path)
    with pytest.raises(ValueError, match='option member: found "login"'):
        cg.Graph.read_graphml(path, member="login")
    with pytest.raises(ValueError, match="option mode|mode"):
        cg.Graph.read_graphml(path, mode="open")


def test_weights_fade(community):
    plain = community.graph(answer=0.5)
    half_life = 45.0
    faded = community.graph(answer=0.5, half_life_days=half_life)
    assert faded.arcs().columns == ["from", "to", "weight"]
    assert faded.nodes().provenance["parameters"]["half_life_days"] == "45"
    # The end of the window as a moment, from the summary's own account of it.
    end = datetime.datetime.fromisoformat(faded.nodes().provenance["to"].replace("Z", "+00:00"))
    arcs, found = plain.arcs().to_dict(), arcs_of(faded)
    kinds = ["reply", "answer", "mention", "reaction", "acceptance"]
    once = 0
    for row, ends in enumerate(zip(arcs["from"], arcs["to"], strict=True)):
        assert 0 < found[ends] <= arcs["weight"][row]
        age = [(end - arcs[name][row]).total_seconds() / 86400 for name in ("first", "last")]
        if sum(arcs[kind][row] for kind in kinds[:1] + kinds[2:]) == 1:
            once += 1
            assert found[ends] == pytest.approx(arcs["weight"][row] * 2 ** -(age[0] / half_life), rel=1e-9)
        assert found[ends] <= arcs["weight"][row] * 2 ** -(age[1] / half_life) * (1 + 1e-12)
    assert once > 100
    forever = community.graph(answer=0.5, half_life_days=1e12)
    assert arcs_of(forever) == pytest.approx(arcs_of(plain), rel=1e-9)
    for bad in [0.0, -1.0, float("nan")]:
        with pytest.raises(ValueError, match="option half_life_days: found"):
            community.graph(half_life_days=bad)


def test_faded_pseudonyms_tell_weeks_alone():
    hidden = cg.example(mode="pseudonymous", key=KEY).graph(half_life_days=30)
    weights = hidden.arcs().column("weight")
    # Of single acts there is a weight for each week, not for each second.
    weeks = [weight for weight in weights if weight < 0.5]
    assert len(set(weeks)) < len(weeks)
    assert len(hidden.arcs()) == len(cg.example().graph().arcs())
