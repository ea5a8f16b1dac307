"""Every table that has a chart is drawn by both libraries and as SVG, with nothing lost, covered or said too much."""

import html
import itertools
import json
import math
import re
import subprocess
import sys
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import altair as alt
import cmgraph as cg
import pytest
import stand_ins
from cmgraph.plot import CHARTS, graph_picture, picture, plot, plot_graph
from cmgraph.plot.axes import count_axis, day_axis, nice_step, percent, share_axis
from cmgraph.plot.captions import gaps, window
from cmgraph.plot.charts.ranking import RANKED
from cmgraph.plot.labels import LINE_HEIGHT, apart, cut
from cmgraph.plot.palette import (
    DIVERGING,
    GREY,
    GRID,
    INK,
    SERIES,
    SHADES,
    contrast,
    diverging,
    readable,
    shade,
    text_width,
)
from cmgraph.plot.picture import Area, Boxes, Circles, Dots, Panel, Path, Picture, Segments, Texts
from cmgraph.plot.shapes import bar_rows, pieces
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

EXAMPLE = ("adoption_curve", "adoption_by_unit", "active_people")


@pytest.fixture(scope="module")
def adoption(community):
    return community.adoption(by="unit")


@pytest.fixture(scope="module")
def results(community, adoption) -> list[cg.Result]:
    """Results that have all tables between them."""
    return [
        adoption,
        community.adoption(by="group", period="month"),
        community.adoption(by="group"),
        community.funnel(),
        community.funnel(by="unit"),
        community.retention(),
        community.retention(by="unit", period="week"),
        community.participation(),
        community.stage(),
        community.stage(by=None),
        community.window(to="2024-01-15").adoption(period="month"),
        *across_units(community),
        *of_leaving(community),
        *of_help(community),
        *of_questions(community),
        community.question_hubs(off_platform=True, purpose="a test", unit_level=2),
    ]


# Everybody by e-mail address.
NOMINATIONS = [("anna", "lars.bergstrom"), ("bo", "lars.bergstrom"), ("bo", "ulrika.fransson"), ("cy", "")]
NOMINATIONS = [(who, f"{whom}@example.com" if whom else "") for who, whom in NOMINATIONS]


def of_help(community: cg.Community) -> list[cg.Result]:
    """With few draws."""
    return [
        community.champions(smaa=True, smaa_draws=200),
        community.expertise(),
        community.question_hubs(unit_level=2),
        community.nominations(NOMINATIONS),
    ]


GOALS = [
    {"kpi": "answered", "target": 0.8},
    {"kpi": "median_hours", "target": 4, "name": "Half within half a day", "deadline": "2025-06-30"},
    {"kpi": "champions", "target": 20},
    {"kpi": "joined", "target": "70%", "deadline": date(2025, 6, 30)},
    # Of no unit of the organisation is there a median when nobody asks.
    {"kpi": "retained", "target": 0.5, "months": 60},
]


def of_questions(community: cg.Community) -> list[cg.Result]:
    """What is asked, and whether it is answered."""
    return [
        community.questions(),
        community.answers(),
        community.answers(period="week", hours="Mon-Sun 0-24"),
        community.goals(GOALS),
        community.route("The certificate for the login has expired, what now?", n=5),
        community.route("Kubernetes ingress?"),
        community.route_all(cap=2),
    ]


def of_leaving(community: cg.Community) -> list[cg.Result]:
    """With few draws."""
    return [community.dependence(draws=20), community.what_if_removed("cm", removals=20, curve_draws=5)]


def across_units(community: cg.Community) -> list[cg.Result]:
    """With few draws, which is enough for pictures."""
    return [
        community.conversation(draws=20),
        community.bridging(unit_level=2, draws=20, permutations=99),
        community.circles(unit_level=2, runs=2),
        community.evaluate_champions(draws=20),
        community.evaluate_routing(draws=20, split="2024-11-01" if len(community) else None),
        community.spread(k=5, sets=4096, runs=100, random_choices=5),
        community.champion_cover(unit_level=2, people_per_champion=20, capacity=100, draws=20),
    ]


def of_graph(graph: cg.Graph) -> list[cg.Table]:
    """Tables of a graph in which nobody appears."""
    return [graph.mixing(), graph.ei_index(draws=19), graph.communities(runs=2)]


def of_members(graph: cg.Graph) -> list[cg.Table]:
    """Tables of a graph about people: all that are ranked, and the drawing."""
    return [getattr(graph, name)() for name in RANKED] + [graph.betweenness(sources=40), graph.drawing()]


@pytest.fixture(scope="module")
def graph_tables(graph) -> list[cg.Table]:
    return [*of_graph(graph), *of_members(graph)]


@pytest.fixture(scope="module")
def drawable(results, graph_tables) -> dict[str, Any]:
    """The first result that has a table, for every table with a chart."""
    found: dict[str, Any] = {}
    for result in results:
        for name in result.tables:
            if name in CHARTS:
                found.setdefault(name, result)
    for table in (*graph_tables, stand_ins.graph_over_time()):
        found.setdefault(table.name, table)
    return found


@pytest.fixture(scope="module")
def pictures(results, graph, graph_tables) -> dict[str, Picture]:
    """Real ones, and those of tables made by hand."""
    drawn = {
        f"{name} of {i}": picture(result, name)
        for i, result in enumerate(results)
        for name in result.tables
        if name in CHARTS
    }
    drawn.update({f"{table.name} by hand": picture(table) for table in stand_ins.ALL})
    drawn.update({f"{table.name} {i}": picture(table) for i, table in enumerate(graph_tables)})
    drawn.update({f"network {by}": graph_picture(graph, by=by) for by in (None, "community")})
    return drawn


def test_every_chart_is_tested(drawable):
    assert set(drawable) == set(CHARTS)


def test_every_result_has_a_chart_of_its_main_table(results):
    for result in results:
        assert result.name in CHARTS
        assert picture(result).title == result.title


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_all_of_them_draw_it(name, drawable, tmp_path):
    table: Any = drawable[name]
    chart = plot(table, name)
    assert isinstance(chart, alt.ConcatChart)
    chart.save(tmp_path / "chart.svg")
    svg = (tmp_path / "chart.svg").read_text("utf-8")
    figure = plot(table, name, backend="matplotlib")
    assert isinstance(figure, Figure)
    figure.savefig(tmp_path / "figure.png")
    assert figure._repr_png_().startswith(b"\x89PNG")
    own = plot(table, name, backend="svg").text
    # The words are the same: those of the picture.
    drawn = picture(table, name)
    words = own_words(own)
    said = [text.get_text() for axes in figure.axes for text in axes.texts]
    heads = [text.get_text() for text in figure.texts]
    assert heads == [drawn.title, *drawn.subtitle]
    for text in heads:
        assert text.replace("&", "&amp;").replace("<", "&lt;") in svg
        assert text in words
    for mark in marks(drawn, Texts):
        for text, y in zip(mark.texts, mark.y, strict=True):
            assert math.isnan(y) or text in said
            assert math.isnan(y) or all(line in words for line in text.split("\n"))
            assert all(html.escape(line, quote=False) in svg for line in text.split("\n"))


def own_words(svg: str) -> list[str]:
    """What is written in a chart, once it has been shown to be well-formed and to stay inside its frame."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for element in root.iter():
        for name, value in element.attrib.items():
            assert "http" not in value and not name.startswith("on"), (name, value)
            assert "nan" not in value, (name, value)
    shift = r"translate\((\S+) (\S+)\)"
    for group in root.findall("{*}g"):
        left, top = map(float, re.fullmatch(shift, group.attrib["transform"]).groups())
        for text in group.iter("{http://www.w3.org/2000/svg}text"):
            assert -1 <= left + float(text.attrib["x"]) <= width + 1, text.text
            assert -1 <= top + float(text.attrib["y"]) <= height + 1, text.text
    return [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]


def marks(drawn: Picture, kind: Any) -> list[Any]:
    return [mark for panel in drawn.panels for mark in panel.marks if isinstance(mark, kind)]


def points(panel: Panel) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for mark in panel.marks:
        match mark:
            case Area():
                found += [*zip(mark.x, mark.low, strict=True), *zip(mark.x, mark.high, strict=True)]
            case Path() | Dots() | Circles() | Texts():
                found += zip(mark.x, mark.y, strict=True)
            case Segments() | Boxes():
                found += [*zip(mark.x0, mark.y0, strict=True), *zip(mark.x1, mark.y1, strict=True)]
    return found


def test_everything_lies_inside_its_axes(pictures):
    for name, drawn in pictures.items():
        for panel in drawn.panels:
            for x, y in points(panel):
                assert panel.x.low - 1e-9 <= x <= panel.x.high + 1e-9, name
                assert panel.y.low - 1e-9 <= y <= panel.y.high + 1e-9, name
            for axis in (panel.x, panel.y):
                assert all(axis.low - 1e-9 <= at <= axis.high + 1e-9 for at, _ in axis.ticks), name


def test_no_words_lie_on_each_other(pictures):
    for name, drawn in pictures.items():
        for panel in drawn.panels:
            boxes = [
                box for mark in panel.marks if isinstance(mark, Texts) for box in text_boxes(panel, mark)
            ]
            for (text, a), (other, b) in itertools.combinations(boxes, 2):
                apart_ = a[1] <= b[0] + 1 or b[1] <= a[0] + 1 or a[3] <= b[2] + 1 or b[3] <= a[2] + 1
                assert apart_, (name, text, other)
            ticks = [(at, text) for at, text in panel.x.ticks if text]
            for (at, text), (then, after) in itertools.pairwise(ticks):
                pixels = (then - at) / (panel.x.high - panel.x.low) * panel.width
                assert pixels > (text_width(text) + text_width(after)) / 2, (name, text, after)


def text_boxes(panel: Panel, mark: Texts) -> list[tuple[str, tuple[float, float, float, float]]]:
    found = []
    for x, y, text in zip(mark.x, mark.y, mark.texts, strict=True):
        left = (x - panel.x.low) / (panel.x.high - panel.x.low) * panel.width + mark.dx
        middle = (y - panel.y.low) / (panel.y.high - panel.y.low) * panel.height
        left -= {"left": 0.0, "center": 0.5, "right": 1.0}[mark.align] * text_width(text)
        half = LINE_HEIGHT * (text.count("\n") + 1) / 2
        found.append((text, (left, left + text_width(text), middle - half, middle + half)))
    return found


def test_the_curve_shows_the_numbers_of_the_table(adoption):
    table = adoption.tables["adoption_curve"]
    (panel,) = picture(adoption, "adoption_curve").panels
    paths = [mark for mark in panel.marks if isinstance(mark, Path)]
    bands = [mark for mark in panel.marks if isinstance(mark, Area)]
    assert len(paths) == len(bands) == 4
    names = ["joined", "contributed", "answered", "habit"]
    for path, band, name in zip(paths, bands, names, strict=True):
        assert list(path.y) == table.column(f"{name}_share")
        assert list(band.low) == table.column(f"{name}_share_low")
        assert list(band.high) == table.column(f"{name}_share_high")
        assert [date.fromordinal(int(x)) for x in path.x] == table.column("period_start")
    (labels,) = (mark for mark in panel.marks if isinstance(mark, Texts))
    last = table.column("joined_share")[-1]
    assert labels.texts[0] == f"joined {last * 100:.0f}%"
    assert panel.y.ticks[0][1] == "0%" and all(text.endswith("%") for _, text in panel.y.ticks)


def test_the_subtitle_says_out_of_whom_when_and_how_sure(adoption):
    lines = picture(adoption).subtitle
    assert lines[0] == "out of 256 people of the roster, with the organisation at the end of the window"
    assert lines[1].startswith("2023-06-01 to 2024-11-30 (UTC); 95% intervals; based on 11,769 posts")
    assert picture(adoption).title == adoption.title


def test_a_small_base_is_told_as_fewer_than():
    hidden = {
        "denominator": {"what": "colleagues", "n": None},
        "observations": {"what": "champions", "n": None},
    }
    columns = stand_ins.pagerank().to_dict()
    lines = picture(stand_ins.StandIn("pagerank", columns, **hidden)).subtitle
    assert lines[0] == "out of fewer than 5 colleagues"
    assert lines[1].endswith("based on fewer than 5 champions")


def test_words_of_a_bar_below_zero_stand_on_the_other_side():
    drawn = [mark for mark in bar_rows([-3.0, 2.0], None, None, ["-3", "2"]) if isinstance(mark, Texts)]
    assert [list(mark.x) for mark in drawn] == [[0.0, 2.0]]


def test_hidden_units_are_named_and_have_no_number(adoption):
    drawn = picture(adoption)
    units, hidden = adoption.column("unit"), adoption.column("suppressed")
    assert sum(hidden) == 2
    assert any("numbers of 2 rows are hidden (fewer than 5 people" in line for line in drawn.subtitle)
    names = [text for _, text in drawn.panels[0].y.ticks]
    assert [name.split(" (")[0] for name in names] == [cut(unit) for unit in sorted(units)]
    for panel in drawn.panels:
        dots = [row for mark in panel.marks if isinstance(mark, Dots) for row in mark.y]
        whiskers = [row for mark in panel.marks if isinstance(mark, Segments) for row in mark.y0]
        words = {
            row: text
            for mark in panel.marks
            if isinstance(mark, Texts)
            for row, text in zip(mark.y, mark.texts, strict=True)
        }
        shown = [row for row, name in enumerate(sorted(units)) if not hidden[units.index(name)]]
        assert dots == whiskers == shown
        assert {row for row, text in words.items() if text == "not shown"} == set(range(len(units))) - set(
            shown
        )


def test_what_the_policy_hides_is_not_in_the_file(adoption, community):
    spec = json.dumps(plot(adoption).to_dict())
    units, hidden = adoption.column("unit"), adoption.column("suppressed")
    for unit, gone in zip(units, hidden, strict=True):
        assert (f"{unit}: joined" in spec) != gone
    # Nobody is named in charts of the aggregate, whatever the mode.
    names = community.champions().column("name")
    assert not any(name in spec for name in names)


def test_units_are_by_name_and_not_by_their_share():
    table = stand_ins.StandIn(
        "adoption_by_unit",
        {
            "unit": ["C", "A", "B", None],
            "people": [10, 20, 30, 40],
            "joined_share": [0.9, 0.1, 0.5, 0.2],
            "joined_share_low": [0.8, 0.0, 0.4, 0.1],
            "joined_share_high": [1.0, 0.2, 0.6, 0.3],
        },
    )
    (panel,) = picture(table).panels
    assert [text for _, text in panel.y.ticks] == ["(no unit) (40)", "A (20)", "B (30)", "C (10)"]
    (dots,) = (mark for mark in panel.marks if isinstance(mark, Dots))
    assert list(dots.x) == [0.2, 0.1, 0.5, 0.9]


def test_gaps_break_the_line():
    weeks = picture(stand_ins.activity_weeks())
    active, messages = weeks.panels
    grey = [mark for mark in active.marks if isinstance(mark, Path) and mark.colour == GREY]
    assert [len(path.x) for path in grey] == [12, 64]
    assert "gaps: 2 rows without a number" in weeks.subtitle
    assert "people active: level changes in the weeks of 2023-07-31, 2024-02-26" in weeks.subtitle
    # Changes of a group are not those of the whole.
    assert "messages of members: no change of level found" in weeks.subtitle
    upright = [[len(m.x0) for m in p.marks if isinstance(m, Segments)] for p in (active, messages)]
    assert upright == [[2], []]
    # A number between two gaps has no line; it is a dot.
    columns = {
        "scope": ["whole"] * 5,
        "community": ["(whole)"] * 5,
        "week": stand_ins.weeks(5),
        "active": [3, None, 4, None, 5],
        "active_level": [4.0] * 5,
        "messages": [1, 2, 3, 4, 5],
        "messages_level": [3.0] * 5,
    }
    alone = stand_ins.StandIn("activity_weeks", columns)
    dots = [mark for mark in picture(alone).panels[0].marks if isinstance(mark, Dots) and mark.size]
    assert [list(mark.y) for mark in dots] == [[3.0], [4.0], [5.0]]


def words(panel: Panel) -> list[str]:
    return [text for mark in panel.marks if isinstance(mark, Texts) for text in mark.texts]


def level(panel: Panel) -> list[float]:
    """Where a line goes all the way across."""
    return [
        mark.y[0]
        for mark in panel.marks
        if isinstance(mark, Path) and mark.colour == GREY and set(mark.x) == {panel.x.low, panel.x.high}
    ]


def test_an_unknown_ceiling_is_said_and_not_drawn():
    drawn = picture(stand_ins.forecast())
    joined, habit = drawn.panels
    why = "Too few people have adopted to say where adoption will end."
    assert f"habit: not known yet. {why}" in drawn.subtitle
    assert words(joined) == ["280\n266 to 300"] and level(joined) == [280.0]
    # The band is cut where it is far above everything else, and its numbers are written.
    assert words(habit) == ["not known yet:\n80 to 4,000"] and level(habit) == [80.0]
    (band, *_) = (mark for mark in habit.marks if isinstance(mark, Area) and mark.colour == GREY)
    assert list(band.low) == [80.0, 80.0] and list(band.high) == [habit.y.high] * 2


def test_the_forecast_of_the_example(adoption):
    drawn = picture(adoption, "adoption_forecast")
    fit, table = (adoption.tables[name].to_dict() for name in ("adoption_fit", "adoption_forecast"))
    assert [panel.title for panel in drawn.panels] == ["joined", "posted or replied", "answered", "habit"]
    for panel, name in zip(drawn.panels, ("joined", "contributed", "answered", "habit"), strict=True):
        at = fit["definition"].index(name)
        (said,) = words(panel)
        assert ("not known yet" in said) != fit["identified"][at]
        if fit["identified"][at]:
            assert level(panel) == [fit["ceiling_people"][at]]
        rows = [row for row, of in enumerate(table["definition"]) if of == name]
        seen = [table["observed"][row] for row in rows if table["observed"][row] is not None]
        solid, *dashed = (mark for mark in panel.marks if isinstance(mark, Path) and mark.colour != GREY)
        assert list(solid.y) == seen
        # Where it is not known there is a band and no line.
        assert len(dashed) == fit["identified"][at]
        for line in dashed:
            assert list(line.y) == [seen[-1], *(table["p50"][row] for row in rows[len(seen) :])]
        (band,) = (mark for mark in panel.marks if isinstance(mark, Area) and mark.colour != GREY)
        assert list(band.low)[1:] == [table["p05"][row] for row in rows[len(seen) :]]
        assert list(band.high)[1:] == [table["p95"][row] for row in rows[len(seen) :]]
    # Half a year in nothing is known yet, and no panel claims a number.
    early = cg.example().window(to="2023-11-01").adoption(period="month")
    assert not any(early.tables["adoption_fit"].column("identified"))
    for panel in picture(early, "adoption_forecast").panels:
        assert all("not known yet" in said for said in words(panel))


def test_open_intervals_are_dashed_to_the_end():
    drawn = picture(stand_ins.first_post_by_unit())
    _, half = drawn.panels
    assert [text for _, text in half.y.ticks] == [""] * 5
    dashed = [m for m in half.marks if isinstance(m, Segments) and m.dashed]
    # A from its median, C from the lower limit, for it has no median.
    assert [(list(m.x0), list(m.y0)) for m in dashed] == [([310.0, 250.0], [0.0, 2.0])]
    assert set(dashed[0].x1) == {half.x.high}
    assert words(half) == ["not by then", "not shown"]


def test_the_stage_says_what_cannot_be_told(results):
    drawn = picture(stand_ins.stages())
    said = words(drawn.panels[0])
    rest = ["unclear", "not enough data", "unclear", "unclear", "not enough data", "not shown"]
    assert said[-7:] == ["maturity", *rest]
    assert "why there are not enough data stands in the table" in drawn.subtitle
    assert "30 without a stage are not drawn" not in drawn.subtitle
    many = picture(stand_ins.stages(60))
    assert "21 without a stage are not drawn" in many.subtitle and len(many.panels[0].y.ticks) == 41
    table = next(result for result in results if result.name == "stage")
    (boxes,) = marks(picture(table), Boxes)
    sure = [row for row, p in enumerate(table.column("probability")) if p is not None]
    assert sorted({int(y + 0.5) for y in boxes.y0}) == sure and len(boxes.x0) == 5 * len(sure)


def test_only_so_many_small_panels():
    drawn = picture(stand_ins.unit_curves(40))
    assert len(drawn.panels) == 24
    assert "those with most people who have; 16 more stand in the table" in drawn.subtitle
    titles = [panel.title for panel in drawn.panels]
    assert titles == sorted(titles)


def test_the_triangle_has_a_cell_and_a_number_for_each_row():
    table = stand_ins.triangle()
    (boxes,), (texts,) = (marks(picture(table), kind) for kind in (Boxes, Texts))
    shares = table.to_dict()["share"]
    assert len(boxes.x0) == len(texts.texts) == len(shares)
    assert list(texts.texts) == ["·" if share is None else percent(share) for share in shares]
    assert all(contrast(ink, fill) >= 4.5 for ink, fill in zip(texts.colours, boxes.colours, strict=True))
    # Too many for numbers: shades alone, and what they mean.
    big = picture(stand_ins.triangle(40))
    assert marks(big, Texts) == [] and "white: nobody; dark blue: everybody" in big.subtitle


@pytest.mark.parametrize(("name", "start"), [("first_post", 0.0), ("time_to_silence", 1.0)])
def test_steps_start_with_everybody_and_keep_their_value(name, start):
    table = stand_ins.steps(name)
    (path, *_) = marks(picture(table), Path)
    columns = table.to_dict()
    assert (path.x[0], path.y[0]) == (0.0, start)
    assert (path.x[1], path.y[1]) == (columns["days"][0], start)
    assert (path.x[2], path.y[2]) == (columns["days"][0], columns["share"][0])


def test_the_funnel_tells_what_is_hidden_from_what_cannot_be_known(results):
    table = next(result for result in results if result.name == "funnel")
    drawn = picture(table)
    assert words(drawn.panels[0]).count("cannot be told") == 2
    assert "the export cannot tell about: reader, reactor" in drawn.subtitle
    assert not any("gaps" in line for line in drawn.subtitle)


def network(drawn: Picture) -> tuple[Panel, Circles, Circles]:
    """The panel, the members, the legend."""
    (panel,) = drawn.panels
    members, *legend = marks(drawn, Circles)
    return panel, members, legend[0] if legend else Circles([], [], [], [])


def test_the_network_shows_the_places_the_contacts_and_the_ties(graph):
    table = graph.drawing(members=40)
    columns = table.to_dict()
    panel, members, _ = network(graph_picture(graph, members=40))
    assert sorted(zip(members.x, members.y, strict=True)) == sorted(
        zip(columns["x"], columns["y"], strict=True)
    )
    at = zip(columns["x"], columns["y"], strict=True)
    places = dict(zip(at, columns["contacts"], strict=True))
    contacts = [places[at] for at in zip(members.x, members.y, strict=True)]
    assert contacts == sorted(contacts, reverse=True)
    # The area grows with the contacts.
    steps = {
        (a - b) / (m - n)
        for (a, m), (b, n) in itertools.pairwise(zip(members.sizes, contacts, strict=True))
        if m > n
    }
    assert max(steps) == pytest.approx(min(steps)) and min(steps) > 0
    arcs = graph.arcs().to_dict()
    drawn = dict(zip(columns["member"], zip(columns["x"], columns["y"], strict=True), strict=True))
    weights: dict[frozenset[str], float] = {}
    for u, v, weight in zip(arcs["from"], arcs["to"], arcs["weight"], strict=True):
        if u in drawn and v in drawn:
            weights[frozenset((u, v))] = weights.get(frozenset((u, v)), 0.0) + weight
    lines = [mark for mark in panel.marks if isinstance(mark, Segments) and mark.opacity < 1]
    seen = {
        frozenset([(a, b), (c, d)]): line.width
        for line in lines
        for a, b, c, d in zip(line.x0, line.y0, line.x1, line.y1, strict=True)
    }
    ties = {frozenset(drawn[member] for member in pair): weight for pair, weight in weights.items()}
    assert set(seen) <= set(ties) and len(seen) == min(len(ties), 160)
    # Everybody keeps a tie, and heavier ties are not thinner.
    assert {at for pair in seen for at in pair} == {at for pair in ties for at in pair}
    order = sorted(seen, key=lambda pair: ties[pair])
    assert [seen[pair] for pair in order] == sorted(seen.values())


def test_the_network_is_not_stretched_and_always_the_same(graph, pictures):
    for name in ("network None", "network community", "drawing by hand"):
        (panel,) = pictures[name].panels
        across = (panel.x.high - panel.x.low) / panel.width
        assert across == pytest.approx((panel.y.high - panel.y.low) / panel.height), name
    assert plot_graph(graph).to_dict() == plot_graph(graph).to_dict()
    assert isinstance(plot_graph(graph, members=30, backend="matplotlib"), Figure)


def test_names_in_the_network_cover_no_circle(pictures):
    for key in ("network None", "network community", "drawing by hand"):
        panel, members, _ = network(pictures[key])
        names = [mark for mark in panel.marks if isinstance(mark, Texts) and mark.halo]
        assert names
        for name in names:
            ((text, (left, right, low, high)),) = text_boxes(panel, name)
            assert left >= 0 and right <= panel.width + 1 and low >= 0 and high <= panel.height, text
            for x, y, size in zip(members.x, members.y, members.sizes, strict=True):
                at = (x - panel.x.low) / (panel.x.high - panel.x.low) * panel.width
                up = (y - panel.y.low) / (panel.y.high - panel.y.low) * panel.height
                radius = math.sqrt(size / math.pi)
                assert (
                    at + radius <= left or at - radius >= right or up + radius <= low or up - radius >= high
                )


def test_the_legend_of_the_network_counts_everybody(graph):
    for by, table in (("unit", graph.drawing()), ("community", graph.drawing())):
        drawn = graph_picture(graph, by=by)
        _, members, legend = network(drawn)
        (texts,) = (mark for mark in marks(drawn, Texts) if not mark.halo)
        counts = [int(text.rsplit("(", 1)[1].rstrip(")").replace(",", "")) for text in texts.texts]
        assert sum(counts) == len(table) == len(members.x)
        assert counts == [list(members.colours).count(colour) for colour in legend.colours]
        assert any(f"colour: {by}" in line for line in drawn.subtitle)
    # Without arcs there are places alone, without units and communities one colour.
    columns = {name: v for name, v in stand_ins.drawing().to_dict().items() if name != "unit"}
    bare = picture(stand_ins.StandIn("drawing", columns))
    assert marks(bare, Segments) == [] or all(mark.opacity == 1 for mark in marks(bare, Segments))
    assert set(network(bare)[1].colours) == {SERIES[0]}
    with pytest.raises(ValueError, match='by: found \'group\', expected None, "unit" or "community"'):
        plot_graph(graph, by="group")


def test_units_in_the_network_are_cut_where_they_tell_most():
    drawn = picture(stand_ins.drawing())
    (texts,) = (mark for mark in marks(drawn, Texts) if not mark.halo)
    assert [text.split(" (")[0] for text in texts.texts] == [
        "Nordics/Unit 0",
        "Nordics/Unit 1",
        "Nordics/Unit 3",
        "Nordics/Unit 4",
        "others",
        "unit not known",
    ]


def test_the_matrix_has_a_cell_for_each_pair():
    table = stand_ins.mixing()
    drawn = picture(table)
    panel, key = drawn.panels
    columns = table.to_dict()
    (boxes,) = (mark for mark in panel.marks if isinstance(mark, Boxes))
    places = [(round(y + 0.4), round(x + 0.4)) for x, y in zip(boxes.x0, boxes.y0, strict=True)]
    assert places == [(a, b) for a in range(6) for b in range(6)]
    for colour, ratio in zip(boxes.colours, columns["log_ratio"], strict=True):
        assert colour == (GRID if ratio is None else diverging(ratio / math.log(8)))
    texts = {
        (y, x): text
        for mark in panel.marks
        if isinstance(mark, Texts)
        for x, y, text in zip(mark.x, mark.y, mark.texts, strict=True)
    }
    shown = {(a, b) for a in range(6) for b in range(6) if 1 not in (a, b)}
    assert set(texts) == shown and texts[0, 0] == "3.9×" and texts[0, 2] == "0.6×"
    # Hidden cells have a stroke and no number, and the key says what that means.
    (strokes,) = (mark for mark in panel.marks if isinstance(mark, Segments))
    assert len(strokes.x0) == 36 - len(shown)
    assert [text for _, text in key.x.ticks][-1] == "hidden"
    assert any("numbers of 11 rows are hidden" in line for line in drawn.subtitle)
    assert [text for _, text in panel.y.ticks][0] == "1 · Unit 00"


def test_the_matrix_of_many_units_shows_the_largest():
    table = stand_ins.mixing(40)
    drawn = picture(table)
    panel = drawn.panels[0]
    names = [text.split(" · ")[1] for _, text in panel.y.ticks]
    columns, weight = table.to_dict(), dict[str, float]()
    for end in ("from_unit", "to_unit"):
        for unit, amount in zip(columns[end], columns["weight"], strict=True):
            weight[unit] = weight.get(unit, 0.0) + (amount or 0.0)
    assert names == sorted(sorted(weight, key=lambda unit: (-weight[unit], unit))[:25])
    assert "the 25 units with most weight; 15 more stand in the table" in drawn.subtitle
    assert not [mark for mark in panel.marks if isinstance(mark, Texts)]


def test_the_matrix_says_what_is_sure():
    drawn = picture(stand_ins.bridging_matrix())
    found = {text: mark.bold for mark in marks(drawn, Texts) for text in mark.texts}
    assert found == {"3.0×": True, "0.2×": True, "1.0×": False, "<0.1×": False}
    assert any("bold where the interval leaves that out" in line for line in drawn.subtitle)


def test_rows_show_the_numbers_of_the_table(results):
    table = next(result for result in results if result.name == "conversation")
    columns = table.to_dict()
    drawn = picture(table)
    whole, groups = columns["community"][0], columns["community"][1:]
    order = [0, *sorted(range(1, len(groups) + 1), key=lambda row: columns["community"][row])]
    assert whole == "(whole)" and len(groups) <= 30
    for panel, name in zip(drawn.panels, ("dialogue", "member_to_member", "broadcast"), strict=True):
        known = [row for row in order if columns[f"{name}_share"][row] is not None]
        dots = [x for mark in panel.marks if isinstance(mark, Dots) for x in mark.x]
        assert dots == [columns[f"{name}_share"][row] for row in known]
        spans = [mark for mark in panel.marks if isinstance(mark, Segments)]
        (ends,) = [list(zip(mark.x0, mark.x1, strict=True)) for mark in spans]
        lows, highs = (columns[f"{name}_share_{end}"] for end in ("low", "high"))
        assert ends == [(lows[row], highs[row]) for row in order if lows[row] is not None]


def test_the_largest_groups_are_drawn_and_what_nobody_knows_is_not():
    drawn = picture(stand_ins.conversation())
    (panel,) = drawn.panels
    names = [text for _, text in panel.y.ticks]
    # The hidden one has no size, so it is not among the largest.
    assert names == ["everything together (300)", *(f"Group {c:02} (40)" for c in range(31) if c != 3)]
    assert "the 30 largest groups by name; 15 more stand in the table" in drawn.subtitle
    assert "without any number: broadcast" in drawn.subtitle


def test_chance_is_marked_in_the_ei_index():
    table = stand_ins.ei_index()
    drawn = picture(table)
    (panel,) = drawn.panels
    assert (panel.x.low, panel.x.high) == (-1.0, 1.0) and panel.title == ""
    names = [text for _, text in panel.y.ticks]
    assert names[0] == "all units (900)" and len(names) == 31
    assert "the 30 largest units by name; 10 more stand in the table" in drawn.subtitle
    (notches,) = (mark for mark in panel.marks if isinstance(mark, Segments))
    assert list(notches.x0) == list(notches.x1) == [0.4, *[0.8] * 30]
    assert words(panel) == ["no ties"]
    (dots,) = (mark for mark in panel.marks if isinstance(mark, Dots))
    assert dots.x[0] == -0.3 and len(dots.x) == 30


def test_those_who_score_highest_come_first(graph):
    drawn = picture(stand_ins.pagerank())
    names = [text for _, text in drawn.panels[0].y.ticks]
    assert names == [f"id {i}" if i % 7 == 0 else f"Name {i}" for i in range(49, 29, -1)]
    assert "the 20 members with the highest PageRank, of 50" in drawn.subtitle
    assert not any("the same as the last" in line for line in drawn.subtitle)
    flat = {**stand_ins.pagerank().to_dict(), "pagerank": [0.02] * 50}
    same = picture(stand_ins.StandIn("pagerank", flat))
    assert [text for _, text in same.panels[0].y.ticks][:2] == ["id 0", "Name 1"]
    assert "30 more have the same as the last" in same.subtitle
    table = graph.betweenness(sources=40)
    columns = table.to_dict()
    drawn = picture(table)
    (panel,) = drawn.panels
    order = sorted(range(len(table)), key=lambda row: (-columns["normalised"][row], row))[:20]
    (boxes,) = (mark for mark in panel.marks if isinstance(mark, Boxes))
    assert list(boxes.x1) == [columns["normalised"][row] for row in order]
    whiskers = next(mark for mark in panel.marks if isinstance(mark, Segments))
    ends = list(zip(whiskers.x0, whiskers.x1, strict=True))
    assert ends == [(columns["low"][row], columns["high"][row]) for row in order]
    assert "estimated, 95% interval of each score by itself" in drawn.subtitle
    sampled = picture(graph.betweenness(epsilon=0.1)).subtitle
    assert "estimated; the intervals of all members hold at once with a probability of 95%" in sampled
    assert not any("estimated" in line for line in picture(graph.betweenness()).subtitle)


def test_communities_are_bars_of_members(graph):
    table = graph.communities(runs=2)
    columns = table.to_dict()
    drawn = picture(table)
    assert [panel.title for panel in drawn.panels] == ["members", "weight of ties inside", "found again"]
    for panel, name in zip(drawn.panels, ("members", "inside", "stability"), strict=True):
        (boxes,) = (mark for mark in panel.marks if isinstance(mark, Boxes))
        assert list(boxes.x1) == [value for value in columns[name] if value is not None]
    assert any(line.startswith("modularity 0.") for line in drawn.subtitle)


def test_the_graph_over_time_has_a_gap_where_there_is_no_number():
    table = stand_ins.graph_over_time()
    drawn = picture(table)
    assert [panel.title for panel in drawn.panels][0] == "members with an arc"
    for panel, name in zip(drawn.panels, ("connected", "both_ways", "transitivity"), strict=True):
        (line,) = (mark for mark in panel.marks if isinstance(mark, Path))
        assert list(line.y) == [value for value in table.column(name) if value is not None]
        assert [date.fromordinal(int(x)) for x in line.x] == table.column("to")[-len(line.x) :]
    assert any(line.startswith("each point: the 6 months before it") for line in drawn.subtitle)


def test_the_main_charts_of_a_result_without_any_message(community):
    empty = community.window(from_="2030-01-01")
    calls = [empty.adoption, empty.funnel, empty.retention, empty.participation, empty.stage]
    for result in [*(call() for call in calls), *across_units(empty), *of_help(empty), *of_questions(empty)]:
        for name in result.tables:
            if name in CHARTS:
                plot(result, name).to_dict()
                plot(result, name, backend="matplotlib").canvas.draw()


@pytest.mark.parametrize("mode", ["pseudonymous", "aggregate"])
def test_charts_of_every_mode(mode, graph):
    named = graph.nodes().column("name")
    key = b"a key for the tests alone" if mode == "pseudonymous" else None
    c = cg.example(mode=mode, key=key)
    assert c.mode == mode
    results = [c.adoption(by="unit"), c.adoption(by="group"), c.funnel(by="unit"), c.retention(by="unit")]
    seen: dict[str, Any] = {}
    for result in [*results, c.participation(), c.stage()]:
        for name in (set(result.tables) & set(CHARTS)) - set(seen):
            seen[name] = plot(result, name).to_dict()
    for result in [*across_units(c), *of_leaving(c), *of_help(c), *of_questions(c)]:
        seen.update({name: picture(result, name) for name in set(result.tables) & set(CHARTS)})
    graph = c.graph()
    people = {*RANKED, "drawing"}
    seen.update({table.name: picture(table) for table in of_graph(graph)})
    if mode == "aggregate":
        for call in [graph.drawing, lambda: plot_graph(graph), *(getattr(graph, name) for name in RANKED)]:
            with pytest.raises(cg.Withheld):
                call()
        for name in (
            *("pattern_people", "bridging_brokers", "champions", "champion_smaa", "expertise"),
            *("question_hubs", "nominations"),
        ):
            assert words(seen[name].panels[0])[0].startswith("nothing to draw: ")
    else:
        seen.update({table.name: picture(table) for table in of_members(graph)})
        seen["network"] = graph_picture(graph)
        assert people <= set(seen)
    assert set(seen) - people - {"network"} == set(CHARTS) - people - {"graph_over_time"}
    if mode == "pseudonymous":
        # Pseudonyms are long; their first letters tell them apart.
        names = [text for mark in marks(seen["network"], Texts) if mark.halo for text in mark.texts]
        assert names and all(text.startswith("p-") and len(text) == 12 for text in names)
    # Of no mode but the named one does a name leave.
    said = repr(seen)
    assert not any(name in said for name in named if name)


def test_nothing_is_an_answer(community):
    empty = community.window(from_="2030-01-01").adoption(by="unit")
    for name in EXAMPLE:
        drawn = picture(empty, name)
        assert drawn.title == empty.tables[name].title
        if not len(empty.tables[name]):
            assert marks(drawn, Texts)[0].texts[0].startswith("nothing to draw: ")
        plot(empty, name).to_dict()
        plot(empty, name, backend="matplotlib").canvas.draw()
    for table in stand_ins.ALL:
        bare = stand_ins.StandIn(table.name, {name: [] for name in table.to_dict()}, warnings=["nobody came"])
        drawn = picture(bare)
        assert marks(drawn, Texts)[0].texts == ["nothing to draw: nobody came"]
        plot(bare).to_dict()
        plot(bare, backend="matplotlib").canvas.draw()


def test_one_of_everything_is_drawn():
    for table in stand_ins.ALL:
        bare = stand_ins.StandIn(table.name, {name: values[:1] for name, values in table.to_dict().items()})
        assert picture(bare).panels
        plot(bare).to_dict()
        plot(bare, backend="matplotlib").canvas.draw()


def test_all_hidden_is_drawn():
    keep = {"period_start", "definition", "unit", "cohort", "age", "state", "days", "group", "observable"}
    keep |= {"week", "scope", "community", "who", "from_unit", "to_unit", "from", "to", "member", "x", "y"}
    for table in stand_ins.ALL:
        columns = {
            name: values if name in keep else [None] * len(values) for name, values in table.to_dict().items()
        }
        columns["suppressed"] = [True] * len(next(iter(columns.values())))
        bare = stand_ins.StandIn(table.name, columns)
        drawn = picture(bare)
        assert not [mark for mark in marks(drawn, Path) if mark.width == 2.0 and len(mark.x) > 4], table.name
        plot(bare).to_dict()
        plot(bare, backend="matplotlib").canvas.draw()


def test_methods_choose_the_chart(community, adoption):
    assert adoption.plot().to_dict() == plot(adoption, "adoption_by_unit").to_dict()
    assert community.adoption().plot().to_dict()["title"]["text"] == "Adoption by week"
    curve = adoption.tables["adoption_curve"]
    assert curve.plot().to_dict() == adoption.plot("adoption_curve").to_dict()
    assert isinstance(adoption.plot(backend="matplotlib"), Figure)
    for call, message in [
        (
            lambda: adoption.plot("curve"),
            "kind: found 'curve', expected one of adoption_curve, adoption_by_unit",
        ),
        (lambda: curve.plot("active_people"), "kind: found 'active_people', expected one of adoption_curve"),
        (
            lambda: community.rivals().plot(),
            "no chart of rivals, rival_personas",
        ),
        (
            lambda: adoption.plot(backend="plotly"),
            "backend: found 'plotly', expected altair, matplotlib or svg",
        ),
    ]:
        with pytest.raises(ValueError, match=message):
            call()


def test_the_graph_draws_itself(graph):
    assert graph.plot(members=30).to_dict() == plot_graph(graph, 30).to_dict()
    assert isinstance(graph.plot(members=30, by="community", backend="matplotlib"), Figure)


MISSING = """
import sys
for name in sys.argv[1].split(","):
    sys.modules[name] = None
import cmgraph as cg
result = cg.example().adoption()
try:
    print(type(result.plot(backend=sys.argv[2] or None)).__module__)
except ImportError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("missing", "backend", "said"),
    [
        ("altair", "", "matplotlib.figure"),
        ("matplotlib", "", "altair.vegalite.v6.api"),
        ("pandas,polars,numpy.typing", "altair", "altair.vegalite.v6.api"),
        ("altair,matplotlib", "", "cmgraph.plot.with_svg"),
        (
            "matplotlib",
            "matplotlib",
            "this chart needs matplotlib, which is not installed: pip install matplotlib",
        ),
        (
            "altair",
            "altair",
            "this chart needs altair, which is not installed: pip install 'cmgraph[plot]' brings it",
        ),
    ],
)
def test_what_is_not_installed(missing, backend, said):
    run = [sys.executable, "-W", "error", "-c", MISSING, missing, backend]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == said


def test_importing_the_package_imports_no_library_of_charts():
    code = "import sys, cmgraph, cmgraph.stats; print({'altair', 'matplotlib', 'numpy', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


def test_years_of_days_are_drawn():
    days = [date(2015, 1, 1) + timedelta(i) for i in range(4000)]
    columns: dict[str, list[Any]] = {"day": days, "complete": [True] * 4000}
    columns.update({name: [i % 50 for i in range(4000)] for name in ("active_1", "active_7", "active_28")})
    chart = plot(stand_ins.StandIn("active_people", columns))
    assert len(chart.to_json()) > 100_000


def test_windows_are_local_days():
    about = {"from": "2023-03-25T23:00:00Z", "to": "2023-03-26T22:00:00Z", "time_zone": "Europe/Oslo"}
    assert window(about) == "2023-03-26 to 2023-03-26 (Europe/Oslo)"
    assert window({"from": None, "to": None}) == ""
    assert window({**about, "time_zone": "Nowhere/Atall"}) == "2023-03-25 to 2023-03-26 (UTC)"
    assert gaps(stand_ins.participation(), []) == []


# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
VISION = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def lab(colour: str, matrix: Any) -> tuple[float, float, float]:
    linear = []
    for i in (1, 3, 5):
        part = int(colour[i : i + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    r, g, b = (min(max(sum(m * c for m, c in zip(row, linear, strict=True)), 0), 1) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", VISION)
def test_colours_differ_for_every_vision(vision):
    seen = [lab(colour, VISION[vision]) for colour in SERIES]
    for (i, one), (j, other) in itertools.combinations(enumerate(seen), 2):
        assert math.dist(one, other) > 25, (SERIES[i], SERIES[j])
    lightness = [lab(colour, VISION[vision])[0] for colour in SHADES]
    assert lightness == sorted(lightness, reverse=True)


def test_colours_can_be_read_on_white():
    assert all(contrast(colour, "#FFFFFF") >= 4.5 for colour in (*SERIES, GREY, INK))
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert (shade(-1), shade(0), shade(1), shade(2)) == (SHADES[0], SHADES[0], SHADES[-1], SHADES[-1])


def test_colours_of_more_and_less_than_chance():
    for vision in VISION.values():
        middle = len(DIVERGING) // 2
        seen = [lab(colour, vision) for colour in DIVERGING]
        lightness = [light for light, _, _ in seen]
        # Darker the farther from chance, and the two sides differ also in hue.
        assert lightness[: middle + 1] == sorted(lightness[: middle + 1])
        assert lightness[middle:] == sorted(lightness[middle:], reverse=True)
        for less, more in zip(seen[:middle], reversed(seen[middle + 1 :]), strict=True):
            assert math.dist(less, more) > 25
    assert (diverging(-2), diverging(0), diverging(2)) == (DIVERGING[0], DIVERGING[3], DIVERGING[-1])
    assert all(contrast(readable(diverging(i / 50)), diverging(i / 50)) >= 3.9 for i in range(-50, 51))


@given(st.lists(st.floats(-50, 150), max_size=9), st.floats(1, 30))
def test_labels_are_moved_apart_in_order(places, distance):
    moved = apart(places, 0.0, 100.0, distance)
    order = sorted(range(len(places)), key=lambda i: places[i])
    rows = [moved[i] for i in order]
    assert all(-1e-6 <= row <= 100 + 1e-6 for row in rows)
    # Where there is no room they share what there is.
    least = min(distance, 100 / max(len(places) - 1, 1))
    assert all(b - a >= least - 1e-6 for a, b in itertools.pairwise(rows))
    if all(b - a >= distance for a, b in itertools.pairwise(sorted(places))):
        inside = all(0 <= place <= 100 for place in places)
        assert not inside or moved == pytest.approx(places)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 9000), st.sampled_from([140, 200, 560]))
def test_ticks_of_days_fit_and_lie_inside(first, span, pixels):
    last = first + timedelta(span)
    axis = day_axis([last, first], "", pixels=pixels)
    assert axis.low < axis.high and len(axis.ticks) >= 1
    assert all(axis.low <= at <= axis.high for at, _ in axis.ticks)
    for (a, text), (b, after) in itertools.pairwise(axis.ticks):
        assert (b - a) / (axis.high - axis.low) * pixels > (text_width(text) + text_width(after)) / 2
    assert any(str(date.fromordinal(int(at)).year) in text for at, text in axis.ticks)


@given(st.lists(st.floats(0, 1), min_size=1))
def test_shares_fit_their_axis(shares):
    axis = share_axis(shares, "")
    assert max(shares) <= axis.high + 1e-9 and axis.high <= 1
    assert len({text for _, text in axis.ticks}) == len(axis.ticks)


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_counts_fit_their_axis(counts):
    axis = count_axis(counts, "")
    assert max(counts) <= axis.high * (1 + 1e-9)
    assert 2 <= len({text for _, text in axis.ticks}) == len(axis.ticks) <= 8


@given(st.floats(1e-6, 1e9), st.integers(1, 20))
def test_steps_are_nice(span, most):
    step = nice_step(span, most)
    assert span / step <= most * (1 + 1e-6)
    assert round(step / 10 ** math.floor(math.log10(step * (1 + 1e-9))), 6) in (1, 2, 5)


@given(st.lists(st.one_of(st.none(), st.floats(allow_infinity=False))))
def test_pieces_are_the_stretches_without_gaps(values):
    found = [row for piece in pieces(values) for row in piece]
    assert found == [row for row, value in enumerate(values) if value is not None and not math.isnan(value)]
    assert all(a.stop < b.start for a, b in itertools.pairwise(pieces(values)))


@given(st.text(min_size=1, max_size=80), st.integers(5, 40))
def test_names_are_cut_to_size(name, longest):
    assert len(cut(name, longest)) <= longest
    assert cut("A/B", 10) == "A/B"


def test_charts_show_tables_alone(community):
    with pytest.raises(cg.Withheld):
        cg.example(mode="aggregate").graph().nodes().plot()
