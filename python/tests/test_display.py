"""What a notebook shows of a result: findings, chart, table, method, and nothing that has to be fetched."""

import html
import re
from html.parser import HTMLParser

import cmgraph as cg
import pytest
import stand_ins
from cmgraph.plot import Svg, plot

VOID = {"rect", "path", "circle", "polygon", "polyline"}


class Outline(HTMLParser):
    """Tags in order, their attributes, and whether each is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID, tag
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def outline(text: str) -> Outline:
    found = Outline()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


@pytest.fixture(scope="module")
def results(community) -> dict[str, cg.Result]:
    return {
        "adoption": community.adoption(),
        "champions": community.champions(),
        "cover": community.champion_cover(unit_level=2),
        "audit": community.audit(),
        "unanswered": community.unanswered(),
        "nothing": community.window(to="2023-06-02").champions(),
    }


def test_a_result_shows_findings_chart_table_and_method_in_this_order(results):
    for name, result in results.items():
        markup = result._repr_html_()
        shown, at = html.unescape(markup), -1
        for finding in result.findings:
            after = shown.find(finding)
            assert after > at, (name, finding)
            at = after
        tags = [tag for tag, _ in outline(markup).tags]
        chart, table, method = (shown.find(part) for part in ("<svg", "<table", "How this was computed"))
        assert (chart > at) == (name != "audit"), name
        assert max(at, chart) < table < method, name
        assert tags.count("table") == 1
        how = " ".join(shown[method:].split())
        for line in result.table.explain().splitlines():
            assert " ".join(line[11:].split()) in how


def test_long_tables_under_a_chart_are_folded(results):
    def folded(shown: str) -> bool:
        return "<details><summary>Table: " in shown

    assert len(results["adoption"]) > 12 >= len(results["champions"])
    assert folded(results["adoption"]._repr_html_())
    assert not folded(results["champions"]._repr_html_())
    assert "<details open><summary>Table: " in results["champions"]._repr_html_()


def test_nothing_is_fetched_and_nothing_runs(results):
    for result in results.values():
        for tag, attributes in outline(result._repr_html_()).tags:
            assert tag not in ("script", "img", "link", "iframe", "style", "a"), tag
            assert not {"src", "href", "xlink:href"} & attributes.keys()
            assert not any(name.startswith("on") for name in attributes)
            assert "url(" not in (attributes.get("style") or "")


def test_it_needs_no_library_of_charts(results, monkeypatch):
    before = results["champions"]._repr_html_()
    for name in ("altair", "matplotlib", "vl_convert"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    assert results["champions"]._repr_html_() == before


def test_markup_in_names_stays_text():
    table = stand_ins.StandIn(
        "adoption_by_unit",
        {
            "unit": ['<script>alert("1")</script>', "R&D"],
            "people": [10, 20],
            "joined_share": [0.9, 0.1],
            "joined_share_low": [0.8, 0.0],
            "joined_share_high": [1.0, 0.2],
        },
    )
    text = plot(table, backend="svg").text
    assert "<script" not in text and "&lt;script&gt;" in text and "R&amp;D" in text
    outline(text)


def test_what_is_withheld_is_not_shown(community):
    hidden = cg.example(mode="aggregate")
    names = [name for name in community.champions().column("name") if name]
    shown = html.unescape(hidden.champions()._repr_html_())
    assert names and not any(name in shown for name in names)
    assert "Withheld: " in shown


def test_charts_are_saved_without_the_network(results, tmp_path, monkeypatch):
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a chart went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for backend in ("altair", "svg"):
        chart = results["adoption"].plot(backend=backend)
        chart.save(str(tmp_path / f"{backend}.svg"))
        chart.save(str(tmp_path / f"{backend}.png"))
        assert "<svg" in (tmp_path / f"{backend}.svg").read_text("utf-8")
        assert (tmp_path / f"{backend}.png").read_bytes().startswith(b"\x89PNG")
    assert isinstance(chart, Svg) and chart._repr_svg_() == chart.text
    with pytest.raises(ValueError, match=r"path: found 'a.pdf', expected a name that ends with .svg or .png"):
        chart.save(tmp_path / "a.pdf")


def test_a_png_needs_a_library(results, tmp_path, monkeypatch):
    monkeypatch.setattr("cmgraph.plot.with_svg.find_spec", lambda name: None)
    with pytest.raises(ImportError, match="a PNG needs vl-convert-python"):
        results["champions"].plot(backend="svg").save(tmp_path / "a.png")


def test_the_same_bytes_each_time(community):
    first, second = (community.champions()._repr_html_() for _ in range(2))
    assert first == second
    assert not re.search(r"0x[0-9a-f]{6}", first)
