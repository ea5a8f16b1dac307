"""Spread on small graphs against every possible course, counted out."""

from itertools import product
from typing import Literal

import cmgraph as cg
import pytest

Model = Literal["independent_cascade", "linear_threshold"]

# Who acts on whom: a word goes the other way.
ARCS = [
    ("b", "a", 1.0),
    ("c", "a", 3.0),
    ("c", "b", 1.0),
    ("d", "c", 2.0),
    ("d", "b", 2.0),
    ("e", "d", 1.0),
    ("a", "e", 1.0),
]
MEMBERS = ["a", "b", "c", "d", "e"]


def graph() -> cg.Graph:
    return cg.Graph.from_arcs(
        [u for u, _, _ in ARCS],
        [v for _, v, _ in ARCS],
        [w for _, _, w in ARCS],
        members=MEMBERS,
        min_group=1,
    )


def reached(seeds: list[str], live: list[tuple[str, str]]) -> int:
    """Members who can be reached along live ways of a word, the seeds among them."""
    there = set(seeds)
    while more := {to for by, to in live if by in there} - there:
        there |= more
    return len(there)


def shares(along_arcs: bool) -> dict[tuple[str, str], float]:
    """Weighted cascade: the share of an arc in all that the listener takes in."""
    ways = {((u, v) if along_arcs else (v, u)): w for u, v, w in ARCS}
    heard = {m: sum(w for (_, to), w in ways.items() if to == m) for m in MEMBERS}
    return {way: w / heard[way[1]] for way, w in ways.items()}


def expected(seeds: list[str], model: Model, probability: float | None, along_arcs: bool) -> float:
    """The reach over all outcomes of chance: each arc live or not, or each listener heeding one arc or none."""
    p = shares(along_arcs)
    if model == "independent_cascade":
        p = {way: probability or share for way, share in p.items()}
        total = 0.0
        for outcome in product([True, False], repeat=len(p)):
            chance = 1.0
            for live, share in zip(outcome, p.values(), strict=True):
                chance *= share if live else 1 - share
            total += chance * reached(seeds, [way for way, live in zip(p, outcome, strict=True) if live])
        return total
    # Shares of a listener add up to one, so that every listener heeds exactly one arc.
    choices = [[way for way in p if way[1] == m] for m in MEMBERS]
    total = 0.0
    for live in product(*[ways or [None] for ways in choices]):
        chance = 1.0
        for way in live:
            chance *= p[way] if way else 1.0
        total += chance * reached(seeds, [way for way in live if way])
    return total


@pytest.mark.parametrize("along_arcs", [False, True])
@pytest.mark.parametrize(
    ("model", "probability"),
    [("independent_cascade", None), ("independent_cascade", 0.3), ("linear_threshold", None)],
)
def test_cascades_reach_what_all_courses_do(
    model: Model, probability: float | None, along_arcs: bool
) -> None:
    for seeds in (["a"], ["b", "e"]):
        rounds = graph().cascade(
            seeds, model=model, probability=probability, along_arcs=along_arcs, runs=40_000, seed=3
        )
        assert rounds.column("total")[0] == len(seeds)
        assert rounds.column("total")[-1] == pytest.approx(
            expected(seeds, model, probability, along_arcs), abs=0.03
        )


@pytest.mark.parametrize("model", ["independent_cascade", "linear_threshold"])
def test_the_best_seeds_are_found(model: Model) -> None:
    found = graph().spread(k=2, model=model, seed=1)
    seeds, reach = found.column("member"), found.column("reach")
    assert reach[1] == pytest.approx(expected(seeds, model, None, False), abs=0.05)
    pairs = [[u, v] for u in MEMBERS for v in MEMBERS if u < v]
    best = max(expected(pair, model, None, False) for pair in pairs)
    assert expected(seeds, model, None, False) >= (1 - 1 / 2.718281828 - 0.1) * best
    assert reach[0] == pytest.approx(max(expected([m], model, None, False) for m in MEMBERS), abs=0.05)
    assert "b" not in graph().spread(k=4, model=model, exclude=["b"]).column("member")


@pytest.mark.parametrize(
    ("theta", "weighted"), [(0.5, False), (0.5, True), (0.75, True), (1, False), (2, False)]
)
def test_thresholds_as_they_are_walked(theta: float, weighted: bool) -> None:
    for seeds in (["a"], ["a", "b"], ["e"]):
        there, totals = set(seeds), [float(len(seeds))]
        while True:
            new = set()
            for m in set(MEMBERS) - there:
                heard = [(v, w if weighted else 1.0) for u, v, w in ARCS if u == m]
                have = sum(w for v, w in heard if v in there)
                of = sum(w for _, w in heard)
                if heard and (have >= theta if isinstance(theta, int) else have / of >= theta - 1e-12):
                    new.add(m)
            if not new:
                break
            there |= new
            totals.append(float(len(there)))
        assert graph().threshold(seeds, theta, weighted=weighted).column("total") == totals


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody|seeds"):
        graph().cascade([])
    with pytest.raises(ValueError, match="zoe"):
        graph().threshold(["zoe"], 1)
    with pytest.raises(ValueError, match="k"):
        graph().spread(k=0)
    with pytest.raises(ValueError, match="probability"):
        graph().spread(probability=1.5)
