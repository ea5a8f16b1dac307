"""Whom to ask so that every unit has somebody."""

import cmgraph as cg
import pytest


@pytest.fixture(scope="module")
def cover(community: cg.Community) -> cg.Result:
    return community.champion_cover(unit_level=2, capacity=100, draws=50)


def test_the_set_keeps_what_it_promises(cover: cg.Result) -> None:
    summary = {name: column[0] for name, column in cover.tables["cover_summary"].to_dict().items()}
    assert summary["chosen"] == len(cover) > 0
    assert summary["at_least"] <= summary["chosen"] <= summary["candidates"]
    assert 0.8 * summary["reachable"] <= summary["reached"] + 1e-6
    assert summary["reached"] <= summary["at_most"] + 1e-9
    gains = cover.column("gain")
    assert sum(gains) == pytest.approx(summary["reached"])
    assert "would do" in cover.findings[0]
    assert cover.explain().startswith(cover.findings[0])


def test_units_curve_and_people_agree(cover: cg.Result) -> None:
    units = cover.tables["cover_units"].to_dict()
    chosen = cover.column("unit")
    for unit, count, wanted, status in zip(
        units["unit"], units["chosen"], units["wanted"], units["status"], strict=True
    ):
        assert count == chosen.count(unit)
        assert (status == "covered") == (count >= wanted > 0)
    curve = cover.tables["cover_curve"].to_dict()
    assert curve["reached"][len(cover) - 1] == pytest.approx(cover.column("reached")[-1])
    assert curve["chosen"] == [k <= len(cover) for k in curve["k"]]
    for low, value, high in zip(curve["reached_low"], curve["reached"], curve["reached_high"], strict=True):
        assert low <= value <= high


def test_who_opted_out_is_in_no_table(community: cg.Community, cover: cg.Result) -> None:
    first = cover.column("member")[0]
    without = community.champion_cover(unit_level=2, capacity=100, draws=50, exclude=[first])
    for table in without.tables.values():
        assert first not in str(table.to_dict())
    with pytest.raises(ValueError, match="nobody@example"):
        community.champion_cover(exclude=["nobody@example.com"])


def test_the_best_so_many(community: cg.Community) -> None:
    three = community.champion_cover(3, unit_level=2, capacity=100, draws=20, exchange="help")
    assert len(three) == 3
    with pytest.raises(ValueError, match="exchange"):
        community.champion_cover(exchange="likes")
    with pytest.raises(ValueError, match="reach_share"):
        community.champion_cover(reach_share=2.0)
