"""What hangs on whom: the doors of dependence, what-if and removal."""

import cmgraph as cg
import pytest


def test_dependence_on_the_community_manager(community):
    found = community.dependence()
    rows = found.to_dict()
    assert rows["measure"][0] == "first answers" and rows["part"][0] == 406
    weeks = found.tables["dependence_weeks"]
    assert len(weeks) > 70 and sum(n or 0 for n in weeks.column("answered")) <= rows["of"][0]
    assert found.findings[0].startswith("In the last 12 weeks the community manager gave the first answer to")


def test_bounds_hold_what_they_are_made_of(community):
    found = community.what_if_removed("cm", removals=20)
    loss = found.tables["what_if_loss"].to_dict()
    for i in range(2):
        assert loss["bounds_low"][i] <= loss["at_least"][i] <= loss["at_most"][i] <= loss["bounds_high"][i]
    assert found.name == "what_if_loss"
    service = found.tables["what_if"].to_dict()
    lost = service["answered_day"][0] - service["answered_day"][1]
    assert lost == pytest.approx(loss["at_most"][0])
    assert "bounds, not a forecast" in found.explain()


def test_several_people(community):
    both = community.what_if_removed(["cm", "top:1"], removals=5, curve_draws=0)
    assert list(both.tables) == ["what_if", "what_if_loss", "what_if_structure", "what_if_unit_pairs"]
    with pytest.raises(ValueError, match="nobody"):
        community.what_if_removed("nobody@example.com")


def test_a_person_is_not_asked_about_in_aggregate_mode():
    closed = cg.example(mode="aggregate")
    assert closed.what_if_removed("top:5", removals=5).tables["what_if_loss"].column("at_most")
    for few in ("top:3", ["cm", "top:1"]):
        with pytest.raises(ValueError, match="single people"):
            closed.what_if_removed(few)
    with pytest.raises(ValueError, match="about that person"):
        closed.what_if_removed("anna.manager@example.com")
    graph = closed.graph()
    assert graph.attrition().column("targeted")[0] <= 1.0 and len(graph.fragmentation()) == 1
    with pytest.raises(cg.Withheld):
        graph.fragmentation(without=["1"])
    with pytest.raises(cg.Withheld):
        graph.key_players(1)


def test_key_players_of_two_triangles():
    graph = cg.Graph.from_arcs(list("aabcdde"), list("bccdeff"))
    found = graph.key_players(1)
    assert found.column("member") == ["c"] and found.column("value") == [pytest.approx(0.6)]
    left = graph.fragmentation(without=["c"])
    assert left.column("members") == [6, 5] and left.column("fragmentation")[1] == pytest.approx(0.6)
    with pytest.raises(ValueError, match="measure"):
        graph.key_players(1, measure="charm")
    with pytest.raises(ValueError):
        graph.key_players(9)
    with pytest.raises(ValueError):
        graph.fragmentation(without=["zoe"])
