"""Every table that has a chart is drawn by both libraries, with nothing lost, covered or said too much."""

import itertools
import json
import math
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import altair as alt
import cmgraph as cg
import pytest
import stand_ins
from cmgraph.plot import CHARTS, picture, plot
from cmgraph.plot.axes import count_axis, day_axis, nice_step, percent, share_axis
from cmgraph.plot.captions import gaps, window
from cmgraph.plot.labels import LINE_HEIGHT, apart, cut
from cmgraph.plot.palette import GREY, INK, SERIES, SHADES, contrast, shade, text_width
from cmgraph.plot.picture import Area, Boxes, Dots, Panel, Path, Picture, Segments, Texts
from cmgraph.plot.shapes import pieces
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
    ]


@pytest.fixture(scope="module")
def drawable(results) -> dict[str, cg.Result]:
    """The first result that has a table, for every table with a chart."""
    found: dict[str, cg.Result] = {}
    for result in results:
        for name in result.tables:
            if name in CHARTS:
                found.setdefault(name, result)
    return found


@pytest.fixture(scope="module")
def pictures(results) -> dict[str, Picture]:
    """Real ones, and those of tables made by hand."""
    drawn = {
        f"{name} of {i}": picture(result, name)
        for i, result in enumerate(results)
        for name in result.tables
        if name in CHARTS
    }
    drawn.update({f"{table.name} by hand": picture(table) for table in stand_ins.ALL})
    return drawn


def test_every_chart_is_tested(drawable):
    assert set(drawable) == set(CHARTS)


def test_every_result_has_a_chart_of_its_main_table(results):
    for result in results:
        assert result.name in CHARTS
        assert picture(result).title == result.title


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_both_libraries_draw_it(name, drawable, tmp_path):
    table: Any = drawable[name]
    chart = plot(table, name)
    assert isinstance(chart, alt.ConcatChart)
    chart.save(tmp_path / "chart.svg")
    svg = (tmp_path / "chart.svg").read_text("utf-8")
    figure = plot(table, name, backend="matplotlib")
    assert isinstance(figure, Figure)
    figure.savefig(tmp_path / "figure.png")
    assert figure._repr_png_().startswith(b"\x89PNG")
    # The words are the same: those of the picture.
    drawn = picture(table, name)
    said = [text.get_text() for axes in figure.axes for text in axes.texts]
    heads = [text.get_text() for text in figure.texts]
    assert heads == [drawn.title, *drawn.subtitle]
    for text in heads:
        assert text.replace("&", "&amp;").replace("<", "&lt;") in svg
    for mark in marks(drawn, Texts):
        for text, y in zip(mark.texts, mark.y, strict=True):
            assert math.isnan(y) or text in said
            assert all(line in svg for line in text.split("\n"))


def marks(drawn: Picture, kind: Any) -> list[Any]:
    return [mark for panel in drawn.panels for mark in panel.marks if isinstance(mark, kind)]


def points(panel: Panel) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for mark in panel.marks:
        match mark:
            case Area():
                found += [*zip(mark.x, mark.low, strict=True), *zip(mark.x, mark.high, strict=True)]
            case Path() | Dots() | Texts():
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
        if mark.align == "center":
            left -= text_width(text) / 2
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


def test_the_main_charts_of_a_result_without_any_message(community):
    empty = community.window(from_="2030-01-01")
    calls = [empty.adoption, empty.funnel, empty.retention, empty.participation, empty.stage]
    for call in calls:
        result = call()
        for name in result.tables:
            if name in CHARTS:
                plot(result, name).to_dict()
                plot(result, name, backend="matplotlib").canvas.draw()


@pytest.mark.parametrize("mode", ["pseudonymous", "aggregate"])
def test_charts_of_every_mode(mode):
    key = b"a key for the tests alone" if mode == "pseudonymous" else None
    c = cg.example(mode=mode, key=key)
    assert c.mode == mode
    results = [c.adoption(by="unit"), c.adoption(by="group"), c.funnel(by="unit"), c.retention(by="unit")]
    seen = set()
    for result in [*results, c.participation(), c.stage()]:
        for name in set(result.tables) & set(CHARTS):
            seen.add(name)
            plot(result, name).to_dict()
    assert seen == set(CHARTS)


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
    keep |= {"week", "scope", "community", "who"}
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
        (lambda: community.champions().plot(), "champions has no chart; tables that have one: active_people"),
        (lambda: adoption.plot(backend="plotly"), "backend: found 'plotly', expected altair or matplotlib"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()


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
        (
            "altair,matplotlib",
            "",
            "charts need altair or matplotlib, which is not installed: pip install 'cmgraph[plot]' brings altair",
        ),
        (
            "matplotlib",
            "matplotlib",
            "charts need matplotlib, which is not installed: pip install matplotlib",
        ),
        (
            "altair",
            "altair",
            "charts need altair, which is not installed: pip install 'cmgraph[plot]' brings altair",
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
