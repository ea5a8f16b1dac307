"""Weights near the ends of what floats hold, and members that cannot be told apart."""

import math

import cmgraph as cg
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernels import ALL
from random_graphs import Drawn, graphs

UNITS = {"a": "X", "b": "X", "c": "Y", "d": "Y"}


@settings(max_examples=30, deadline=None)
@given(drawn=graphs())
def test_nothing_is_nought_and_not_less(drawn: Drawn):
    graph = drawn.given()
    for name, call in ALL.items():
        for column, values in call(graph).to_dict().items():
            zeros = [value for value in values if isinstance(value, float) and value == 0]
            assert all(math.copysign(1, zero) == 1 for zero in zeros), (name, column)


@pytest.mark.parametrize("power", [-900, -600, 600, 900])
def test_expected_weights_in_any_unit(power):
    def expected(unit: float) -> list[float]:
        weights = [w * unit for w in (1, 2, 3, 4)]
        return (
            cg.Graph.from_arcs("abac", "bacd", weights, units=UNITS, min_group=0).mixing().column("expected")
        )

    assert [value / 2.0**power for value in expected(2.0**power)] == pytest.approx(expected(1.0), rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(drawn=graphs(st.sampled_from([0.0, 5e-324, 1e-300, 1.0, 1e300, 1e307, 1.7e308]), most=6))
def test_sums_are_finite_or_the_weights_an_error(drawn: Drawn):
    try:
        graph = drawn.given()
    except ValueError as error:
        assert "option weights: found" in str(error) and "finite" in str(error)
        assert any(weight > 1e300 for _, _, weight in drawn.edges)
        return
    nodes = graph.nodes()
    assert None not in nodes.column("out_strength") + nodes.column("in_strength")
    assert None not in graph.arcs().column("weight")
    for table in [graph.pagerank(), graph.hits(), graph.communities(), graph.closeness()]:
        assert "NaN" not in table.to_json()
    assert None not in graph.pagerank().column("pagerank")


def test_weights_that_add_up_to_infinity():
    with pytest.raises(ValueError, match="^option weights: found .* add up .* finite"):
        cg.Graph.from_arcs("aa", "bb", [1e308, 1e308])


def test_members_that_have_one_id():
    with pytest.raises(ValueError, match="^members.*expected another id than that of members"):
        cg.Graph.from_networkx(nx.DiGraph([(1, "1"), ("1", 2)]))
    with pytest.raises(ValueError, match="^members.*expected another id than that of members"):
        cg.Graph.from_arcs("ab", "ba", members="aab")


def test_no_unit_is_no_name():
    graph = cg.Graph.from_arcs("ab", "ba", units={"a": None, "b": "X"})
    assert graph.nodes().column("unit") == [None, "X"]


def test_weights_from_anything_that_can_be_gone_through():
    graph = cg.Graph.from_arcs(iter("ab"), iter("ba"), (w for w in (1.0, 2.0)))
    assert graph.arcs().column("weight") == [1.0, 2.0]


def test_too_many_members_for_a_drawing_are_an_option_out_of_range():
    members = [str(i) for i in range(2002)]
    graph = cg.Graph.from_arcs(members, members[1:] + members[:1])
    with pytest.raises(ValueError, match="^option members: found 2002, expected at most 2000"):
        graph.drawing(members=3000)
