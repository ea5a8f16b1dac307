"""Tables reach pandas, polars and pyarrow with the same values, and files that read back."""

import csv
import datetime
import io
import json
import math
from pathlib import Path

import cmgraph as cg
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest


def all_tables(c: cg.Community) -> dict[str, cg.Table]:
    results = [c.adoption(by="unit"), c.adoption(by="group"), c.funnel(by="unit"), c.retention(by="unit")]
    results += [c.participation(), c.conversation(), c.stage(), c.champions(), c.question_hubs(), c.audit()]
    tables = {name: table for result in results for name, table in result.tables.items()}
    g = c.graph()
    for table in [g.summary(), g.nodes(), g.arcs(), g.pagerank(), g.components()]:
        tables[table.name] = table
    return tables


@pytest.fixture(scope="module")
def tables(community):
    return all_tables(community)


def test_the_tables_are_there(tables):
    assert set(tables) >= {
        "adoption_summary",
        "adoption_curve",
        "adoption_by_unit",
        "active_people",
        "champions",
        "champions_by_unit",
        "champions_summary",
        "question_hubs",
        "question_hubs_by_unit",
        "question_hubs_summary",
        "question_hubs_unseen",
        "audit_files",
        "graph",
        "nodes",
        "arcs",
        "pagerank",
        "weak_components",
    }
    for table in tables.values():
        assert len(table) > 0 or table.name.startswith("audit"), table.name


def test_pyarrow_and_polars_have_the_same_values(tables):
    for table in tables.values():
        expected = table.to_dict()
        assert list(expected) == table.columns
        arrow = pa.table(table)
        assert arrow.to_pydict() == expected
        assert arrow.equals(table.to_arrow())
        polars = pl.DataFrame(table)
        assert polars.to_dict(as_series=False) == expected
        assert polars.equals(table.to_polars())


def test_pandas_has_the_same_values(tables):
    for table in tables.values():
        frame = table.to_pandas()
        assert list(frame.columns) == table.columns
        assert len(frame) == len(table)
        for name, values in table.to_dict().items():
            for found, expected in zip(frame[name], values, strict=True):
                if expected is None:
                    assert found is None or pd.isna(found)
                elif isinstance(expected, list):
                    assert list(found) == expected
                else:
                    assert found == expected
    assert pd.DataFrame.from_arrow(tables["arcs"]).shape == tables["arcs"].to_pandas().shape


def test_arrow_types_are_those_that_all_consumers_read(tables):
    allowed = {
        pa.string(),
        pa.int64(),
        pa.float64(),
        pa.bool_(),
        pa.date32(),
        pa.timestamp("us", "UTC"),
        pa.list_(pa.string()),
    }
    found = {field.type for table in tables.values() for field in pa.table(table).schema}
    assert found == allowed
    arcs = pa.table(tables["arcs"])
    assert arcs.schema.field("first").type == pa.timestamp("us", "UTC")
    assert pa.table(tables["adoption_curve"]).schema.field("period_start").type == pa.date32()
    assert arcs.schema.field("weight").metadata[b"role"] == b"measure"
    assert json.loads(arcs.schema.metadata[b"cmgraph.provenance"]) == tables["arcs"].provenance


def test_python_types(tables):
    arcs, curve = tables["arcs"], tables["adoption_curve"]
    assert {type(at) for at in arcs.column("first")} == {datetime.datetime}
    assert {at.utcoffset() for at in arcs.column("last")} == {datetime.timedelta(0)}
    assert curve.column("period_start")[0] == datetime.date(2023, 5, 29)
    assert all(
        isinstance(reason, str) for reasons in tables["champions"].column("reasons") for reason in reasons
    )
    with pytest.raises(KeyError, match="no column"):
        arcs.column("frm")


def test_csv_and_json_read_back(tables, tmp_path: Path):
    for table in tables.values():
        rows = list(csv.reader(io.StringIO(table.to_csv())))
        assert rows[0] == table.columns
        assert len(rows) - 1 == len(table)
        document = json.loads(table.to_json())
        assert document["name"] == table.name
        assert document["title"] == table.title
        assert document["provenance"] == table.provenance
        assert {c["name"]: c["role"] for c in document["columns"]} == {
            name: about["role"] for name, about in table.describe().items()
        }
        for name, values in table.to_dict().items():
            for row, expected in zip(document["rows"], values, strict=True):
                found = row[name]
                if isinstance(expected, datetime.datetime):
                    assert datetime.datetime.fromisoformat(found) == expected
                elif isinstance(expected, datetime.date):
                    assert datetime.date.fromisoformat(found) == expected
                else:
                    assert found == expected
        assert table.to_csv(tmp_path / "t.csv") is None
        assert (tmp_path / "t.csv").read_bytes().decode() == table.to_csv()
        assert table.to_json(str(tmp_path / "t.json")) is None
        assert (tmp_path / "t.json").read_text("utf-8") == table.to_json()


def test_a_table_shows_itself(tables):
    for table in tables.values():
        text, html = repr(table), table._repr_html_()
        assert text.startswith(table.title)
        assert max(map(len, text.splitlines())) <= 100
        assert html.startswith('<div class="cmgraph">')
        assert html.count("<table") == html.count("</table>") == 1
        assert "<script" not in html
        assert text.rstrip().endswith(table.explain().splitlines()[-1])


def test_results_are_their_main_table(community):
    for result, main in [
        (community.adoption(), "adoption_curve"),
        (community.adoption(by="unit"), "adoption_by_unit"),
        (community.adoption(by="group"), "adoption_by_group"),
        (community.funnel(), "funnel"),
        (community.funnel(by="unit"), "funnel_by_unit"),
        (community.retention(), "retention_triangle"),
        (community.retention(by="unit"), "first_post_by_unit"),
        (community.participation(), "participation_groups"),
        (community.conversation(), "conversation"),
        (community.stage(), "stage"),
        (community.champions(), "champions"),
        (community.champions(by="unit"), "champions_by_unit"),
        (community.champions(smaa=True, smaa_draws=200), "champion_smaa"),
        (community.expertise(), "expertise"),
        (community.question_hubs(), "question_hubs"),
        (community.question_hubs(by="unit"), "question_hubs_by_unit"),
        (community.nominations([("ann", "lars.bergstrom@example.com")]), "nominations"),
        (community.audit(), "audit_summary"),
    ]:
        assert isinstance(result, cg.Table)
        assert result.name == main
        assert type(result.table) is cg.Table
        assert result.to_dict() == result.table.to_dict() == result.tables[main].to_dict()
        assert "More in tables" in repr(result)
        for other in set(result.tables) - {main}:
            assert other in repr(result)
            assert other in result._repr_html_()


def test_options_reach_the_core(community):
    month = community.adoption(period="month", unit_level=1, by="unit", interval_level=0.5, habit_weeks=3)
    assert month.provenance["parameters"] == {
        "period": "month",
        "unit_level": "1",
        "by_unit": "true",
        "interval_level": "0.5",
        "habit_weeks": "3",
        "habit_window": "4",
        "include_officials": "false",
        "include_guests": "false",
    }
    assert all("/" not in unit for unit in month.column("unit"))
    few = community.champions(n=3, min_answer_share=0.0, half_life_days=90.0, seed=5)
    assert len(few) == 3
    for option, value in [("half_life_days", "90 days"), ("seed", "5"), ("min_answer_share", "0")]:
        assert few.provenance["parameters"][option] == value
    hubs = community.question_hubs(n=4, weights={"referral": 0.25}, off_platform=False)
    assert hubs.provenance["parameters"]["weights"] == "mention 1, reply 1, referral 0.25, handover 0.5"
    assert set(hubs.column("on_platform")) == {True}
    assert hubs.provenance["parameters"]["purpose"] == "none given"
    listed = community.question_hubs(exclude=[hubs.column("member")[0]]).column("member")
    assert hubs.column("member")[0] not in listed and hubs.column("member")[1] in listed
    assert community.question_hubs(names=False).provenance["parameters"]["names"] == "false"


def test_people_off_the_platform_are_named_for_a_purpose(community, data):
    truth = json.loads((data / "truth.json").read_text("utf-8"))
    off = {person["user"] for person in truth["hubs"] if person["joined"] is None}
    assert len(off) == 2 and not off & set(community.question_hubs().column("member"))
    hubs = community.question_hubs(off_platform=True, purpose="to invite them")
    rows = zip(hubs.column("member"), hubs.column("on_platform"), hubs.column("type"), strict=True)
    assert off <= {member for member, on, kind in rows if not on and kind == "off-platform hub"}
    assert hubs.provenance["parameters"]["purpose"] == "to invite them"
    assert "for this purpose: to invite them" in hubs.explain()


def test_nominations_of_a_file_and_of_pairs(community, tmp_path):
    lars = "lars.bergstrom@example.com"
    pairs = [("a", "Lars Bergström"), ("b", lars), ("c", "Nobody Known"), ("d", ""), ("e", lars), ("f", "")]
    path = tmp_path / "nominations.csv"
    path.write_text("nominator;nominee\n" + "".join(f"{who};{whom}\n" for who, whom in pairs), "utf-8")
    of_pairs, of_file = community.nominations(pairs), community.nominations(str(path))
    assert of_pairs.to_dict() == of_file.to_dict()
    assert (of_pairs.column("nominators"), of_pairs.column("answered")) == ([3], [6])
    assert of_pairs.findings[0].startswith("Lars Bergström is named most: by 50%")
    # Of fewer than five who answered nothing is said but the list.
    few = "Not enough data: too few people answered to say more than who named whom how often."
    assert community.nominations(pairs[:4]).findings == [few]
    with pytest.raises(cg.ExportError, match="nominee"):
        path.write_text("nominator\na\n", "utf-8")
        community.nominations(path)


def test_rates_of_any_list():
    askers = ["a"] * 50 + ["b", "c", "d", "e", "f"]
    asked = ["decoy"] * 50 + ["hub"] * 5
    rates = cg.hub_rates(askers, asked)
    assert rates.column("member") == ["hub", "decoy"]
    assert (rates.column("askers"), rates.column("times")) == ([5, 1], [5, 50])
    counted = cg.hub_rates(["a", *"bcdef"], ["decoy", *["hub"] * 5], times=[50, 1, 1, 1, 1, 1])
    assert counted.to_dict() == rates.to_dict()
    days = [datetime.date(2024, 1, day) for day in range(1, 7)]
    timed = cg.hub_rates("abcdef", ["x"] * 6, at=days, members=[*"abcdef", "x", "quiet"])
    assert timed.provenance["denominator"]["n"] == 8 and timed.column("askers") == [6]
    withheld = cg.hub_rates("abcdef", ["x"] * 6, mode="aggregate")
    assert withheld.provenance["privacy"]["withheld"]


def test_windows(community):
    half = community.window(from_="2024-01-01", to=datetime.date(2024, 7, 1), zone="Europe/Helsinki")
    assert half.days == ("2024-01-01", "2024-06-30")
    assert half.span[0] == datetime.datetime(2023, 12, 31, 22, tzinfo=datetime.UTC)
    assert 0 < len(half) < len(community)
    assert half.zone == "Europe/Helsinki"
    # What is not given stays.
    noon = datetime.datetime(2024, 2, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    rest = half.window(from_=noon)
    assert rest.span == (noon, half.span[1])
    assert len(rest.adoption(period="day")) == 151
    assert math.isclose(sum(rest.graph().pagerank().column("pagerank")), 1.0)
    empty = community.window(from_="2030-01-01")
    assert len(empty) == 0 and empty and empty.days is None
    assert len(empty.champions()) == 0


def test_the_champions_and_hubs_planted_in_the_example_are_found(community, data):
    truth = json.loads((data / "truth.json").read_text("utf-8"))
    planted = {person["user"] for person in truth["champions"]}
    found = set(community.champions(n=len(planted)).column("member"))
    assert len(found & planted) >= 0.8 * len(planted)
    assert not found & {person["user"] for person in truth["decoys"]}
    everybody = community.question_hubs(n=len(truth["hubs"]), off_platform=True, purpose="a test")
    hubs = set(everybody.column("member"))
    assert len(hubs & {person["user"] for person in truth["hubs"]}) >= 0.8 * len(hubs)


def test_skipping_texts_keeps_the_replies(community, data):
    bare = cg.read(data / "export.zip", text="skip")
    assert bare.graph().arcs().column("reply") == community.graph().arcs().column("reply")
    assert (
        bare.champions().provenance["observations"]["n"]
        < community.champions().provenance["observations"]["n"]
    )
